"""From what stands to the rows that lists, maps and counts ask: a version with its facets and dyads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache
from itertools import combinations
from typing import Any

from sarez.desk.actors.canonical import canonical, resolved
from sarez.desk.events.beside import Beside
from sarez.desk.events.days import span_of
from sarez.desk.events.models import ACCEPTED, PROPOSED, Version
from sarez.desk.events.namesakes import surnames
from sarez.desk.events.telling import Telling
from sarez.desk.events.versions import Standing
from sarez.desk.events.wording import english_title, spelt
from sarez.vocabulary.events import load_events

LABEL = {"event": "type", "engagement": "kind", "commitment": "modality", "person": "position"}
ROLES = {
    "event": ("actor", "recipient"),
    "engagement": ("organizers", "participants"),
    "commitment": ("parties",),
    "person": (),
}
LONGEST_ISSUES = 300
MOST_IN_DYADS = 8  # of an encounter of more, each pair would say nothing
CROWD = "crowd"
"""The facet of each party of such an encounter: to find again what two parties were both part of."""


def rows(entry: int, kind: str, standing: Standing, tellings: Sequence[Telling]) -> tuple[Version, Beside]:
    """The version of a standing and what stands beside it, not yet saved."""
    told = {name: choice.value for name, choice in standing.values.items()}
    values = resolved(told)
    where = _where(standing, tellings)
    span = span_of(values.get("due") if kind == "commitment" else values.get("date"))
    if span is None and kind == "commitment":
        span = span_of(standing.published)
    version = Version(
        entry_id=entry,
        kind=kind,
        low=standing.low,
        high=standing.high,
        known_from=standing.known_from,
        known_to=standing.known_to,
        label=str(values.get(LABEL[kind]) or "")[:40],
        quad=quad_of(values.get("type")) if kind == "event" else "",
        title=english_title(kind, values)[:400],
        first=span[0] if span else None,
        last=_last(values, span),
        month=span[0].isoformat()[:7] if span else "",
        date=(values.get("due") if kind == "commitment" else values.get("date")) or "",
        place=spelt(values.get("place") or "")[:120],
        admin1=(where.get("admin1") or "")[:120],
        country=values.get("country") or "",
        lat=where.get("lat"),
        lon=where.get("lon"),
        status=values.get("status") or "",
        killed=values.get("killed"),
        injured=values.get("injured"),
        decision=ACCEPTED if standing.is_accepted else PROPOSED,
        reports=standing.reports,
        stories=standing.stories,
        values={name: asdict(choice) for name, choice in standing.values.items()},
    )
    facets = [*_facets(kind, values), *_joined(kind, told)]
    parties = sorted({value for name, value, _ in facets if name == "party"})
    is_crowd = len(parties) > MOST_IN_DYADS
    pairs = () if is_crowd else combinations(parties, 2)
    facets += [(CROWD, code, "") for code in parties if is_crowd]
    killed = standing.values.get("killed")
    issues = told_issues(values.get("issues") or ())
    if len(issues) > LONGEST_ISSUES:
        issues = issues[:LONGEST_ISSUES].rpartition(" ")[0] + " "
    return version, Beside(version, issues, bool(killed and killed.rivals), facets, list(pairs))


def told_issues(issues: Iterable[str]) -> str:
    """Issues as one line, each between two spaces; nothing where there are none."""
    line = " ".join(sorted(issues))
    return f" {line} " if line else ""


@lru_cache(maxsize=64)
def quad_of(type_: str | None) -> str:
    """The quad class of an event type by the desk's own vocabulary."""
    known = load_events().get(type_ or "")
    return known.quad if known else ""


def _where(standing: Standing, tellings: Sequence[Telling]) -> Mapping[str, Any]:
    chosen = standing.values.get("place")
    if chosen is None:
        return {}
    return next((t.values.get("where") or {} for t in tellings if t.claim == chosen.claim), {})


def _last(values: Mapping[str, Any], span: tuple[Any, Any] | None) -> Any:
    end = span_of(values.get("date_end"))
    return end[1] if end else (span[1] if span else None)


def _facets(kind: str, values: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Name, value and role of each party, issue and surname."""
    roles: dict[str, str] = {}
    for role in ROLES[kind]:
        for code in values.get(role) or ():
            roles.setdefault(code[:120], role.rstrip("s")[:12])
    found = [("party", code, role) for code, role in roles.items()]
    found += [("issue", issue, "") for issue in dict.fromkeys(values.get("issues") or ())]
    if kind == "person":
        names = [values.get("name"), *(values.get("aliases") or [])]
        found += [("surname", s, "") for s in sorted(surnames(n for n in names if n))]
    return found


def _joined(kind: str, told: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """The codes that reports give for parties joined into others: to find again what a merging touched."""
    codes = {code[:120] for role in ROLES[kind] for code in told.get(role) or () if canonical(code) != code}
    return [("raw", code, "") for code in sorted(codes)]
