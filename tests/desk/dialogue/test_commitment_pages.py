"""The pages of commitments: what they show, what they refuse, what they hint at."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.desk.dialogue.pledges import bearing, followed, found, pledge

from sarez.desk.dialogue.commitments.cards import card
from sarez.desk.dialogue.commitments.chaining import chain
from sarez.desk.dialogue.models import Bearing, Chain, Finding, Following
from sarez.desk.events.joining import join
from sarez.desk.reports.models import Report

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
MOST_QUERIES = 20


@pytest.fixture
def signed_in(client, desk):
    def enter(role="analyst", clearance=2):
        client.user = desk.user(role, clearance)
        client.force_login(client.user, BACKEND)
        return client

    return enter


@pytest.fixture
def record(desk):
    """A commitment in each state, one of them of many parts, and one above most clearances."""
    by = desk.user("head", 4)
    today = timezone.now().date().isoformat()
    made = {
        "rich": pledge(desk, "reopen the crossing at Karamyk", published="2024-01-05"),
        "overdue": pledge(desk, "clear the Isfara canal", due="2024-05-01", published=today),
        "closed": pledge(desk, "withdraw the two posts", due="2024-02-01"),
        "recurring": pledge(desk, "hold the forum each spring", published="2022-04-15"),
        "offered": pledge(desk, "lend ten pumps", modality="offered"),
        "hidden": pledge(desk, "move the guns away from Aravan", marking=4),
    }
    found(made["closed"], by)
    followed(made["recurring"], by, recurrence="yearly", since=date(2022, 4, 15))
    found(made["rich"], by, "partly", party="KGZ", report=desk.report("The gate stands open."))
    followed(made["rich"], by, owner=by.username, owed_to=["UZB"], conditions="once the road is mended")
    for day in ("2024-03-01", "2024-04-01"):
        bearing(desk, made["rich"], by, published=day)
    bearing(desk, made["rich"], by, text="The zqxvar secret gate.", of=4)
    chain(made["overdue"], made["rich"], "renews", by)
    return made


def address(name, version, *more):
    return reverse(name, args=[version.entry_id, *more])


PAGES = ["commitments", "commitments-table", "promises", "commitment-new"]


@pytest.mark.parametrize("page", PAGES)
def test_pages_answer_in_few_queries_and_hint_at_nothing(
    page, signed_in, record, django_assert_max_num_queries
):
    client = signed_in()
    with django_assert_max_num_queries(MOST_QUERIES):
        answer = client.get(reverse(page))
    assert answer.status_code == 200
    assert "guns" not in answer.content.decode()


@pytest.mark.parametrize("page", PAGES[:3])
def test_an_empty_desk_says_so(page, signed_in):
    assert signed_in().get(reverse(page)).status_code == 200


def test_the_board_lays_each_commitment_in_its_column(signed_in, record):
    told = signed_in().get(reverse("commitments")).context["columns"]
    columns = {c.state: [x.version.entry_id for x in c.cards] for c in told}
    assert columns["closed"] == [record["closed"].entry_id]
    assert columns["overdue"] == [record["overdue"].entry_id]
    assert columns["recurring"] == [record["recurring"].entry_id]
    assert columns["stale"] == [record["rich"].entry_id]
    assert sum(c.count for c in told) == 4


@pytest.mark.parametrize(
    "query, named",
    [
        ("state=overdue", ["overdue"]),
        ("state=left", ["offered"]),
        ("state=closed&party=KGZ", ["closed"]),
        ("label=offered", ["offered"]),
        ("party=KGZ&other=TJK&order=due", ["closed", "overdue"]),
        ("due=2024-03-01", ["closed"]),
        ("owner=%s", ["rich"]),
        ("issue=water", []),
        ("state=nonsense&since=x&page=99&order=killed", None),
    ],
)
def test_the_table_filters_and_orders(query, named, signed_in, record):
    owner = Following.objects.exclude(owner="").get().owner
    answer = signed_in().get(reverse("commitments-table") + "?" + query.replace("%s", owner))
    assert answer.status_code == 200
    if named is not None:
        assert [c.version.entry_id for c in answer.context["cards"]] == [record[n].entry_id for n in named]


def test_the_issue_of_its_reports_finds_a_commitment(signed_in, desk, record):
    report = record["overdue"].entry.claims.get().report
    desk.claim(report, values=desk.event(type="AGREE", issues=["water"]))
    answer = signed_in().get(reverse("commitments-table") + "?issue=water")
    assert [c.version.entry_id for c in answer.context["cards"]] == [record["overdue"].entry_id]


def test_the_working_page_tells_all_in_few_queries(signed_in, record, django_assert_max_num_queries):
    client = signed_in()
    with django_assert_max_num_queries(MOST_QUERIES):
        answer = client.get(address("commitment", record["rich"]))
    told = answer.content.decode()
    for words in (
        "once the road is mended",
        "Uzbekistan",
        "kept in part",
        "renews",
        "The crossing at Karamyk has",
    ):
        assert words in told, words
    assert "zqxvar" not in told and "guns" not in told
    assert f"#claim-{record['rich'].entry.claims.get().pk}" in told


def test_what_one_may_not_see_is_not_there(signed_in, record):
    assert signed_in().get(address("commitment", record["hidden"])).status_code == 404
    assert signed_in("head", 4).get(address("commitment", record["hidden"])).status_code == 200
    client = signed_in("head", 1)
    for name in ("commitment-follow", "commitment-list", "commitment-find", "commitment-chain"):
        assert client.post(address(name, record["hidden"])).status_code == 404


def test_an_event_is_no_commitment(signed_in, desk):
    assert signed_in().get(reverse("commitment", args=[desk.claim().entry_id])).status_code == 404


def test_one_joined_into_another_leads_there(signed_in, desk, record):
    by = desk.user("head", 4)
    join([record["overdue"].entry, record["closed"].entry], by, "one")
    answer = signed_in().get(address("commitment", record["closed"]))
    assert answer.url == address("commitment", record["overdue"])


def test_nothing_is_changed_on_a_past_day_nor_by_a_reader(signed_in, record):
    client = signed_in()
    for name in ("commitment-follow", "commitment-list", "commitment-find", "commitment-chain"):
        assert client.post(address(name, record["rich"]) + "?as_of=2030-01-01").status_code == 404
    assert client.get(address("commitment", record["rich"]) + "?as_of=2030-01-01").status_code == 200
    assert (
        "Keep the finding"
        not in client.get(address("commitment", record["rich"]) + "?as_of=2030-01-01").content.decode()
    )
    assert signed_in("reader", 2).post(address("commitment-list", record["rich"])).status_code == 403


def test_a_finding_is_kept_and_a_bad_one_loses_nothing(signed_in, desk, record):
    client, made = signed_in(), record["overdue"]
    given = {
        "outcome": "broken",
        "party": "TJK",
        "on": "2999-01-01",
        "why": "The canal is silted.",
        "marking": "1",
    }
    told = client.post(address("commitment-find", made), given)
    assert "a day to come" in told.content.decode() and "The canal is silted." in told.content.decode()
    secret = desk.report(marking=4)
    told = client.post(
        address("commitment-find", made), given | {"on": "2024-06-01", "report": str(secret.pk)}
    )
    assert "No report of this number" in told.content.decode()
    told = client.post(
        address("commitment-find", made), given | {"on": "2024-06-01", "why": "", "report": ""}
    )
    assert "Give a reason" in told.content.decode()
    assert client.post(address("commitment-find", made), given | {"on": "2024-06-01"}).status_code == 302
    row = Finding.objects.get(entry=made.entry_id)
    assert (row.outcome, row.party, row.by, row.marking) == ("broken", "TJK", client.user.username, 1)
    assert client.post(address("commitment-withdraw", made, row.number), {"why": "x"}).status_code == 302
    assert not Finding.objects.seen_by(desk.viewer()).filter(entry=made.entry_id).exists()


def test_follow_up_is_begun_changed_and_not_overwritten(signed_in, record):
    client, made = signed_in(), record["overdue"]
    given = {
        "owner": client.user.username,
        "recurrence": "",
        "owed_to": "Uzbekistan; CSTO",
        "conditions": "if it rains",
    }
    assert client.post(address("commitment-follow", made), given).status_code == 302
    row = Following.objects.get(entry=made.entry_id)
    assert (row.owner, row.owed_to, row.marking) == (client.user.username, ["UZB", "CSTO"], 0)
    bad = given | {"since": "2024-05-01", "until": "2024-01-01", "conditions": "if it snows"}
    told = client.post(address("commitment-follow", made), bad).content.decode()
    assert "cannot end before" in told and "if it snows" in told
    stale = client.post(address("commitment-follow", made), given | {"row": "999999", "note": "mine"})
    assert "changed this since" in stale.content.decode() and "mine" in stale.content.decode()


def test_raising_and_dropping(signed_in, desk, record):
    client, made = signed_in(), record["offered"]
    for act, state in (("raise", "overdue"), ("drop", "left"), ("restore", "overdue"), ("lower", "left")):
        client.post(address("commitment-list", made), {"do": act})
        told = card(made, desk.viewer()).state
        assert (told == "left") == (state == "left"), act
    client.post(address("commitment-list", made), {"do": "burn"})
    assert Following.objects.filter(entry=made.entry_id).count() == 4


def test_evidence_is_decided_with_and_without_htmx(signed_in, desk, record):
    client, made = signed_in(), record["rich"]
    one, two = Bearing.objects.seen_by(desk.viewer(2)).filter(entry=made.entry_id).order_by("id")
    answer = client.post(address("commitment-evidence", made, one.number), {"decision": "accepted"})
    assert answer.url == address("commitment", made) + "#evidence"
    answer = client.post(
        address("commitment-evidence", made, two.number),
        {"decision": "rejected"},
        headers={"HX-Request": "true"},
    )
    told = answer.content.decode()
    assert told.lstrip().startswith("<section") and "zqxvar" not in told
    decided = dict(Bearing.objects.seen_by(desk.viewer(2)).values_list("number", "decision"))
    assert decided == {one.number: "accepted", two.number: "rejected"}
    secret = Bearing.objects.get(marking=4)
    assert (
        client.post(address("commitment-evidence", made, secret.number), {"decision": "accepted"}).status_code
        == 404
    )
    client.post(address("commitment-evidence", made, one.number), {"decision": "?"})
    assert Bearing.objects.filter(number=one.number).count() == 2


def test_links_of_a_chain_are_made_and_taken_back(signed_in, desk, record):
    client, made, other = signed_in(), record["rich"], record["closed"]
    given = {"other": other.entry_id, "way": "on", "how": "amends", "why": "the protocol"}
    assert client.post(address("commitment-chain", made), given).status_code == 302
    row = Chain.objects.get(how="amends")
    assert (row.entry_id, row.earlier_id) == (other.entry_id, made.entry_id)
    hidden = client.post(address("commitment-chain", made), given | {"other": record["hidden"].entry_id})
    unknown = client.post(address("commitment-chain", made), given | {"other": 987654})
    for answer in (hidden, unknown):
        assert "No commitment of this number" in answer.content.decode()
    assert client.post(address("commitment-unchain", made, row.number)).status_code == 302
    assert not Chain.objects.seen_by(desk.viewer()).filter(how="amends").exists()
    assert client.post(address("commitment-unchain", made, row.number)).status_code == 404


def test_one_entered_by_hand_is_sourced_and_followed_up(signed_in, desk):
    client = signed_in("officer", 3)
    given = {
        "parties": "Kyrgyzstan; TJK", "text": "exchange gauge readings each week", "owed_to": "UZB", "due": "2024-13",
        "modality": "in_principle", "recurrence": "monthly", "conditions": "while the pumps run", "owner": client.user.username,
        "words": "The deputy said that readings will be exchanged.", "day": "2024-05-02", "marking": "2",
    }  # fmt: skip
    told = client.post(reverse("commitment-new"), given).content.decode()
    assert "as precise as it is known" in told and "The deputy said" in told
    answer = client.post(reverse("commitment-new"), given | {"due": "2024-12"})
    number = int(answer.url.rsplit("/", 1)[1])
    note = Report.objects.get()
    assert (note.marking, note.published, note.text) == (2, "2024-05-02", given["words"])
    page = client.get(answer.url).content.decode()
    for words in (
        "every month",
        "Uzbekistan",
        "while the pumps run",
        "agreed in principle",
        "The deputy said",
    ):
        assert words in page, words
    assert Following.objects.get(entry=number).marking == 2
    assert client.get(reverse("commitment-new") + "?as_of=2024-06-01").status_code == 404


def test_a_pair_shows_what_became_of_its_agreements(signed_in, desk):
    by = desk.user("head", 4)
    made = pledge(desk, "reopen the crossing", due="2024-01-01")
    report = made.entry.claims.get().report
    desk.claim(report, values=desk.event(type="AGREE"))
    found(made, by, "broken", party="TJK")
    client = signed_in()
    told = client.get("/relations/KGZ/TJK").content.decode()
    assert address("commitment", made) in told and "broken" in told and "Stale" in told


def test_the_entry_leads_to_the_working_page_and_back(signed_in, record):
    client, made = signed_in(), record["rich"]
    assert address("commitment", made) in client.get(address("entry", made)).content.decode()
    assert address("entry", made) in client.get(address("commitment", made)).content.decode()


def test_promises_are_shown_with_their_unknown_and_small_numbers_said(signed_in, record):
    client = signed_in()
    for by in ("pair", "party", "issue"):
        assert client.get(reverse("promises") + f"?by={by}&since=2020-01-01&party=KGZ").status_code == 200
    told = client.get(reverse("promises")).content.decode()
    assert "too few for a share" in told and "Unknown" in told
