"""What people have kept on an engagement over time: each row that was written, the latest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.attendance import whom
from sarez.desk.dialogue.engagements import joined_to
from sarez.desk.dialogue.models import Kept, Plan
from sarez.desk.dialogue.sections import SECTIONS

BEGUN, CHANGED, GONE = _("entered"), _("changed"), _("taken off, or no longer open to you")
MOST = 200
_OWN = frozenset(("id", "number", "known_from", "known_to", "by", "entry"))


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done: what was written by whom when, and which of its fields differ from before."""

    at: datetime
    by: str
    act: str | Promise
    thing: str | Promise
    row: Kept
    changed: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """A few words of what was written."""
        row: Any = self.row
        if row._meta.model_name == "attendance":
            return whom(row)
        return next((str(v) for n in ("title", "text", "party", "told") if (v := getattr(row, n, ""))), "")[
            :120
        ]


def history(entry: int, viewer: Viewer) -> list[Deed]:
    """What was done, as far as the viewer may see it. Where a later row is hidden, it reads like one that is gone."""
    own, found = list(joined_to([entry])), []
    kinds = [(Plan, _("Plan")), *((s.model, s.title) for s in SECTIONS.values())]
    for model, title in kinds:
        rows = (
            model.objects.written_before(viewer).filter(entry__in=own).order_by("number", "known_from", "id")
        )
        found += _deeds(list(rows), title, viewer)
    return sorted(found, key=lambda deed: deed.at, reverse=True)[:MOST]


def _deeds(rows: Sequence[Any], title: str | Promise, viewer: Viewer) -> list[Deed]:
    made = []
    for n, row in enumerate(rows):
        before = rows[n - 1] if n and rows[n - 1].number == row.number else None
        after = rows[n + 1] if n + 1 < len(rows) and rows[n + 1].number == row.number else None
        if before is None:
            made.append(Deed(row.known_from, row.by, BEGUN, title, row))
        else:
            made.append(Deed(row.known_from, row.by, CHANGED, title, row, differing(before, row)))
        if after is None and row.known_to <= viewer.moment:
            made.append(Deed(row.known_to, "", GONE, title, row))
    return made


def differing(before: Kept, after: Kept) -> tuple[str, ...]:
    """The fields in which two rows of one thing differ, as a form calls them."""
    fields: Any = before._meta.concrete_fields
    names = [
        f for f in fields if f.name not in _OWN and getattr(before, f.attname) != getattr(after, f.attname)
    ]
    return tuple(str(f.verbose_name) for f in names)
