"""A person erased: no claim, no name, and what else the reports say still where it was."""

import hashlib

import pytest

from sarez.desk.accounts.erasure import ErasureError, erase, traces
from sarez.desk.accounts.models import AuditEntry
from sarez.desk.actors.models import Actor, Office, Term
from sarez.desk.events.models import Claim, Entry, Version
from sarez.desk.reports.filing import Filing, file
from sarez.desk.reports.models import Reading, Report
from sarez.desk.search.index import index_reports
from sarez.desk.search.models import Stem
from sarez.intake.report import Report as Received

pytestmark = pytest.mark.django_db
TEXT = "Kamol Ergashev, head of the border guard, met Aziz Rahimov in Batken.\nErgashev promised calm. Guards left Vorukh."


def person(name, **values):
    return {"name": name, "position": "head", "organization": None, "country": "KGZ", "aliases": []} | values


@pytest.fixture
def told(desk):
    """A report that names two people and a promise, and one more that names the first in passing."""
    report = desk.report(
        TEXT, title="Kamol Ergashev in Batken", url="https://example.org/kamol-ergashev-in-batken"
    )
    at = TEXT.index("Guards left")
    Reading.objects.create(
        report=report,
        reader="r",
        made_by={},
        at=report.known_at,
        passages=[{"start": at, "end": len(TEXT), "language": "en"}],
    )
    erased = desk.claim(report, "person", person("Kamol Ergashev", aliases=["K. Ergashev"]))
    other = desk.claim(report, "person", person("Aziz Rahimov"))
    meeting = {
        "kind": "meeting", "title": None, "date": "2024-05-30", "date_end": None, "place": "Batken",
        "country": "KGZ", "organizers": [], "participants": ["KGZ", "TJK"],
        "people": ["Kamol Ergashev", "Aziz Rahimov"], "issues": ["border"], "status": "occurred",
    }  # fmt: skip
    met = desk.claim(report, "engagement", meeting)
    left = desk.claim(report, values=desk.event(type="RETREAT"))
    Claim.objects.filter(pk=left.pk).update(evidence=[[at, len(TEXT)]], sentence="Guards left Vorukh.")
    passing = desk.report("Yesterday KAMOL\nERGASHEV spoke; Umar Ergashev did not.", title="Elsewhere")
    return {"report": report, "erased": erased, "other": other, "met": met, "left": left, "passing": passing}


def stems_on_record():
    index_reports(Report.objects.all())
    return set(Stem.objects.values_list("stem", flat=True))


def gone(desk, told, why="asked to be forgotten"):
    return erase(Entry.objects.get(pk=told["erased"].entry_id), desk.user("head", 4, "head"), why)


def test_the_preview_finds_every_report_and_claim(told):
    found = traces(Entry.objects.get(pk=told["erased"].entry_id))
    assert found.names == ("Kamol Ergashev", "K. Ergashev")
    assert found.claims == (told["erased"].pk,)
    assert found.reports == tuple(sorted((told["report"].pk, told["passing"].pk)))


def test_nothing_on_record_has_the_name_any_more(desk, told):
    done = gone(desk, told)
    assert done.claims == 1 and done.reports == 2
    assert not Entry.objects.filter(pk=told["erased"].entry_id).exists()
    for model in (Report, Claim, Version, Reading, AuditEntry):
        for row in model.objects.values():
            flat = " ".join(str(row).split()).replace("\\n", " ")
            assert "Kamol" not in flat and "KAMOL" not in flat
    assert "Umar Ergashev did not" in Report.objects.get(pk=told["passing"].pk).text
    assert Report.objects.get(pk=told["report"].pk).url == ""


def test_the_evidence_of_other_claims_still_has_its_words(desk, told):
    gone(desk, told)
    left = Claim.objects.select_related("report").get(pk=told["left"].pk)
    [[start, end]] = left.evidence
    assert left.report.text[start:end] == "Guards left Vorukh."
    passage = Reading.objects.get().passages[0]
    assert left.report.text[passage["start"] : passage["end"]] == "Guards left Vorukh."


def test_others_keep_their_names_in_the_list_he_leaves(desk, told):
    gone(desk, told)
    met = Version.objects.seen_by(desk.viewer()).get(entry=told["met"].entry_id)
    assert met.values["people"]["value"] == ["Aziz Rahimov"]
    assert Version.objects.seen_by(desk.viewer()).get(entry=told["other"].entry_id).title == "Aziz Rahimov"


def test_the_same_report_is_not_filed_again_with_the_name(desk, told):
    text = "Kamol Ergashev spoke."
    sha = hashlib.sha256(text.encode()).hexdigest()
    received = Received(file="x.txt", text=text)
    report, _ = file(received, Filing("ana", told["report"].source))
    gone(desk, told)
    again, is_new = file(received, Filing("ana", told["report"].source))
    assert not is_new and again.pk == report.pk and "Kamol" not in again.text
    assert again.sha256 == received.sha256 and (received.sha256 == sha or len(sha) == 64)


def test_the_log_keeps_the_reason_without_the_name(desk, told):
    gone(desk, told, why="Kamol Ergashev asked; letter 12")
    line = AuditEntry.objects.get(action="erased")
    assert "letter 12" in line.details and "Ergashev" not in line.details


def test_the_succession_of_offices_loses_the_name(desk, told):
    office = Office.objects.create(
        actor=Actor.objects.create(code="X", kind="body", name="X"), key="x", title="X"
    )
    Term.objects.create(office=office, holder="Kamol Ergashev")
    gone(desk, told)
    assert Term.objects.get().holder == "[name erased]"


def test_the_name_is_searched_for_in_vain(desk, told):
    before = stems_on_record()
    gone(desk, told)
    left = set(Stem.objects.values_list("stem", flat=True))
    assert any(s.startswith("kamol") for s in before) and not any(s.startswith("kamol") for s in left)
    assert "vorukh" in left


def test_only_a_person_can_be_erased(desk):
    with pytest.raises(ErasureError):
        traces(desk.claim().entry)


def test_the_page_asks_a_reason_and_a_tick(desk, client, told):
    client.force_login(desk.user("head", 4), "django.contrib.auth.backends.ModelBackend")
    address = f"/retention/erase/{told['erased'].entry_id}"
    assert b"Kamol Ergashev" in client.get(address).content
    client.post(address, {"why": "asked"})
    assert Entry.objects.filter(pk=told["erased"].entry_id).exists()
    page = client.post(address, {"why": "asked", "sure": "on"})
    assert b"without the name" in page.content and b"Kamol" not in page.content
    assert client.get(address).status_code == 404
    assert client.get(f"/retention/erase/{told['met'].entry_id}").status_code == 404
    assert b"Rahimov" in client.get("/retention?person=rahim").content


def test_warnings_and_questions_lose_the_name_wherever_it_was_written(desk, told):
    """A rationale, a response, a decision, a question, an answer and what resolved it: free text all of them."""
    from datetime import UTC, date, datetime, timedelta

    from sarez.desk.warnings.clock import turns
    from sarez.desk.warnings.issuing.drafts import draft
    from sarez.desk.warnings.issuing.issue import issue
    from sarez.desk.warnings.models import Proposal, Turn, Warning
    from sarez.desk.warnings.questions.answering import answer, ask, resolve
    from sarez.desk.warnings.questions.models import Answer, Question, Resolution

    head, name = desk.user("head", 4, "kamol"), "Kamol Ergashev"
    values = {
        "unit": "KGZ-TJK", "level": "yellow", "first": date(2024, 6, 1), "last": date(2024, 6, 28), "probability": 0.2, "marking": 1,
        "rationale": f"{name} was dismissed.", "alternatives": f"{name} left by himself.", "would_change": f"{name} returns.",
        "opportunities": f"Ask {name}.", "evidence": [], "expires": datetime.now(UTC) + timedelta(days=9),
    }  # fmt: skip
    warning = issue(Warning(**values), head)
    draft(values, head)
    turns.acknowledge(warning, head)
    turns.propose(warning, f"Call {name}.", head)
    turns.decide(warning, f"{name} is called.", head)
    turns.close(warning, "averted", f"{name} came.", head)
    may = datetime(2024, 5, 1, tzinfo=UTC)
    question = ask(head, f"Will {name} return?", date(2024, 5, 31), at=may, says=f"{name} is seen.")
    answer(question, head, 0.3, at=may, why=f"{name} said so.")
    resolve(question, head, True, f"{name} was seen.", at=may + timedelta(days=40))
    done = gone_as(desk, told, head)
    rows = [
        row for m in (Warning, Proposal, Turn, Question, Answer, Resolution) for row in m.objects.values()
    ]
    assert len(rows) >= 9 and done.kept >= 8
    assert not [row for row in rows if "Ergashev" in str(row)]
    assert Question.objects.get().text == "Will [name erased] return?"
    assert {row.get("by", "kamol") for row in rows} == {
        "kamol"
    } and Question.objects.get().asked_by == "kamol"


def gone_as(desk, told, by):
    return erase(Entry.objects.get(pk=told["erased"].entry_id), by, "asked")
