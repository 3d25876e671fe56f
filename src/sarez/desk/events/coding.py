"""What a person codes: the fields of each kind, values read from a form or a request, and a claim made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sarez.desk.accounts.audit import log
from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import FOREVER
from sarez.desk.events.days import span_of
from sarez.desk.events.fields import FIELDS, Field
from sarez.desk.events.models import ACCEPTED, PROPOSED, Claim
from sarez.desk.events.register import lay, rebuild
from sarez.desk.events.wording import code_called
from sarez.desk.reports.models import Report
from sarez.desk.reports.states import settle
from sarez.errors import SarezError
from sarez.region.region import load_region

LONGEST = {"name": 120, "place": 120, "party": 60}
LONGEST_TEXT = 600


class CodingError(SarezError):
    """Values that cannot be put on record; `problems` says of each field why."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)


def values_of(
    kind: str, given: Mapping[str, Sequence[str]], *, kept: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The values of a kind as a person gave them, each a list of strings; CodingError where any cannot stand.

    What already stands in the values of a claim (`kept`) is taken as it is.
    """
    known = _strings(kept or {})
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for field in FIELDS[kind]:
        told = [" ".join(text.replace("\x00", "").split()) for text in given.get(field.name, ())]
        try:
            values[field.name] = _read(field, [text for text in told if text], known)
        except ValueError as error:
            problems[field.name] = str(error)
    if kind == "event" and not problems and not values["actor"] and not values["recipient"]:
        problems["actor"] = _("Name at least one party.")
    if problems:
        raise CodingError(problems)
    if "place" in values:
        values["where"] = _where(values["place"])
    return values


def changed(old: Mapping[str, Any], new: Mapping[str, Any], by: User) -> dict[str, Any]:
    """What a correction changes: the values that differ; a date that does was read so because a person said so."""
    found = {k: v for k, v in new.items() if k != "where" and not _is_same(v, old.get(k))}
    if "place" in found:
        found["where"] = new.get("where")
    if found.keys() & {"date", "due", "date_end"}:
        found["date_reason"] = f"as {by.username} corrected it"
    return found


def _is_same(a: Any, b: Any) -> bool:
    if isinstance(a, list) or isinstance(b, list):
        return sorted(a or []) == sorted(b or [])
    return a == b if 0 in (a, b) else (a or None) == (b or None)


@transaction.atomic
def code(
    report: Report,
    kind: str,
    values: Mapping[str, Any],
    span: tuple[int, int] | None,
    by: User,
    *,
    is_accepted: bool = True,
) -> Claim:
    """Put a person's own claim about a report on record, laid to its entry like any other; accepted, or proposed."""
    now = timezone.now()
    words = report.text[slice(*span)] if span else ""
    reason = {"date_reason": f"as {by.username} coded it"} if values.get("date") or values.get("due") else {}
    claim = Claim(
        kind=kind,
        report=report,
        author=by.username,
        values={**values, **reason},
        evidence=[list(span)] if span else [],
        sentence=" ".join(words.split())[:LONGEST_TEXT],
        credibility=report.credibility,
        marking=report.marking,
        decision=ACCEPTED if is_accepted else PROPOSED,
        decided_by=by.username if is_accepted else "",
        decided_at=now if is_accepted else None,
        known_at=now,
        ended_at=FOREVER,
    )
    lay(claim, now)
    claim.save()
    rebuild([claim.entry_id])
    settle(report.pk)
    log(by, "coded", claim.name, report=report.pk, kind=kind)
    return claim


def party_of(text: str) -> str:
    """The code of a party given by code or by name; a body that the region does not know goes by its name."""
    actors = load_region().actors
    if actors.is_known(text) or actors.is_known(text.upper()):
        return text if actors.is_known(text) else text.upper()
    codes = {a.code for a in actors.lookup(text) if a.code}
    return codes.pop() if len(codes) == 1 else code_called(text) or text


def _strings(values: Mapping[str, Any]) -> frozenset[str]:
    every = (v for value in values.values() for v in (value if isinstance(value, list) else [value]))
    return frozenset(v for v in every if isinstance(v, str))


def _read(field: Field, told: Sequence[str], known: frozenset[str]) -> Any:
    if field.is_needed and not told:
        raise ValueError(_("%(field)s is needed.") % {"field": field.label})
    if field.shape == "parties":
        return list(
            dict.fromkeys(text if text in known else _short(party_of(text), "party") for text in told)
        )
    if field.shape in ("names", "issues"):
        return list(dict.fromkeys(_checked(field, text) for text in told))
    return _one(field, told[0], known) if told else None


def _one(field: Field, text: str, known: frozenset[str]) -> Any:
    if field.shape == "date":
        if span_of(text) is None or len(text) not in (4, 7, 10):
            raise ValueError(_("A date is 2021-04-30, or 2021-04, or 2021: as precise as the report tells."))
        return text
    if field.shape == "number":
        if not (text.isascii() and text.isdigit() and len(text) < 8):
            raise ValueError(_("%(field)s is a whole number, or nothing.") % {"field": field.label})
        return int(text)
    if field.shape == "country":
        code = text if text in known else party_of(text)
        if code not in known and code not in load_region().actors.states:
            raise ValueError(_("%(text)s is no state the desk knows.") % {"text": text})
        return code
    return _checked(field, text)


def _checked(field: Field, text: str) -> str:
    choices = field.choices()
    if choices and text not in choices:
        raise ValueError(_("%(text)s is not a choice for %(field)s.") % {"text": text, "field": field.label})
    return _short(text, field.name if field.name in LONGEST else "")


def _short(text: str, what: str) -> str:
    most = LONGEST.get(what, LONGEST_TEXT)
    if len(text) > most:
        raise ValueError(_("At most %(most)d characters, please.") % {"most": most})
    return text


def _where(place: str | None) -> dict[str, Any] | None:
    found = load_region().places.lookup(place) if place else None
    return {"lat": found.lat, "lon": found.lon, "admin1": found.admin1} if found else None
