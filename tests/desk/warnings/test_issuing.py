"""A person issues a warning: whole, marked as what it rests on, never edited, superseded once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sarez.desk.accounts.models import AuditEntry
from sarez.desk.dialogue.keeping import KeepingError, change
from sarez.desk.warnings.clock.standing import chain_of, closed_warnings, open_warnings, stand
from sarez.desk.warnings.clock.turns import close
from sarez.desk.warnings.issuing.drafts import draft, redraft, waiting
from sarez.desk.warnings.issuing.issue import cancel, dismiss, issue, update
from sarez.desk.warnings.models import Delivery, Proposal, Warning
from sarez.desk.warnings.models.warnings import NeverEdited

pytestmark = pytest.mark.django_db


def test_a_warning_is_issued_by_who_may_and_by_nobody_else(desk, make):
    made = issue(make.told(), desk.user("officer", 2), [])
    assert (made.kind, made.chain, made.number) == ("issued", made.number, made.pk)
    assert AuditEntry.objects.filter(action="issued warning", target=made.name).count() == 1
    for role in ("reader", "analyst", "registrar"):
        with pytest.raises(KeepingError, match="role"):
            issue(make.told(), desk.user(role, 2), [])
    assert Warning.objects.count() == 1


@pytest.mark.parametrize(
    "wrong, said",
    [
        ({"probability": None}, "probability"),
        ({"rationale": "  "}, "one line"),
        ({"last": timezone.now().date() - timedelta(days=9000)}, "before it begins"),
        ({"expires": timezone.now() - timedelta(minutes=1)}, "expired already"),
    ],
)
def test_what_is_not_whole_does_not_go_out(make, wrong, said):
    with pytest.raises(KeepingError, match=said):
        make.warning(**wrong)
    assert not Warning.objects.exists()


def test_a_warning_is_marked_as_what_it_rests_on_or_says_why_not(desk, make):
    report = desk.report(marking=2)
    entry = desk.claim(desk.report(marking=1)).entry_id
    resting = [{"kind": "report", "number": report.pk}, {"kind": "entry", "number": entry}]
    with pytest.raises(KeepingError, match="TLP:AMBER"):
        make.warning(evidence=resting, marking=1)
    assert make.warning(evidence=resting, marking=2).marking == 2
    assert make.warning(evidence=resting, marking=1, marking_reason="The source agreed.").marking == 1


def test_nobody_rests_a_warning_on_what_they_may_not_see(desk, make):
    hidden = [{"kind": "report", "number": desk.report(marking=4).pk}]
    missing = [{"kind": "report", "number": 10**9}]
    officer = desk.user("officer", 2)
    said = []
    for resting in (hidden, missing):
        with pytest.raises(Exception, match="Nothing on record that you may see") as caught:
            make.warning(by=officer, evidence=resting)
        said.append(str(caught.value).rstrip("./0123456789"))
    assert said[0] == said[1]


def test_a_warning_that_is_out_is_never_edited(make):
    made = make.warning()
    made.rationale = "Nothing at all."
    with pytest.raises(NeverEdited):
        made.save()
    with pytest.raises(NeverEdited):
        change(Warning.objects.get(), make.head, rationale="Nothing at all.")
    assert Warning.objects.get().rationale == "Three clashes in two weeks at Vorukh."


def test_an_update_takes_the_place_of_a_warning_once_and_the_chain_is_shown(desk, make):
    first = make.warning()
    second = update(first, make.told(level="red"), make.head, "Shots were fired.")
    assert (second.kind, second.supersedes, second.chain) == ("update", first.number, first.number)
    with pytest.raises(KeepingError, match="already"):
        update(first, make.told(level="red"), make.head, "again")
    third = cancel(second, make.head, "The commission met.")
    viewer = desk.viewer(4)
    assert [w.number for w in chain_of(first, viewer)] == [first.number, second.number, third.number]
    assert [s.state for s in stand([first, second, third], viewer, timezone.now())] == ["superseded", "superseded", "cancel"]  # fmt: skip
    assert (list(open_warnings(viewer)), list(closed_warnings(viewer))) == ([], [third])
    with pytest.raises(KeepingError, match="already"):
        cancel(third, make.head, "no")


def test_a_closed_warning_is_not_updated(make):
    first = make.warning()
    close(first, "came", "It came.", make.head)
    with pytest.raises(KeepingError, match="closed"):
        update(first, make.told(), make.head, "late")


def test_an_analyst_drafts_and_an_officer_issues(desk, make):
    analyst, officer = desk.user("analyst", 2), desk.user("officer", 2)
    kept = draft(make.values(probability=None), analyst)
    kept = redraft(kept, make.values(level="red"), analyst)
    assert [p.level for p in waiting(desk.viewer(2))] == ["red"]
    made = issue(make.told(level="red"), officer, [], proposal=kept)
    stood = Proposal.objects.seen_by(desk.viewer(2)).get()
    assert (stood.state, stood.warning, made.proposal) == ("taken", made.number, kept.number)
    assert not waiting(desk.viewer(2))
    with pytest.raises(KeepingError, match="settled"):
        redraft(stood, make.values(), analyst)


def test_a_proposal_is_dismissed_with_a_reason(desk, make):
    proposal = make.proposal()
    with pytest.raises(KeepingError, match="Say why"):
        dismiss(proposal, " ", make.head)
    assert dismiss(proposal, "A misprint.", make.head).why == "A misprint."
    assert not Delivery.objects.exists() and not Warning.objects.exists()
