"""Codes and numbers as words for people: countries, confidence, statuses, modalities, dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from sarez.reading.likeness import QUAD_OF

if TYPE_CHECKING:
    from sarez.reading.records import Commitment, Engagement, Event

# The words for likelihood of ICD 203, the analytic standard of the United States' intelligence community.
_LIKELIHOODS = (
    (0.95, "almost certain"),
    (0.80, "very likely"),
    (0.55, "likely"),
    (0.45, "even chance"),
    (0.20, "unlikely"),
    (0.05, "very unlikely"),
)
_STATUSES = {"occurred": "occurred", "planned": "planned", "called_for": "called for", "denied": "denied"}
_MODALITIES = {"in_principle": "in principle"}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def likelihood(confidence: float) -> str:
    """The word for a confidence between 0 and 1."""
    return next((word for least, word in _LIKELIHOODS if confidence >= least), "remote")


def status(code: str) -> str:
    """The word for a status."""
    return _STATUSES.get(code, code)


def modality(code: str) -> str:
    """The word for a modality."""
    return _MODALITIES.get(code, code)


def quad(event_type: str) -> str:
    """The quad class of a type of act, `other` for a type that is not PLOVER's."""
    return QUAD_OF.get(event_type, "other")


def day(iso: str | None) -> str:
    """An ISO date as people write it: `30 Apr 2021`, `Apr 2021`, `2021`; `undated` for none."""
    if not iso:
        return "undated"
    year, *rest = iso.split("-")
    if not rest or not rest[0].isdigit() or not 1 <= int(rest[0]) <= 12:
        return year
    month = f"{_MONTHS[int(rest[0]) - 1]} {year}"
    return f"{int(rest[1])} {month}" if len(rest) > 1 and rest[1].isdigit() else month


def parties(codes: Iterable[str]) -> str:
    """Parties as one string, `not named` where there is none."""
    return ", ".join(codes) or "not named"


def dyad(event: Event) -> str:
    """Who does it to, or with, whom; a double arrow for an act that goes both ways."""
    arrow = "↔" if event.type in ("AGREE", "CONSULT", "COOPERATE") else "→"
    return f"{parties(event.actor)} {arrow} {parties(event.recipient)}"


def encounter(engagement: Engagement) -> str:
    """Who meets; organizers who are not participants too stand in brackets."""
    hosts = [o for o in engagement.organizers if o not in engagement.participants]
    if not engagement.participants:
        return parties(hosts)
    return parties(engagement.participants) + (f" (by {parties(hosts)})" if hosts else "")


def losses(event: Event) -> str:
    """The killed and injured of an event: `3 killed, 81 injured`; empty where none are given."""
    found = ((event.killed, "killed"), (event.injured, "injured"))
    return ", ".join(f"{number:,} {word}" for number, word in found if number is not None)


def place(record: Event | Engagement, states: Mapping[str, str] = MappingProxyType({})) -> str:
    """Where: the place and its country (by its name in `states`, else its code), or what is known of them."""
    state = states.get(record.country or "", record.country)
    return ", ".join(part for part in (record.place, state) if part)


def due(commitment: Commitment) -> str:
    """When a commitment falls due."""
    return f"by {day(commitment.due)}" if commitment.due else "no date stated"


def plural(number: int, one: str, many: str | None = None) -> str:
    """A count with its noun: `1 event`, `2 events`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def first_words(text: str, most: int) -> str:
    """The beginning of a text in at most so many characters, cut between words."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    return flat[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-…") + "…"
