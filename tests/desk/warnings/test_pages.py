"""The pages of warnings: what they show to whom, in few queries, and what is done on them."""

import re
from datetime import timedelta
from unittest.mock import patch
from xml.etree import ElementTree as ET

import pytest
from django.utils import timezone
from tests.desk.dialogue.post_office import PostOffice

from sarez.desk.dialogue.follow_up.mailing import post_of
from sarez.desk.warnings.clock import turns
from sarez.desk.warnings.delivery.round import deliver
from sarez.desk.warnings.feed import tokens
from sarez.desk.warnings.issuing.issue import cancel, dismiss, update
from sarez.desk.warnings.models import Delivery, Proposal, Recipient, RuleBook, Turn, Warning, WarningFeed
from sarez.desk.warnings.rules.book import read

pytestmark = pytest.mark.django_db
MOST_QUERIES = 20
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def busy(desk, make):
    """A desk with much of everything: open, late, closed, cancelled, proposed, sent."""
    to = [make.recipient(f"R{n}", f"r{n}@example.org") for n in range(4)]
    resting = [
        {"kind": "report", "number": desk.report().pk},
        {"kind": "entry", "number": desk.claim().entry_id},
    ]
    for n in range(6):
        warning = make.warning(
            to, at=timezone.now() - timedelta(hours=30 * n), evidence=resting, is_exercise=n == 5
        )
        if n % 2:
            turns.acknowledge(warning, make.head)
            turns.propose(warning, "Call.", make.head)
            turns.decide(warning, "Call them.", make.head)
    closed = make.warning(to)
    turns.close(closed, "came", "It came.", make.head)
    cancel(update(make.warning(to), make.told(level="red"), make.head, "Shots."), make.head, "Calm.")
    for n in range(3):
        make.proposal(unit=f"KGZ-{'KAZ TJK UZB'.split()[n]}")
    return warning


def pages(warning):
    return [
        "/warnings", f"/warnings/{warning.number}", "/warnings/new", f"/warnings/{warning.number}/update",
        f"/warnings/{warning.number}/cancel", f"/warnings/proposals/{Proposal.objects.first().number}", "/warnings/rules",
        "/warnings/rules/edit", "/warnings/rules/new", "/warnings/rules/of/clashes-repeat", "/warnings/rules/versions",
        "/warnings/recipients", f"/warnings/recipients/{Recipient.objects.first().number}", "/account/warnings",
        "/warnings/feed.xml", f"/warnings/{warning.number}/cap.xml", "/", "/api/warnings", f"/api/warnings/{warning.number}",
    ]  # fmt: skip


def test_every_page_answers_in_few_queries(busy, signed_in, make, django_assert_max_num_queries):
    client = signed_in(make.admin)
    client.get("/")
    for page in pages(busy):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(page).status_code == 200, page


def test_what_is_above_a_clearance_is_nowhere(desk, make, signed_in):
    client = signed_in("head", 1)
    shown = make.warning([make.recipient()])
    lists = [
        "/",
        "/warnings",
        f"/warnings/{shown.number}",
        "/warnings/feed.xml",
        "/warnings/recipients",
        "/warnings/rules",
        "/api/warnings",
        "/exports?kind=warning",
    ]
    now = timezone.now()
    with patch("django.utils.timezone.now", lambda: now):
        client.get("/")
        before = {page: plain(client.get(page)) for page in lists}
        secret = make.warning(rationale="zqxvar", marking=2)
        turns.propose(shown, "nothing hidden", make.head)
        Turn.objects.filter(text="nothing hidden").update(marking=3)
        make.proposal(rationale="zqxvar", marking=2)
        make.recipient("zqxvar", "zqxvar@example.org", marking=2)
        late = make.warning(rationale="zqxvar", marking=3, at=timezone.now() - timedelta(days=3))
        after = {page: plain(client.get(page)) for page in lists}
    assert [page for page in lists if before[page] != after[page]] == []
    assert "zqxvar" not in "".join(after.values())
    for number in (secret.number, late.number):
        for part in ("", "/cap.xml", "/update", "/cancel"):
            assert client.get(f"/warnings/{number}{part}").status_code == 404
        assert client.get(f"/api/warnings/{number}").status_code == 404
        assert client.post(f"/warnings/{number}/acknowledge").status_code == 404


def plain(answer):
    body = answer.content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"', "", body)


def test_a_warning_is_issued_from_a_proposal_in_the_browser(desk, make, signed_in):
    client, to, proposal = signed_in("officer", 2), make.recipient(), make.proposal(probability=None)
    page = client.get(f"/warnings/proposals/{proposal.number}").content.decode()
    assert "The rule clashes-repeat proposes it" in page and "Duty officer" in page
    told = {
        "unit": "tjk-kgz", "issue": "border", "level": "red", "first": "2030-06-01", "last": "2030-06-20", "probability": "40",
        "rationale": "Shots at Vorukh.", "evidence": f"/report/{desk.report().pk}", "expires": "2030-06-20T12:00",
        "marking": "1", "to": [str(to.number)], "do": "issue",
    }  # fmt: skip
    wrong = client.post(f"/warnings/proposals/{proposal.number}", told | {"probability": ""})
    assert wrong.status_code == 422 and "give a probability" in wrong.content.decode()
    answer = client.post(f"/warnings/proposals/{proposal.number}", told)
    made = Warning.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/warnings/{made.number}")
    assert (made.unit, made.probability, made.proposal, Delivery.objects.count()) == (
        "KGZ-TJK",
        0.4,
        proposal.number,
        1,
    )
    assert client.get(f"/warnings/proposals/{proposal.number}")["Location"] == f"/warnings/{made.number}"


def test_an_analyst_keeps_a_draft_and_cannot_issue(make, signed_in):
    client = signed_in("analyst", 2)
    told = {
        "unit": "KGZ", "level": "yellow", "first": "2030-06-01", "last": "2030-06-20", "rationale": "Queues for fuel.",
        "expires": "2030-06-20T12:00", "marking": "1",
    }  # fmt: skip
    assert "Issue the warning" not in client.get("/warnings/new").content.decode()
    refused = client.post("/warnings/new", told | {"do": "issue", "probability": "20"})
    assert refused.status_code == 422 and "role" in refused.content.decode()
    assert client.post("/warnings/new", told | {"do": "draft"})["Location"] == "/warnings"
    assert (Proposal.objects.get().rationale, Warning.objects.count()) == ("Queues for fuel.", 0)
    assert "draft of" in client.get("/warnings").content.decode()


def test_the_page_shows_the_clock_and_each_turn_moves_it(desk, make, signed_in):
    client, warning = signed_in("officer", 2), make.warning()
    at = f"/warnings/{warning.number}"
    assert "Acknowledge" in client.get(at).content.decode()
    for part, told in (
        ("acknowledge", {}), ("option", {"option-text": "Call the governors."}), ("decide", {"decide-why": "Soonest."}),
    ):  # fmt: skip
        assert client.post(f"{at}/{part}", told).status_code == 302
    values = {"parties": ["KGZ"], "text": "to meet", "due": None, "modality": "agreed"}
    entry = desk.claim(desk.report(), "commitment", values).entry_id
    assert client.post(f"{at}/act", {"act-entry": "/entry/999999"}).status_code == 422
    assert client.post(f"{at}/act", {"act-entry": f"http://desk/entry/{entry}"}).status_code == 302
    assert client.post(f"{at}/close", {"close-outcome": "averted"}).status_code == 422
    assert client.post(f"{at}/close", {"close-outcome": "averted", "close-why": "Calm."}).status_code == 302
    page = client.get(at).content.decode()
    assert page.count("stage-done") >= 5 and "Call the governors." in page and "to meet" in page
    assert [t.kind for t in Turn.objects.order_by("id")] == [
        "acknowledged",
        "option",
        "decided",
        "acted",
        "closed",
    ]
    before = client.get(f"{at}?as_of={(warning.known_from - timedelta(days=1)).date()}")
    assert before.status_code == 404


def test_today_is_loud_about_what_nobody_answered_and_what_did_not_come(make, signed_in):
    client = signed_in("reader", 1)
    assert 'id="warned"' not in client.get("/").content.decode()
    make.warning(level="red", at=timezone.now() - timedelta(hours=5))
    office = PostOffice("refuse")
    make.warning([make.recipient()], level="yellow")
    deliver(server=post_of(office.url(), "desk@example.org"), desk="https://desk.example.org")
    office.close()
    make.proposal()
    page = client.get("/").content.decode()
    assert "2 unanswered or undelivered" in page and "1 sending did not come" in page and "Overdue" in page
    assert "1 proposed warning waits for a person" in page


def test_a_proposal_is_dismissed_with_a_reason_in_the_inbox(make, signed_in):
    client, proposal = signed_in("analyst", 2), make.proposal()
    at = f"/warnings/proposals/{proposal.number}/dismiss"
    client.post(at, {"why": ""})
    assert Proposal.objects.seen_by(make.desk.viewer(2)).get().state == "waiting"
    client.post(at, {"why": "One report told twice."})
    assert Proposal.objects.seen_by(make.desk.viewer(2)).get().why == "One report told twice."


def test_rules_are_kept_as_yaml_and_problems_are_shown_at_their_line(make, signed_in):
    client = signed_in("analyst", 2)
    text = client.get("/warnings/rules/edit").context["text"]
    wrong = text.replace("at_least: 3}", "at_leest: 3}")
    line = 1 + wrong[: wrong.index("at_leest")].count("\n")
    answer = client.post("/warnings/rules/edit", {"text": wrong, "row": ""})
    page = answer.content.decode()
    assert answer.status_code == 422 and f'href="#line-{line}"' in page and 'class="line wrong"' in page
    assert not RuleBook.objects.exists()
    right = text.replace("at_least: 3}", "at_least: 4}")
    assert client.post("/warnings/rules/edit", {"text": right, "row": "", "why": "fewer"}).status_code == 302
    assert RuleBook.objects.get().why == "fewer"
    stale = client.post("/warnings/rules/edit", {"text": text, "row": ""})
    assert stale.status_code == 422 and "Someone has changed this" in stale.content.decode()
    row = RuleBook.objects.get().pk
    changed = client.get(f"/warnings/rules/versions/{row}").content.decode()
    assert 'class="line added"' in changed and "at_least: 4}" in changed


def test_a_rule_is_switched_and_changed_by_a_form_and_comments_stay(make, signed_in):
    client = signed_in("analyst", 2)
    assert client.post("/warnings/rules/of/clashes-repeat/switch", {"row": ""}).status_code == 302
    kept = RuleBook.objects.seen_by(make.desk.viewer(4)).get()
    assert not rule_in(kept.text).is_active and kept.text.startswith("# The warning rules")
    client.post("/warnings/rules/of/clashes-repeat/switch", {"row": kept.pk})
    kept = RuleBook.objects.seen_by(make.desk.viewer(4)).get()
    assert rule_in(kept.text).is_active
    form = client.get("/warnings/rules/of/clashes-repeat").context["form"]
    told = {name: "" if value is None else value for name, value in form.initial.items()}
    answer = client.post("/warnings/rules/of/clashes-repeat", told | {"threshold": "5", "row": kept.pk})
    assert answer.status_code == 302
    kept = RuleBook.objects.seen_by(make.desk.viewer(4)).get()
    assert kept.text.startswith("# The warning rules")
    assert rule_in(kept.text).sign.at_least == 5
    wrong = client.post("/warnings/rules/of/clashes-repeat", told | {"units": "XXX-YYY", "row": kept.pk})
    assert wrong.status_code == 422 and "XXX" in wrong.content.decode()


def rule_in(text, name="clashes-repeat"):
    rules, problems = read(text)
    assert not problems
    return next(rule for rule in rules.rules if rule.name == name)


def test_a_new_webhook_shows_its_secret_once_and_waits_for_an_administrator(make, signed_in):
    officer, admin = signed_in("officer", 2), signed_in(make.admin)
    told = {
        "title": "Partner", "group": "Partners", "way": "webhook", "address": "https://example.org/hook", "language": "en",
        "clearance": "1", "is_on": "on", "marking": "1",
    }  # fmt: skip
    page = officer.post("/warnings/recipients", told).content.decode()
    [secret] = re.findall(r"whsec_[\w+/=]+", page)
    assert secret not in officer.get("/warnings/recipients").content.decode()
    number = Recipient.objects.get().number
    assert officer.post(f"/warnings/recipients/{number}/confirm").status_code == 403
    assert admin.post(f"/warnings/recipients/{number}/confirm").status_code == 302
    assert "confirmed by" in officer.get("/warnings/recipients").content.decode()
    for wrong in ({"address": "http://example.org/hook"}, {"way": "mail", "address": "no address"}):
        assert officer.post("/warnings/recipients", told | wrong).status_code == 422


def test_the_feed_and_cap_tell_what_their_address_lets_them(desk, make, client, signed_in):
    first = make.warning(is_exercise=True)
    second = update(first, make.told(level="red"), make.head, "Shots & <more>.")
    make.warning(marking=2, rationale="zqxvar")
    owner = desk.user("officer", 2)
    secret = tokens.make_feed(owner, "mine", 1, 30)
    root = ET.fromstring(client.get(f"/warnings/feed/{secret}").content)
    titles = [entry.find(f"{ATOM}title").text for entry in root.iter(f"{ATOM}entry")]
    assert (
        len(titles) == 2
        and titles[0].startswith("[TLP:GREEN] Update · red: danger")
        and "EXERCISE" in titles[1]
    )
    with pytest.raises(tokens.FeedTokenError):
        tokens.make_feed(desk.user("reader", 1), "more", 2, 30)
    tokens.revoke(WarningFeed.objects.get(), owner)
    assert client.get(f"/warnings/feed/{secret}").status_code == 404
    reader = signed_in("reader", 1)
    cap = reader.get(f"/warnings/{second.number}/cap.xml")
    assert cap["Content-Type"] == "application/cap+xml"
    told = {el.tag.rpartition("}")[2]: el.text for el in ET.fromstring(cap.content).iter()}
    assert (told["msgType"], told["scope"], told["status"]) == ("Update", "Restricted", "Actual")
    assert f"sarez-warning-{first.number}-" in told["references"]
    drill = ET.fromstring(reader.get(f"/warnings/{first.number}/cap.xml").content)
    assert drill.find("{urn:oasis:names:tc:emergency:cap:1.2}status").text == "Exercise"


def test_someone_who_left_has_no_feed(desk, client):
    owner = desk.user("officer", 2)
    secret = tokens.make_feed(owner, "mine", 1, 30)
    owner.is_active = False
    owner.save()
    assert client.get(f"/warnings/feed/{secret}").status_code == 404 and not WarningFeed.objects.exists()


def test_a_withheld_sending_is_tried_again_to_where_the_recipient_is_now(desk, make, signed_in):
    client, to = signed_in("officer", 2), make.recipient(is_confirmed=False)
    warning = make.warning([to])
    deliver(desk="https://desk.example.org")
    one = Delivery.objects.get()
    assert (
        one.state == "withheld"
        and "not confirmed" in client.get(f"/warnings/{warning.number}").content.decode()
    )
    assert client.post(f"/warnings/{warning.number}/again/{one.pk}").status_code == 302
    one.refresh_from_db()
    assert one.state == "queued"


def test_the_list_of_the_api_tells_warnings_with_their_clock(desk, make, signed_in):
    warning = make.warning([make.recipient()])
    turns.acknowledge(warning, make.head)
    dismiss(make.proposal(), "no", make.head)
    told = signed_in("reader", 1).get("/api/warnings").json()
    assert told["total"] == 1
    [one] = told["items"]
    assert (one["id"], one["level"], one["clock"]["state"]) == (
        warning.number,
        {"name": "orange", "word": "heightened danger"},
        "acknowledged",
    )
    assert one["clock"]["delivered"] == {"came": 0, "of": 1}


@pytest.mark.parametrize("format", ["csv", "jsonl", "xlsx"])
def test_warnings_are_exported_through_the_marking_gate(make, signed_in, format):
    make.warning(rationale="to be told")
    make.warning(rationale="zqxvar", marking=2)
    client = signed_in("head", 4)
    page = client.get("/exports?kind=warning&out=1")
    assert (page.context["counts"].records, page.context["counts"].left_out) == (1, 1)
    taken = b"".join(
        client.post("/exports/take", {"kind": "warning", "format": format, "out": "1"}).streaming_content
    )
    if format != "xlsx":
        assert b"to be told" in taken and b"zqxvar" not in taken
