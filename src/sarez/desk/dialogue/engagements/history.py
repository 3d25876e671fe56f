"""What people have kept on an engagement over time: each row that was written, the latest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.engagements.forms_plan import PlanForm
from sarez.desk.dialogue.engagements.plans import seen_entries
from sarez.desk.dialogue.engagements.sections import SECTIONS
from sarez.desk.dialogue.models import Kept, Plan, Tie
from sarez.desk.events.apart import kin
from sarez.desk.events.wording import party

BEGUN, CHANGED, GONE = _("entered"), _("changed"), _("taken off, or no longer open to you")
MOST = 200
LONGEST = 120
_NUMBERS = frozenset(("series", "other", "commitment", "passage", "content"))
_OWN = frozenset(("id", "number", "known_from", "known_to", "by", "entry"))


@dataclass(frozen=True, slots=True)
class Change:
    """A field that was given another value, as a form calls it and as a page shows it."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done: what was written by whom when, and which of its fields differ from before."""

    at: datetime
    by: str
    act: str | Promise
    thing: str | Promise
    row: Kept
    changed: tuple[Change, ...] = ()

    @property
    def text(self) -> str:
        """A few words of what was written."""
        row: Any = self.row
        told = row.person if hasattr(row, "person") else ""
        found = (told, *(getattr(row, name, "") for name in ("title", "text", "told")))
        said = next((str(t) for t in found if t), "") or party(getattr(row, "party", "") or "")
        return Truncator(said).chars(LONGEST)


def history(entry: int, viewer: Viewer) -> list[Deed]:
    """What was done, as far as the viewer may see it. Where a later row is hidden, it reads like one that is gone."""
    own, found = list(kin([entry])), []
    kinds = [(Plan, _("Plan")), *((s.model, s.title) for s in SECTIONS.values())]
    for model, title in kinds:
        rows = (
            model.objects.written_before(viewer).filter(entry__in=own).order_by("number", "known_from", "id")
        )
        found += _deeds(_open(list(rows), viewer), title, viewer)
    return sorted(found, key=lambda deed: deed.at, reverse=True)[:MOST]


def _open(rows: list[Any], viewer: Viewer) -> list[Any]:
    """The rows without ties to what the viewer may not see."""
    if not rows or not isinstance(rows[0], Tie):
        return rows
    seen = seen_entries((row.other_id for row in rows), viewer)
    return [row for row in rows if row.other_id is None or row.other_id in seen]


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


def differing(before: Kept, after: Kept) -> tuple[Change, ...]:
    """The fields in which two rows of one thing differ."""
    fields: Any = before._meta.concrete_fields
    names = [
        f for f in fields if f.name not in _OWN and getattr(before, f.attname) != getattr(after, f.attname)
    ]
    labels = _labels(type(before))
    return tuple(
        Change(str(labels.get(f.name) or f.verbose_name), _shown(before, f), _shown(after, f)) for f in names
    )


def _labels(model: type[Kept]) -> dict[str, Any]:
    forms = [PlanForm] if model is Plan else [s.form for s in SECTIONS.values() if s.model is model]
    return {name: field.label for form in forms for name, field in form.base_fields.items()} | {
        "marking": _("Marking")
    }


def _shown(row: Any, field: Any) -> str:
    """A value as a page shows it; of a thing on record or a series, its number would say little."""
    value = getattr(row, field.attname)
    if value in (None, "", []):
        return "–"
    if field.name in _NUMBERS:
        return "…"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        return ", ".join(party(str(v)) for v in value)
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    return Truncator(party(value) if field.name == "party" else value).chars(LONGEST)
