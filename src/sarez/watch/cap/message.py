"""What a message of the Common Alerting Protocol says of a warning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sarez.errors import SarezError
from sarez.watch.ledger.record import dawn, night
from sarez.watch.rules.levels import level as level_of

KINDS = ("Alert", "Update", "Cancel")
CERTAINTIES = ("Observed", "Likely", "Possible", "Unlikely", "Unknown")
URGENCIES = ("Immediate", "Expected", "Future", "Past", "Unknown")
SOON, LATER = 2, 30
"""Days: a window that begins within the first is Immediate, within the second Expected, after it Future."""


class CapError(SarezError):
    """A message that cannot be written, or bytes that are none."""


@dataclass(frozen=True, slots=True)
class Reference:
    """An earlier message: whose, which, and when it was sent."""

    sender: str
    identifier: str
    sent: datetime


@dataclass(frozen=True, slots=True)
class Area:
    """Where: in words by language (`says`: pairs of language and text) and P-codes where they are known."""

    says: tuple[tuple[str, str], ...]
    pcodes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """What a message says in one language; `event` is the kind of thing warned of."""

    language: str
    event: str
    headline: str
    description: str
    instruction: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """A whole message. Times are aware; `sent` and `expires` are kept to the second.

    `restriction` says who may be told (the marking): every message is Restricted. `severity`, `urgency` and
    `certainty` are words of the protocol, `parameters` pairs of name and value.
    """

    identifier: str
    sender: str
    sent: datetime
    kind: str
    restriction: str
    texts: tuple[Text, ...]
    areas: tuple[Area, ...]
    severity: str
    urgency: str
    certainty: str
    onset: datetime
    expires: datetime
    is_drill: bool = False
    references: tuple[Reference, ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()
    sender_name: str = ""
    web: str = ""
    contact: str = ""
    note: str = ""


def certainty_of(probability: float | None) -> str:
    """The protocol's word: Likely above one half, Possible from 5 % on, Unlikely below; Unknown where none is told."""
    if probability is None:
        return "Unknown"
    if probability > 0.5:
        return "Likely"
    return "Possible" if probability >= 0.05 else "Unlikely"


def urgency_of(sent: datetime, first: date, last: date) -> str:
    """The protocol's word for when: Immediate, Expected, Future or Past, by the days from sending to the window."""
    if night(last) <= sent:
        return "Past"
    days = (first - sent.date()).days
    if days < SOON:
        return "Immediate"
    return "Expected" if days <= LATER else "Future"


def message_of(
    *,
    identifier: str,
    sender: str,
    sent: datetime,
    kind: str,
    marking: str,
    level: str,
    unit: str,
    issue: str,
    first: date,
    last: date,
    texts: tuple[Text, ...],
    areas: tuple[Area, ...],
    probability: float | None = None,
    odds: str = "",
    is_drill: bool = False,
    references: tuple[Reference, ...] = (),
    sender_name: str = "",
    web: str = "",
    contact: str = "",
    note: str = "",
) -> Message:
    """The message of a warning: severity from its level, certainty from its probability, urgency from its window.

    The probability stands in a parameter too, with its words, since the protocol's certainty is coarse. The message
    expires when the window is over. `marking` is the name of a TLP marking.
    """
    colour = level_of(level)
    parameters = [
        ("level", f"{colour.name} ({colour.word.en})"),
        ("unit", unit),
        ("window", f"{first}/{last}"),
    ]
    if issue:
        parameters.append(("issue", issue))
    if probability is not None:
        parameters.append(("probability", f"{probability:g}"))
    if odds:
        parameters.append(("probability-words", odds))
    return Message(
        identifier=identifier,
        sender=sender,
        sent=sent,
        kind=kind,
        restriction=f"TLP:{marking}",
        texts=texts,
        areas=areas,
        severity=colour.severity,
        urgency=urgency_of(sent, first, last),
        certainty=certainty_of(probability),
        onset=dawn(first),
        expires=night(last),
        is_drill=is_drill,
        references=references,
        parameters=tuple(parameters),
        sender_name=sender_name,
        web=web,
        contact=contact,
        note=note,
    )
