"""When and where: which date and which place of the report belong to an act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sarez.reading.drafts import Draft
from sarez.reading.status import OCCURRED, PLANNED

if TYPE_CHECKING:
    from sarez.reading.dates import DateMention
    from sarez.reading.parsed import ParsedReport
    from sarez.region.names import Match
    from sarez.region.places import Place

ENCOUNTERS = frozenset({"meeting", "negotiation", "conference", "training", "visit", "signing", "accreditation"})
INSIDE_A_MEETING = frozenset({"SUPPORT", "AGREE", "CONSULT", "COOPERATE"})
NO_PARTY_STATE = frozenset({"civilians", "armed group"})
_NOT_A_SPOT = frozenset({"river", "sea", "lake", "canal", "reservoir", "dam", "country", "mountain", "valley", "power_station", "hydropower"})


@dataclass(frozen=True, slots=True)
class When:
    """A date with the reason it was chosen; `end` where the text gives a span of days."""

    iso: str | None
    end: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Where:
    """A place as the text spells it, and the state it lies in."""

    place: str | None
    country: str | None


def date_of(draft: Draft, dates: Sequence[DateMention], published: str | None, running: When | None) -> When:
    """The date of an act: the nearest in its own sentence, else the running one, else the month of publication.

    Guide, decisions 1 and 2: an undated act that has just happened takes the month of publication; a plan
    without a date has none.
    """
    inside = [d for d in dates if draft.start <= d.start < draft.end and d.kind in ("point", "range") and d.iso]
    inside = [d for d in inside if not _is_bound(d)] or ([] if draft.status == OCCURRED else inside)
    if inside:
        best = min(inside, key=lambda d: (_tense_clash(d, draft, published), _distance(d, draft)))
        return When(best.iso, best.iso_end, best.reason)
    if draft.status != OCCURRED:
        return When(None, None, None)
    unresolved = [d for d in dates if draft.start <= d.start < draft.end and d.iso is None and d.kind in ("point", "range")]
    if unresolved:
        return When(None, None, unresolved[0].reason)
    if running is not None and running.iso and draft.type in INSIDE_A_MEETING:
        return When(running.iso, None, running.reason)
    if published:
        return When(published[:7], None, f"undated and recent: the month of publication ({published})")
    return When(None, None, None)


def _is_bound(date: DateMention) -> bool:
    return (getattr(date, "relation", None) or "") in ("by", "until", "till", "before", "since", "to", "up to")


def _tense_clash(date: DateMention, draft: Draft, published: str | None) -> bool:
    if not published or not date.iso or len(date.iso) < 7:
        return False
    later = date.iso[: len(published)] > published[: len(date.iso)]
    return later if draft.status == OCCURRED else not later and draft.status == PLANNED


def _distance(date: DateMention, draft: Draft) -> int:
    gap = draft.at - date.end if date.end <= draft.at else date.start - draft.at
    return gap


def place_of(
    draft: Draft, text: str, places: Sequence[Match[Place]], dateline: Match[Place] | None, states: frozenset[str]
) -> Where:
    """The most specific place the sentence gives for an act, else for an encounter the dateline's city."""
    inside = [m for m in places if draft.start <= m.start < draft.end and _is_spot(text, m)]
    named = min(inside, key=lambda m: (abs(m.start - draft.at), m.start), default=None)
    if named is None and draft.kind in ENCOUNTERS and draft.status == OCCURRED and dateline is not None:
        named = dateline
    if named is not None:
        return Where(text[named.start : named.end], named.values[0].country)
    return Where(None, _single_state(draft, states))


def _single_state(draft: Draft, states: frozenset[str]) -> str | None:
    named = [c for c in draft.parties if len(c) == 3 and c.isupper() and c in states]
    return named[0] if len(named) == 1 else None


def _is_spot(text: str, match: Match[Place]) -> bool:
    """Whether a place name is used as a place: after a preposition of place, and not a river or a country."""
    place = match.values[0]
    if place.kind in _NOT_A_SPOT:
        return False
    before = text[max(0, match.start - 40) : match.start].lower().replace("\n", " ")
    words = before.replace(",", " , ").split()
    for word in reversed(words[-4:]):
        if word in ("in", "at", "near", "to", "from", "outside", "around", "inside", "on", "of", "into", "off", "over", "for", "by"):
            return word in ("in", "at", "near", "to", "outside", "around", "inside", "into", "on") or (word == "of" and words[-2:-1] in (["village"], ["town"], ["city"], ["district"], ["outskirts"]))
        if word == ",":
            continue
    return False


def due_of(sentence: tuple[int, int], page: ParsedReport) -> tuple[str | None, str | None]:
    """By when something in this sentence is to be done, and why; None where no date is stated."""
    start, end = sentence
    inside = [d for d in page.dates() if start <= d.start < end and d.iso]
    bounds = [d for d in inside if d.kind == "deadline" or _is_bound(d)]
    later = [d for d in inside if page.day and d.iso and d.iso[: len(page.day)] > page.day[: len(d.iso)]]
    best = next(iter(bounds or later), None)
    return (best.iso, best.reason) if best else (None, None)
