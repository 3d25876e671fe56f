"""What the desk keeps goes out with exports and the API: through the marking gate, as of a day, a few queries for many."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from tests.desk.dialogue.conftest import forum
from tests.desk.dialogue.pledges import bearing, found, pledge
from tests.desk.making import NOW

from sarez.desk.accounts.tokens import make_token
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.engagements.plans import plan
from sarez.desk.dialogue.keeping import begin, change
from sarez.desk.dialogue.kept_told import FIELDS, kept_told
from sarez.desk.dialogue.models import Attendance, Following, Role, Series
from sarez.desk.events.joining import join
from sarez.desk.events.models import ACCEPTED, Entry, Version
from sarez.desk.exports.service import write

pytestmark = pytest.mark.django_db
SECRET = "Zarathustria"


@pytest.fixture
def by(desk):
    return desk.user("head", 4, "head")


def taken(desk, kind, format="jsonl", clearance=4, marking=1, as_of=None):
    stream = io.BytesIO()
    manifest = write(kind, format, desk.viewer(clearance, as_of), "ana", stream, marking=marking)
    return manifest, stream.getvalue().decode("utf-8-sig") if format != "xlsx" else stream


def lines(desk, kind, **how):
    return [json.loads(line) for line in taken(desk, kind, **how)[1].splitlines()][1:]


def row(desk, kind, **how):
    table = list(csv.reader(io.StringIO(taken(desk, kind, "csv", **how)[1])))
    start = next(n for n, cells in enumerate(table) if cells[0] == "id")
    assert len(table) == start + 2
    return dict(zip(table[start], table[start + 1], strict=True))


@pytest.fixture
def promise(desk, by):
    """A commitment followed up, with two findings (one RED), and three bearings: accepted, accepted in RED, proposed."""
    version = pledge(desk, due="2024-06-20")
    values = {"owner": "ana", "owed_to": ["UZB", "TJK"], "conditions": "once the road is open", "marking": 1}
    begin(Following(entry_id=version.entry_id, **values), by, at=NOW)
    found(version, by, "partly", party="KGZ", marking=1)
    found(version, by, "broken", party=SECRET, marking=4)
    bearing(desk, version, by, decision=ACCEPTED)
    bearing(desk, version, by, decision=ACCEPTED, of=4)
    bearing(desk, version, by)
    return version


def test_a_commitment_goes_out_with_what_is_kept_on_it(desk, promise):
    [record] = lines(desk, "commitment", marking=4, as_of=NOW + timedelta(days=400))
    [now] = lines(desk, "commitment", marking=4)
    assert set(now["kept"]) == set(FIELDS["commitment"])
    assert (now["kept"]["owner"], now["kept"]["owed_to"]) == ("ana", ["UZB", "TJK"])
    assert now["kept"]["accepted_bearings"] == 2
    assert {
        (f["party"], f["period"], f["outcome"], f["on"], f["marking"]) for f in now["kept"]["findings"]
    } == {
        ("KGZ", None, "partly", "2024-05-31", "TLP:GREEN"),
        (SECRET, None, "broken", "2024-05-31", "TLP:RED"),
    }
    assert record["kept"]["state"] == "stale" and now["kept"]["marking"] == "TLP:RED"


@pytest.mark.parametrize(("days", "state"), [(0, "due"), (30, "overdue")])
def test_the_state_is_that_of_the_day_asked_about(desk, promise, days, state):
    [record] = lines(desk, "commitment", as_of=NOW + timedelta(days=days))
    assert record["kept"]["state"] == state


def test_what_was_not_yet_kept_on_a_day_is_not_told_as_of_it(desk, promise):
    [record] = lines(desk, "commitment", as_of=NOW)
    assert (record["kept"]["findings"], record["kept"]["accepted_bearings"]) == ([], 0)
    assert record["kept"]["owner"] == "ana"


def test_nothing_kept_above_the_marking_goes_out_and_it_is_said_how_much_stayed(desk, promise):
    for format in ("csv", "jsonl", "ftm"):
        assert SECRET not in taken(desk, "commitment", format)[1]
    manifest, told = taken(desk, "commitment", "csv")
    assert manifest.counts.kept_left_out == 2
    assert '"# Kept by the desk and left out, marked above",2' in told
    [record] = lines(desk, "commitment")
    assert (record["kept"]["accepted_bearings"], len(record["kept"]["findings"])) == (1, 1)
    assert record["kept"]["marking"] == "TLP:GREEN"
    assert taken(desk, "commitment", clearance=1)[0].counts.kept_left_out == 0
    assert taken(desk, "commitment", marking=4)[0].counts.kept_left_out == 0


def test_a_commitment_is_one_row_of_a_table(desk, promise):
    told = row(desk, "commitment", marking=4, as_of=None)
    assert told["kept_owed_to"] == "UZB; TJK" and told["kept_accepted_bearings"] == "2"
    assert sorted(told["kept_findings"].split("; ")) == [
        "KGZ: partly (2024-05-31)",
        f"{SECRET}: broken (2024-05-31)",
    ]
    assert "kept_marking" not in told


@pytest.fixture
def met(desk, by, held):
    """An edition of a series with roles and attendance, one of each in RED."""
    entry = held(title="Fifth forum")
    series = begin(Series(title="Forum of water", marking=1), by)
    plan(
        entry,
        by,
        series=series.number,
        edition=5,
        track="1.5",
        mode="hybrid",
        state="held",
        expected="some 100",
    )
    begin(Role(entry=entry, party="UN", role="supporting", marking=1), by)
    begin(Role(entry=entry, party=SECRET, role="side", side="A", marking=4), by)
    for values in (
        {"person": "Aziz Rahimov", "state": "present"}, {"party": "KGZ", "count": "some 20", "state": "present"},
        {"party": "TJK", "state": "present"}, {"party": "KAZ", "count": "3", "state": "declined"},
    ):  # fmt: skip
        begin(Attendance(entry=entry, marking=1, **values), by)
    begin(Attendance(entry=entry, person=SECRET, state="present", marking=4), by)
    return entry


def test_an_engagement_goes_out_with_series_roles_and_numbers_as_stated(desk, met):
    [record] = lines(desk, "engagement")
    kept = record["kept"]
    assert set(kept) == set(FIELDS["engagement"])
    assert (kept["series"]["title"], kept["edition"], kept["is_extraordinary"]) == (
        "Forum of water",
        5,
        False,
    )
    assert (kept["track"], kept["mode"], kept["state"], kept["expected"]) == (
        "1.5",
        "hybrid",
        "held",
        "some 100",
    )
    assert kept["roles"] == [{"party": "UN", "role": "supporting", "side": None, "marking": "TLP:GREEN"}]
    assert kept["attendance"] == {
        "declined": {"sure": 3, "stated": [], "delegations_of_unknown_size": 0},
        "present": {"sure": 1, "stated": ["some 20"], "delegations_of_unknown_size": 1},
    }


def test_names_of_participants_stay(desk, met):
    assert "Rahimov" not in taken(desk, "engagement", marking=4)[1]


def test_an_engagement_through_the_gate_and_in_a_table(desk, met):
    manifest, told = taken(desk, "engagement", "csv")
    assert SECRET not in told and manifest.counts.kept_left_out == 2
    one = row(desk, "engagement", marking=4)
    assert one["kept_series"] == "Forum of water" and one["kept_edition"] == "5"
    assert set(one["kept_roles"].split("; ")) == {"supporting: UN", f"side A: {SECRET}"}
    assert one["kept_attendance"] == "declined: 3; present: 2 + some 20 + delegations of unknown size: 1"


def test_a_series_above_the_marking_takes_its_numbers_with_it(desk, by, held):
    entry = held()
    series = begin(Series(title=SECRET, marking=4), by)
    plan(entry, by, series=series.number, edition=7)
    [record] = lines(desk, "engagement")
    assert (record["kept"]["series"], record["kept"]["edition"]) == (None, None)
    assert taken(desk, "engagement")[0].counts.kept_left_out == 1


def test_a_workbook_carries_the_same(desk, met):
    from openpyxl import load_workbook

    book = load_workbook(taken(desk, "engagement", "xlsx")[1])
    _banner, head, told, _end = list(book["Records"].values)
    assert dict(zip(head, told, strict=True))["kept_track"] == "1.5"


def test_an_entry_nothing_is_kept_on_says_so(desk, held):
    held()
    [record] = lines(desk, "engagement")
    assert (record["kept"]["state"], record["kept"]["marking"], record["kept"]["roles"]) == ("held", None, [])
    assert "kept" not in (lines(desk, "event") or [{}])[0]


def test_what_was_kept_on_an_entry_joined_into_another_goes_with_it(desk, by, promise):
    other = pledge(desk, "build a school at Batken", parties=("UZB",))
    join([Entry.objects.get(pk=number) for number in (other.entry_id, promise.entry_id)], by, "the same")
    [record] = lines(desk, "commitment", marking=4)
    assert record["id"] == other.entry_id
    assert (record["kept"]["owner"], record["kept"]["accepted_bearings"]) == ("ana", 2)
    assert taken(desk, "commitment")[0].counts.kept_left_out == 2


def test_many_rows_take_no_more_queries_than_few(desk, by, django_assert_max_num_queries):
    for number in range(30):
        version = pledge(desk, f"open crossing number {number}", parties=("KGZ", f"X{number}"))
        begin(Following(entry_id=version.entry_id, owner="ana"), by)
        found(version, by)
        bearing(desk, version, by, decision=ACCEPTED)
    every = list(Version.objects.seen_by(Viewer(4)).filter(kind="commitment"))
    assert len(every) == 30
    with django_assert_max_num_queries(8):
        told = kept_told("commitment", every, Viewer(4))
    assert all(kept["accepted_bearings"] == 1 for kept in told.values())
    with django_assert_max_num_queries(25):
        taken(desk, "commitment", marking=1)


def test_many_engagements_take_few_queries(desk, by, django_assert_max_num_queries):
    series = begin(Series(title="Forum"), by)
    for number in range(20):
        entry = desk.claim(
            values=forum(title=f"Forum {number}", date=f"20{number:02}-01-01"), kind="engagement"
        ).entry
        plan(entry, by, series=series.number, edition=number + 1)
        begin(Role(entry=entry, party="UN", role="host"), by)
        begin(Attendance(entry=entry, party="KGZ"), by)
    every = list(Version.objects.seen_by(Viewer(4)).filter(kind="engagement"))
    with django_assert_max_num_queries(7):
        told = kept_told("engagement", every, Viewer(4))
    assert sorted(kept["edition"] for kept in told.values()) == list(range(1, 21))


@pytest.fixture
def ask(client, desk):
    """Ask the API with a token of someone of a clearance."""
    cache.clear()

    def asked(path, clearance=2):
        secret = make_token(desk.user("analyst", clearance), "t", "analyst", clearance, 5)
        return client.get(f"/api/{path}", HTTP_AUTHORIZATION=f"Bearer {secret}")

    return asked


def test_the_api_tells_what_is_kept_on_one_entry(ask, desk, promise, met):
    told = ask(f"entries/{promise.entry_id}").json()["kept"]
    assert (told["owner"], told["accepted_bearings"], told["marking"]) == ("ana", 1, "TLP:GREEN")
    assert ask(f"entries/{met.pk}").json()["kept"]["series"]["title"] == "Forum of water"
    assert ask(f"entries/{desk.claim().entry_id}").json()["kept"] is None


def test_the_api_tells_no_more_than_the_caller_may_see(ask, promise, met):
    for number in (promise.entry_id, met.pk):
        assert SECRET not in ask(f"entries/{number}").content.decode()
        assert ask(f"entries/{number}", clearance=4).json()["kept"]["marking"] == "TLP:RED"
    assert SECRET in ask(f"entries/{promise.entry_id}", clearance=4).content.decode()
    assert ask(f"entries/{promise.entry_id}", clearance=0).json()["kept"]["owner"] is None


def test_the_api_tells_what_was_kept_on_a_day(ask, by, promise):
    row = Following.objects.get()
    change(row, by, at=NOW + timedelta(days=3), owner="umar")
    assert ask(f"entries/{promise.entry_id}").json()["kept"]["owner"] == "umar"
    then = ask(f"entries/{promise.entry_id}?as_of={(NOW + timedelta(days=1)).date()}").json()["kept"]
    assert (then["owner"], then["findings"], then["state"]) == ("ana", [], "due")


def test_the_description_says_what_is_kept(client, desk):
    paths = client.get("/api/openapi.json").json()["paths"]
    answer = paths["/api/entries/{number}"]["get"]["responses"]["200"]["content"]["application/json"][
        "schema"
    ]
    commitment, engagement, nothing = answer["properties"]["kept"]["anyOf"]
    assert set(commitment["properties"]) == set(FIELDS["commitment"])
    assert set(engagement["properties"]) == set(FIELDS["engagement"])
    assert nothing == {"type": "null"}
    client.force_login(desk.user(), backend="django.contrib.auth.backends.ModelBackend")
    assert "accepted_bearings" in client.get("/api").content.decode()
