"""The clock of a warning: each turn by whom and when, what is late, and what nobody may skip."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sarez.desk.accounts.models import AuditEntry
from sarez.desk.dialogue.keeping import KeepingError
from sarez.desk.warnings.clock import turns
from sarez.desk.warnings.clock.stages import stages
from sarez.desk.warnings.clock.standing import open_warnings, stand
from sarez.desk.warnings.inbox.due import due_of
from sarez.desk.warnings.levels import hours, odds, percent, title_of, within
from sarez.desk.warnings.models import Turn

pytestmark = pytest.mark.django_db


def numbers(leads):
    return [lead.warning.number for lead in leads]


def standing(warning, desk, clearance=4, now=None, as_of=None):
    return stand([warning], desk.viewer(clearance, as_of), now or timezone.now())[0]


def test_the_whole_clock_by_whom_and_when(desk, make):
    warning, officer = make.warning(), desk.user("officer", 2)
    meeting = desk.claim(
        desk.report(),
        "engagement",
        {
            "kind": "meeting",
            "title": "Talks",
            "date": "2024-06-10",
            "date_end": None,
            "place": "Osh",
            "country": "KGZ",
            "organizers": [],
            "participants": ["KGZ", "TJK"],
            "people": [],
            "issues": [],
            "status": "planned",
        },
    ).entry
    with pytest.raises(KeepingError, match="Acknowledge"):
        turns.decide(warning, "Talk.", officer)
    assert turns.acknowledge(warning, officer) == turns.acknowledge(warning, officer)
    option = turns.propose(warning, "Call the two governors together.", officer)
    with pytest.raises(KeepingError, match="decided"):
        turns.act(warning, meeting, "", officer)
    turns.decide(warning, "The cheapest, and soonest.", officer, option)
    with pytest.raises(KeepingError, match="engagement or a commitment"):
        turns.act(warning, desk.claim().entry, "", officer)
    turns.act(warning, meeting, "They meet.", officer)
    turns.close(warning, "averted", "Calm since.", officer)
    found = standing(warning, desk)
    assert (found.state, found.is_open, found.is_loud) == ("closed", False, False)
    assert [(t.kind, t.by) for t in found.turns] == [(k, officer.username) for k in ("acknowledged", "option", "decided", "acted", "closed")]  # fmt: skip
    assert [s.state for s in stages(found)] == ["done", "stopped", "done", "done", "done", "done", "done"]
    with pytest.raises(KeepingError, match="closed or superseded"):
        turns.propose(warning, "More.", officer)
    deeds = AuditEntry.objects.filter(target=warning.name).values_list("action", flat=True)
    assert {"acknowledged warning", "proposed response", "decided on warning", "acted on warning", "closed warning"} <= set(deeds)  # fmt: skip


def test_what_is_late_is_loud_by_the_hours_of_its_level(desk, make, at):
    warning = make.warning(at=at(hours=9), level="orange")
    quiet = make.warning(at=at(hours=9), level="yellow")
    assert hours()["orange"]["acknowledge"] == 8
    found = standing(warning, desk)
    assert (found.waits_for, found.is_overdue, found.is_loud) == ("acknowledge", True, True)
    assert found.acknowledge_by == warning.known_from + timedelta(hours=8)
    assert not standing(quiet, desk).is_loud
    due = due_of(desk.viewer(4), timezone.now())
    assert numbers(due.loud) == [warning.number] and numbers(due.few) == [warning.number, quiet.number]
    turns.acknowledge(warning, make.head)
    found = standing(warning, desk)
    assert (found.waits_for, found.is_loud) == ("decide", False)
    assert [s.state for s in stages(found)][2:5] == ["late", "waiting", "running"]
    later = timezone.now() + timedelta(hours=40)
    assert standing(warning, desk, now=later).is_loud


def test_an_expired_warning_waits_to_be_closed(desk, make):
    warning = make.warning(expires=timezone.now() + timedelta(minutes=5))
    turns.acknowledge(warning, make.head)
    turns.decide(warning, "Wait.", make.head)
    found = standing(warning, desk, now=timezone.now() + timedelta(hours=1))
    assert (found.waits_for, found.is_expired, found.is_overdue) == ("close", True, True)


def test_as_known_before_it_was_answered_it_was_not(desk, make):
    warning = make.warning()
    before = timezone.now()
    turns.acknowledge(warning, make.head)
    turns.close(warning, "not", "Nothing came.", make.head)
    assert standing(warning, desk).state == "closed"
    assert standing(warning, desk, as_of=before).state == "issued"
    assert list(open_warnings(desk.viewer(4, before))) == [warning]
    assert not open_warnings(desk.viewer(4, warning.known_from - timedelta(seconds=1)))


def test_a_turn_linked_to_what_is_marked_above_is_not_told_below(desk, make):
    warning = make.warning(marking=0)
    values = {"parties": ["KGZ"], "text": "to talk", "due": None, "modality": "agreed"}
    entry = desk.claim(desk.report(marking=3), "commitment", values).entry
    turns.acknowledge(warning, make.head)
    turns.decide(warning, "Talk.", make.head)
    turns.act(warning, entry, "", make.head)
    assert Turn.objects.get(kind="acted").marking == 3
    assert (standing(warning, desk, 3).state, standing(warning, desk, 2).state) == ("acted", "decided")


def test_nobody_is_told_of_a_warning_above_their_clearance(desk, make):
    make.warning(marking=2)
    assert not open_warnings(desk.viewer(1)) and open_warnings(desk.viewer(2))
    assert not due_of(desk.viewer(1), timezone.now())


def test_what_a_warning_is_called(make):
    assert title_of(make.told()).startswith("Kyrgyzstan – Tajikistan: ")
    assert (odds(0.35), percent(0.35), odds(None)) == ("unlikely", "35 %", "")
    assert within("red", "acknowledge") < within("yellow", "acknowledge")
