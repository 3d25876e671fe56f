"""What a page and a Word file say alike: the figures at the head, what holds for every brief."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sarez.briefs.brief import Brief
from sarez.desk.dialogue.commitments.standing import CLOSED, LEFT, SETTLED, STATES
from sarez.desk.dialogue.models.commitments import OUTCOMES

FIGURES = (*(state for state in STATES if state not in (CLOSED, LEFT)), *SETTLED, LEFT)
"""What commitments are counted by: their states, and of those closed what was found."""


def glance(brief: Brief) -> list[tuple[int, str]]:
    """The figures at the head of a brief: commitments by what became of them, engagements to come, events."""
    total = len(brief.undertakings)
    found = [(total, ngettext("commitment", "commitments", total))] if total else []
    labels = {name: str(label) for name, label in (*STATES.items(), *OUTCOMES) if name in FIGURES}
    return found + [(n, labels[name].lower()) for name in FIGURES if (n := brief.states[name])]


def accepted(is_accepted: bool) -> str:
    """What stands beside an entry that a person accepted or coded."""
    return _("✓ accepted") if is_accepted else ""


def disclaimer() -> str:
    """What holds for every brief."""
    return _(
        "What stands here are claims of the sources named with them. ✓ was accepted or coded by a person; all else was read by "
        "a machine and is not yet accepted. Grades: reliability of the source from A to F, credibility from 1 to 6. The names shown do not "
        "imply endorsement or acceptance. Pass on only as the marking allows."
    )
