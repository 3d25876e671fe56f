"""What has become of a commitment on a day: from what people found, its date and how firmly it was made. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FOLLOWED = frozenset({"agreed", "in_principle"})
"""How firm a commitment must be to be followed up without being raised by a person."""
SOON = timedelta(days=30)
OPEN = ("overdue", "unclear", "partly", "due", "open")
SETTLED = frozenset({"kept", "broken", "lapsed"})
STATES: dict[str, str | Promise] = {
    "overdue": _("overdue: not known what became of it"),
    "due": _("due soon"),
    "open": _("not known what became of it"),
    "kept": _("kept"),
    "partly": _("kept in part"),
    "broken": _("broken"),
    "lapsed": _("lapsed"),
    "unclear": _("unclear"),
    "superseded": _("another has taken its place"),
    "loose": _("not followed up"),
}
"""Each state, and what it is called. `loose` is what was only proposed or noted, or is no longer followed up."""
SHORT: dict[str, str | Promise] = {**STATES, "overdue": _("overdue"), "open": _("open")}
"""The same in a word, for lists and figures."""


class Found(Protocol):
    """What a person found of a commitment: dialogue/models/commitments.py:Finding."""

    party: str
    period: str
    outcome: str
    on: date


@dataclass(frozen=True, slots=True)
class Terms:
    """What of a commitment decides its state. `last` is the last day on which it is due; None is “none stated”."""

    last: date | None
    is_followed: bool
    parties: frozenset[str] = frozenset()
    recurs: bool = False
    is_superseded: bool = False


def state_of(terms: Terms, found: Sequence[Found], on: date) -> str:
    """The state of a commitment on a day, by the name in STATES.

    What a person found stands: of the whole first, else of its parties. Found for one period of what recurs, it does
    not close the rest.
    """
    judged = _judged([f for f in found if not f.period and f.on <= on], terms.parties)
    if judged in SETTLED:
        return judged
    if terms.is_superseded:
        return "superseded"
    if not terms.is_followed:
        return judged or "loose"
    if judged:
        return judged
    if terms.last is None or terms.recurs:
        return "open"
    return "overdue" if terms.last < on else "due" if terms.last <= on + SOON else "open"


def _judged(found: Sequence[Found], parties: frozenset[str]) -> str:
    """What the findings of a whole commitment come to; empty while they leave a party out.

    What was found of a party after what was found of all takes its place; parties that differ make it kept in part.
    """
    latest = max((f for f in found if not f.party), key=lambda f: f.on, default=None)
    by_party = dict.fromkeys(parties, latest.outcome if latest else "")
    for finding in sorted(found, key=lambda f: f.on):
        if finding.party and (latest is None or finding.on > latest.on):
            by_party[finding.party] = finding.outcome
    outcomes = set(by_party.values()) or {latest.outcome if latest else ""}
    if "" in outcomes:
        return ""
    return outcomes.pop() if len(outcomes) == 1 else "partly"
