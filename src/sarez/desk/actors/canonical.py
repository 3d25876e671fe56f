"""The code that stands for an actor: its own, or that of the one it was joined into.

Claims keep the code that their report gives; whatever is made of them resolves it here. The map is small (only what
people have joined) and read anew before versions are made, so that several processes agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from time import monotonic
from typing import Any

from sarez.desk.actors.models import Actor

_joined: dict[str, str] = {}
_read_at = -1e9
LONGEST = 120  # of a code, as facets keep it
AT_MOST_OLD = 10  # seconds that a served page may lag behind a merging made in another process
_PARTIES = frozenset({"actor", "recipient", "organizers", "participants", "parties"})


def canonical(code: str) -> str:
    """The code that stands for this one, as last refreshed."""
    return _joined.get(code[:LONGEST], code) if _joined else code


def refresh() -> None:
    """Read anew who has been joined into whom."""
    global _read_at
    into = dict(
        Actor.objects.filter(joined_into__isnull=False).order_by().values_list("code", "joined_into__code")
    )
    _joined.clear()
    _joined.update({code: _end(code, into) for code in into})
    _read_at = monotonic()


def refresh_at_times() -> None:
    """Read anew who has been joined into whom, if that was not done lately."""
    if monotonic() - _read_at > AT_MOST_OLD:
        refresh()


def _end(code: str, into: Mapping[str, str]) -> str:
    """Where a chain of joinings ends; a chain that turns back on itself ends where it began."""
    at, seen = code, {code}
    while (then := into.get(at)) is not None and then not in seen:
        at = then
        seen.add(at)
    return at


def resolved(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values of a claim with its parties by the codes that stand for them."""
    if not _joined:
        return values
    return {
        key: list(dict.fromkeys(canonical(c) for c in value)) if key in _PARTIES and value else value
        for key, value in values.items()
    }


def meet(codes: Iterable[str]) -> None:
    """Put actors on record that a report names and the desk does not know yet."""
    from sarez.desk.actors.seeding import unknown_actor

    wanted = {code for code in codes if code and len(code) <= LONGEST}
    known = set(Actor.objects.filter(code__in=wanted).values_list("code", flat=True))
    Actor.objects.bulk_create([unknown_actor(code) for code in sorted(wanted - known)], ignore_conflicts=True)
