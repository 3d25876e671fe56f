"""What a page and a Word file say alike: the figures at the head, what holds for every brief."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sarez.briefs.brief import Brief
from sarez.briefs.states import SHORT


def glance(brief: Brief) -> list[tuple[int, str]]:
    """The figures at the head of a brief: commitments by what became of them, engagements to come, events."""
    total = len(brief.undertakings)
    found = [(total, ngettext("commitment", "commitments", total))] if total else []
    found += [(n, str(SHORT[state])) for state in SHORT if (n := brief.states[state])]
    return found


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
