"""By when an undertaking is to be done, as the text has it (guide, decision 18)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sarez.reading.commitments_undertaking import Undertaking
    from sarez.reading.dates import DateMention
    from sarez.reading.parsed import ParsedReport

_BOUNDS = frozenset(
    {"by", "until", "till", "before", "up to", "within", "inside", "no later than", "not later than"}
)


def due_of(found: Undertaking, page: ParsedReport) -> tuple[str | None, str | None]:
    """The due date of an undertaking as ISO, and why; (None, None) where the text states none.

    A date inside the undertaking's own words counts before one elsewhere in its sentence, a bound ("by June")
    before a day; what is not later than publication is no due date.
    """
    start, end = found.sentence
    inside = [d for d in page.dates() if start <= d.start < end and _may_bind(d, page.day)]
    own = [d for d in inside if found.start <= d.start < found.end]
    near = [d for d in inside if d not in own and _is_adjunct(d, found, page.text)]
    best = min(own or near, key=lambda d: (not _is_bound(d), d.relation != "by", d.start), default=None)
    return (best.iso, best.reason) if best is not None else (None, None)


def _is_bound(date: DateMention) -> bool:
    return date.kind == "deadline" or date.relation in _BOUNDS


def _may_bind(date: DateMention, published: str | None) -> bool:
    if (
        not date.iso
        or date.kind not in ("point", "range", "deadline")
        or date.relation in ("since", "from", "as of")
    ):
        return False
    if not published:
        return _is_bound(date)
    size = min(len(date.iso), len(published))
    if date.iso[:size] != published[:size]:
        return date.iso[:size] > published[:size]
    return len(date.iso) < len(published) and (len(date.iso) == 4 or _is_bound(date))


def _is_adjunct(date: DateMention, found: Undertaking, text: str) -> bool:
    """Whether a date beside the undertaking belongs to it: no clause is closed between the two."""
    between = text[date.end : found.start] if date.end <= found.start else text[found.end : date.start]
    return "[" in found.text or (not any(mark in between for mark in ";:") and len(between) < 120)
