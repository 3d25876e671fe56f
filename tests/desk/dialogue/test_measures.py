"""Measures in use: acts and their clocks as each viewer sees them, then and now; their pages and forms."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from django.test import Client
from tests.desk.making import NOW

from sarez.desk.accounts.models import AuditEntry
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.keeping import begin, change
from sarez.desk.dialogue.measures import catalogue
from sarez.desk.dialogue.measures.running import between, running, stand
from sarez.desk.dialogue.models import Act, Answer, Arrangement
from sarez.desk.dialogue.models.measures import CLOSED
from sarez.vocabulary.measures import load_measures

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def act(by, *, at=NOW, **values):
    told = {
        "measure": "vd-unusual-activity", "kind": "question", "from_party": "KGZ", "to_parties": ["TJK"],
        "subject": "Why do columns move towards Vorukh?", "started_at": NOW, "marking": 1,
    }  # fmt: skip
    return begin(Act(**told | values), by, at=at)


def answer(by, of, *, known=NOW, **values):
    told = {
        "step": "reply",
        "party": "TJK",
        "at": NOW + 5 * HOUR,
        "text": "An exercise.",
        "marking": of.marking,
    }
    return begin(Answer(act=of.number, **told | values), by, at=known)


def arrangement(by, **values):
    told = {
        "measure": "vd-unusual-activity", "title": "Isfara protocol", "sides": ["KGZ", "TJK"],
        "clocks": {"reply": [6, "hours"]}, "marking": 1,
    }  # fmt: skip
    return begin(Arrangement(**told | values), by, at=NOW)


@pytest.fixture
def signed_in(desk):
    def sign_in(role="officer", clearance=3):
        client = Client()
        client.user = desk.user(role, clearance)
        client.force_login(client.user, BACKEND)
        return client

    return sign_in


@pytest.fixture
def at():
    """The desk's clock set to a moment."""

    def set_to(moment):
        return patch("django.utils.timezone.now", lambda: moment)

    return set_to


def posted(**values):
    return {
        "measure": "vd-unusual-activity", "kind": "question", "from_party": "Kyrgyzstan", "to_parties": "TJK",
        "subject": "Why do columns move?", "started_at": "2024-06-01T15:00", "zone": "Asia/Bishkek", "marking": "1",
    } | values  # fmt: skip


def test_what_is_overdue_stands_first_and_the_longest_before(desk):
    by, viewer = desk.user(), desk.viewer()
    act(by, subject="old", started_at=NOW - 5 * DAY)
    act(by, subject="fresh")
    act(by, subject="late", started_at=NOW - 3 * DAY)
    act(by, subject="quiet", measure="border-joint-patrol")
    change(act(by, subject="over", started_at=NOW - 9 * DAY), by, state=CLOSED)
    found = running(viewer, NOW + HOUR)
    assert [s.act.subject for s in found.overdue] == ["old", "late"]
    assert [s.act.subject for s in found.coming] == ["fresh"]
    assert [s.act.subject for s in found.quiet] == ["quiet"]


def test_running_takes_three_queries_however_many_acts(desk, django_assert_num_queries):
    by, viewer = desk.user(), desk.viewer()
    own = arrangement(by)
    for _ in range(8):
        answer(by, act(by, arrangement=own.number))
    with django_assert_num_queries(3):
        assert len(running(viewer, NOW + 6 * HOUR).quiet) == 8


def test_an_act_answered_later_is_open_as_of_the_day_before(desk):
    by = desk.user()
    asked = act(by)
    answer(by, asked, known=NOW + 4 * DAY, at=NOW + 3 * DAY)
    for days, state in ((1, "running"), (3, "overdue"), (4, "late")):
        viewer = desk.viewer(as_of=NOW + days * DAY + HOUR)
        [standing] = stand(list(Act.objects.seen_by(viewer)), viewer, NOW + 30 * DAY)
        assert standing.dues[0].state == state, days
    before = desk.viewer(as_of=NOW - DAY)
    assert not Act.objects.seen_by(before).exists()


def test_a_day_to_come_is_read_as_now(desk):
    by = desk.user()
    act(by)
    viewer = desk.viewer(as_of=NOW + 90 * DAY)
    assert running(viewer, NOW + HOUR).overdue == []


def test_what_parties_arranged_sets_the_clock(desk):
    by, viewer = desk.user(), desk.viewer()
    act(by, arrangement=arrangement(by).number)
    assert not running(viewer, NOW + 5 * HOUR).overdue
    [standing] = running(viewer, NOW + 7 * HOUR).overdue
    assert standing.arrangement.title == "Isfara protocol"


def test_nobody_sees_an_act_an_answer_or_an_arrangement_above_them(desk):
    by, low = desk.user("head", 4), Viewer(1)
    asked = act(by)
    answer(by, asked, marking=3)
    act(by, marking=3, subject="secret")
    [standing] = stand(list(Act.objects.seen_by(low)), low, NOW + 3 * DAY)
    assert standing.is_overdue and standing.answers == ()
    secret = arrangement(by, marking=3)
    assert not Arrangement.objects.seen_by(low).filter(pk=secret.pk).exists()


def test_an_act_on_an_entry_or_a_report_marked_higher_since_is_not_seen(desk):
    by, low = desk.user("head", 4), Viewer(1)
    claim = desk.claim(desk.report(marking=1))
    act(by, entry=claim.entry)
    act(by, report=claim.report)
    assert Act.objects.seen_by(low).count() == 2
    claim.marking = claim.report.marking = 3
    claim.save()
    claim.report.save()
    assert not Act.objects.seen_by(low).exists()
    assert Act.objects.seen_by(Viewer(3)).count() == 2


def test_acts_are_found_by_one_party_or_two(desk):
    by, every = desk.user(), Act.objects.all()
    act(by, to_parties=["TJK", "UZB"])
    act(by, from_party="UZB", to_parties=["TM"])
    assert between(every, "UZB").count() == 2
    assert between(every, "KGZ", "UZB").count() == 1
    assert between(every, "UZ").count() == 0


def test_acts_of_an_actor_joined_into_another_are_found_under_the_other(desk):
    from sarez.desk.actors import canonical as joined
    from sarez.desk.actors.models import Actor

    by = desk.user()
    act(by, from_party="Border Service of Batken")
    one = Actor.objects.create(code="KGZ BORDER", name="Border Service")
    Actor.objects.create(code="Border Service of Batken", name="Border Service of Batken", joined_into=one)
    joined.refresh()
    try:
        assert between(Act.objects.all(), "KGZ BORDER").count() == 1
    finally:
        Actor.objects.all().delete()
        joined.refresh()


def test_what_is_overdue_can_be_listed_alone(signed_in, at):
    client = signed_in()
    act(client.user, subject="Long ago", started_at=NOW - 3 * DAY)
    act(client.user, subject="Just now")
    with at(NOW):
        page = client.get("/measures/acts?state=overdue").content.decode()
    assert "Long ago" in page and "Just now" not in page


def test_an_arrangement_that_no_longer_held_is_refused(signed_in, at):
    client = signed_in()
    own = arrangement(client.user, until=date(2024, 5, 1))
    with at(NOW):
        page = client.post("/measures/act/add", posted(arrangement=str(own.number)))
        assert "did not hold on that day" in page.content.decode()
        other = client.post(
            "/measures/act/add", posted(arrangement=str(own.number), measure="osce-emergency")
        )
        assert "for another measure" in other.content.decode()


def test_the_catalogue_is_searched_in_both_languages_and_by_what_it_is_sorted_by():
    def names(**asked):
        return {
            m.name
            for shelf in catalogue.shelves(catalogue.Sought.of(asked))
            for _s, found in shelf.sources
            for m in found
        }

    assert "vd-unusual-activity" in names(q="unusual ACTIVITY")
    assert "vd-unusual-activity" in names(q="необычной")
    assert names(dimension="economic") == {
        m for m in catalogue.measures().measures if m.startswith("cica-")
    } & names(dimension="economic")
    assert names(source="vd-9") == {"vd-inspection", "vd-evaluation"}
    assert names(q="nothing of the kind") == set()
    assert len(names(dimension="no such")) == len(catalogue.measures().measures)


def test_a_bad_file_of_the_desk_is_told_and_what_ships_stands(tmp_path, settings, signed_in):
    from sarez.desk.home import Home

    settings.HOME = Home(tmp_path)
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "measures.yaml").write_text("measures: {x: {kind: y}}", "utf-8")
    catalogue._read.cache_clear()
    try:
        page = signed_in().get("/measures").content.decode()
        assert "The desk&#x27;s own file" in page or "The desk's own file" in page
        assert "is not known here" in page or "is wanted here" in page
        assert "Question about unusual military activity" in page
    finally:
        catalogue._read.cache_clear()


def test_the_page_of_measures_is_loud_about_what_is_overdue(signed_in, desk, at):
    client = signed_in()
    act(client.user)
    with at(NOW + 3 * DAY):
        page = client.get("/measures").content.decode()
        assert '<strong class="word">Overdue</strong>' in page
        assert "1 overdue" in page
        then = client.get("/measures?as_of=2024-06-02").content.decode()
        assert '<strong class="word">Overdue</strong>' not in then
        assert "in use" in page and "?as_of=2024-06-02" in then


def test_an_act_is_put_on_record_answered_and_closed(signed_in, at):
    client = signed_in()
    with at(NOW):
        answered = client.post("/measures/act/add", posted())
        kept = Act.objects.get()
        assert answered.headers["Location"] == f"/measures/act/{kept.number}"
        assert kept.started_at == datetime(2024, 6, 1, 9, 0, tzinfo=UTC)
        assert (kept.from_party, kept.parties) == ("KGZ", "|KGZ|TJK|")
        page = client.get(f"/measures/act/{kept.number}").content.decode()
        assert "2024-06-03 15:00" in page
    with at(NOW + DAY):
        told = {
            "step": "reply",
            "party": "TJK",
            "at": "2024-06-02T10:00",
            "text": "An exercise.",
            "marking": "1",
        }
        client.post(f"/measures/act/{kept.number}/answer", told)
        assert "done in time" in client.get(f"/measures/act/{kept.number}").content.decode()
        client.post(
            f"/measures/act/{kept.number}/close",
            {"close-result": "settled", "close-outcome": "They came and looked.", "close-state": "closed",
             "close-row": kept.pk},
        )  # fmt: skip
        now = Act.objects.seen_by(Viewer(3)).get()
        assert (now.state, now.result) == ("closed", "settled")
        assert "They came and looked." in client.get(f"/measures/act/{kept.number}").content.decode()
        client.post(f"/measures/act/{kept.number}/open")
        assert Act.objects.seen_by(Viewer(3)).get().state == "open"
    deeds = AuditEntry.objects.filter(target__startswith="act").values_list("action", flat=True)
    assert sorted(deeds) == ["began", "changed", "changed"]


def test_the_form_for_a_step_offers_what_is_waited_for(signed_in, desk, at):
    client = signed_in()
    asked = act(client.user)
    with at(NOW + HOUR):
        page = client.get(f"/measures/act/{asked.number}").content.decode()
        assert '<option value="reply" selected>' in page and '<option value="TJK" selected>' in page
        answer(client.user, asked, at=NOW)
        page = client.get(f"/measures/act/{asked.number}").content.decode()
        assert '<option value="reply" selected>' not in page
        assert (
            client.get(f"/measures/act/{asked.number}/answer").headers["Location"]
            == f"/measures/act/{asked.number}"
        )


def test_a_step_taken_off_the_record_starts_the_clock_again(signed_in, desk, at):
    client = signed_in()
    asked = act(client.user)
    reply = answer(client.user, asked)
    with at(NOW + 3 * DAY):
        client.post(f"/measures/answer/{reply.number}/drop")
        assert running(desk.viewer(), NOW + 3 * DAY).overdue


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"started_at": "soon"}, "Write day and time as"),
        ({"started_at": "2124-06-01T15:00"}, "still to come"),
        ({"to_parties": "KGZ"}, "does not address itself"),
        ({"measure": "vd-calendar", "started_at": ""}, "For which year?"),
        ({"measure": "vd-prior-notification", "started_at": ""}, "When does it begin?"),
        ({"reply_by": "2024-05-01T15:00"}, "before it was asked"),
        ({"entry": "999"}, "Nothing on record goes by this number"),
        ({"subject": ""}, "required"),
        ({"marking": "4"}, "errorlist"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_nothing_typed_is_lost(signed_in, at, wrong, said):
    client = signed_in()
    with at(NOW):
        answered = client.post("/measures/act/add", posted(place="Chorkuh") | wrong)
    page = answered.content.decode()
    assert answered.status_code == 422
    assert said in page and "Chorkuh" in page
    assert not Act.objects.exists()


def test_what_is_linked_must_be_seen_and_raises_the_marking(signed_in, desk, at):
    client = signed_in("officer", 2)
    seen, hidden = (
        desk.claim(desk.report(marking=2)),
        desk.claim(desk.report(marking=4), values=desk.event(place="Osh")),
    )
    with at(NOW):
        assert client.post("/measures/act/add", posted(entry=str(hidden.entry_id))).status_code == 422
        assert client.post("/measures/act/add", posted(report=str(hidden.report_id))).status_code == 422
        address = f"http://desk.example/entry/{seen.entry_id}?as_of="
        client.post("/measures/act/add", posted(entry=address, report=f"/report/{seen.report_id}"))
    kept = Act.objects.get()
    assert (kept.entry_id, kept.report_id, kept.marking) == (seen.entry_id, seen.report_id, 2)


def test_two_who_change_an_act_do_not_overwrite_each_other(signed_in, at):
    client = signed_in()
    with at(NOW):
        client.post("/measures/act/add", posted())
        first = Act.objects.get()
        client.post(f"/measures/act/{first.number}/change", posted(place="Batken", row=str(first.pk)))
        late = client.post(f"/measures/act/{first.number}/change", posted(place="Osh", row=str(first.pk)))
    assert late.status_code == 422 and "since you opened it" in late.content.decode()
    assert Act.objects.seen_by(Viewer(3)).get().place == "Batken"


def test_an_answer_of_several_says_whose_and_is_not_before_the_act(signed_in, desk, at):
    client = signed_in()
    asked = act(client.user, to_parties=["TJK", "UZB"])
    told = {"step": "reply", "at": "2024-06-01T11:00", "text": "Yes.", "marking": "1"}
    with at(NOW + DAY):
        page = client.post(f"/measures/act/{asked.number}/answer", told)
        assert page.status_code == 422
        assert "say who replied" in page.content.decode()
        assert "before the act itself began" in page.content.decode()
    assert not Answer.objects.exists()


def test_an_arrangement_is_kept_with_times_of_its_own(signed_in, desk):
    client = signed_in()
    told = {
        "measure": "border-firing-notice", "title": "Notice of firing", "sides": "Kyrgyzstan; TJK", "count_given": "2",
        "unit_given": "days", "count_reply": "", "unit_reply": "hours", "marking": "1",
    }  # fmt: skip
    assert client.post("/measures/arrangement/add", told | {"sides": "KGZ"}).status_code == 422
    client.post("/measures/arrangement/add", told)
    kept = Arrangement.objects.get()
    assert (kept.sides, kept.clocks) == (["KGZ", "TJK"], {"given": [2, "days"]})
    for page in ("/measures/border-firing-notice", "/measures/pair/KGZ/TJK"):
        assert "2 days before it begins" in client.get(page).content.decode()
    client.post(f"/measures/arrangement/{kept.number}", told | {"row": str(kept.pk), "count_reply": "6"})
    assert Arrangement.objects.seen_by(Viewer(3)).get().clocks == {
        "given": [2, "days"],
        "reply": [6, "hours"],
    }
    client.post(f"/measures/arrangement/{kept.number}/drop")
    assert not Arrangement.objects.seen_by(Viewer(3)).exists()


def test_an_act_marked_above_is_not_found_and_not_hinted_at(signed_in, desk):
    by = desk.user("head", 4)
    hidden = act(by, marking=4, subject="Zqxvar", from_party="Zqxvar bureau")
    client = signed_in("officer", 2)
    for path in (f"/measures/act/{hidden.number}", f"/measures/act/{hidden.number}/change"):
        assert client.get(path).status_code == 404
    assert client.post(f"/measures/act/{hidden.number}/close").status_code == 404
    for path in ("/measures", "/measures/acts", "/measures/vd-unusual-activity", "/measures/pair/KGZ/TJK"):
        page = client.get(path).content.decode()
        assert "Zqxvar" not in page and "in use" not in page, path


def test_nothing_is_changed_in_the_past_and_a_reader_changes_nothing(signed_in, desk):
    client, reader = signed_in(), signed_in("reader", 3)
    asked = act(client.user)
    for path in ("act/add", f"act/{asked.number}/close", "arrangement/add", f"act/{asked.number}/answer"):
        assert client.post(f"/measures/{path}?as_of=2099-01-01").status_code == 404
        assert reader.post(f"/measures/{path}").status_code == 403
    assert Act.objects.count() == 1


def test_red_is_noted_when_it_is_shown(signed_in, desk):
    client = signed_in("head", 4)
    asked = act(client.user, marking=4)
    client.get(f"/measures/act/{asked.number}")
    assert AuditEntry.objects.filter(action="saw RED", target=asked.name).exists()


def test_no_page_asks_a_query_a_row(signed_in, desk, django_assert_max_num_queries):
    client = signed_in()
    own = arrangement(client.user)
    for _ in range(15):
        asked = act(client.user, arrangement=own.number, entry=desk.claim().entry)
        for hours in (3, 4, 5):
            report = desk.report()
            answer(client.user, asked, report=report, at=NOW + hours * HOUR)
    pages = (
        "/measures", "/measures/acts?party=KGZ&other=TJK&state=open", "/measures/vd-unusual-activity",
        "/measures/pair/KGZ/TJK", f"/measures/act/{asked.number}", "/measures/act/add",
    )  # fmt: skip
    for path in pages:
        with django_assert_max_num_queries(16):
            assert client.get(path).status_code == 200, path


def test_the_pair_stands_under_one_address_and_keeps_the_day(signed_in):
    client = signed_in()
    answered = client.get("/measures/pair/TJK/KGZ?as_of=2024-06-01")
    assert answered.headers["Location"] == "/measures/pair/KGZ/TJK?as_of=2024-06-01"
    assert client.get("/measures/pair/KGZ/KGZ").status_code == 404
    assert client.get("/measures/no-such-measure").status_code == 404


def test_the_example_of_the_docs_is_a_file_that_can_be_used(tmp_path):
    text = (Path(__file__).parents[3] / "docs" / "vocabulary.md").read_text("utf-8")
    example = re.search(r"```yaml\n(sources:\n  isfara.+?)```", text, re.DOTALL)[1]
    (tmp_path / "measures.yaml").write_text(example, "utf-8")
    gate = load_measures(tmp_path).measures["isfara-gate"]
    assert [c.name for c in gate.clocks] == ["given", "reply", "meeting"]
    assert gate.does.ru.startswith("Кто двигает шлюз")


def test_the_docs_say_how_many_measures_there_are():
    docs = Path(__file__).parents[3] / "docs"
    for page in ("vocabulary.md", "desk-measures.md"):
        assert f"{len(load_measures().measures)} " in (docs / page).read_text("utf-8")
