"""What the desk keeps on a record as the cells of a table: one line of text each, in codes and English."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sarez.desk.dialogue.kept_told import FIELDS

JOINT = "; "
_LEFT = ("marking",)


def columns(kind: str) -> list[str]:
    """The columns that a kind gains by what is kept on it; none for most kinds."""
    return [f"kept_{name}" for name in FIELDS.get(kind, ()) if name not in _LEFT]


def cells(kept: Mapping[str, Any] | None) -> dict[str, Any]:
    """What is kept on a record, by the names of its columns."""
    return {f"kept_{name}": _text(name, value) for name, value in (kept or {}).items()}


def _text(name: str, value: Any) -> Any:
    shaped = _SHAPES.get(name)
    if shaped is not None:
        return shaped(value) if value else None
    return JOINT.join(map(str, value)) if isinstance(value, list) else value


def _findings(every: list[dict[str, Any]]) -> str:
    return JOINT.join(_finding(**{k: v for k, v in f.items() if k not in _LEFT}) for f in every)


def _finding(party: str | None, period: str | None, outcome: str, on: str) -> str:
    return f"{', '.join(filter(None, (party or 'all', period)))}: {outcome} ({on})"


def _roles(every: list[dict[str, Any]]) -> str:
    return JOINT.join(f"{r['role']}{' ' + r['side'] if r['side'] else ''}: {r['party']}" for r in every)


def _attendance(states: dict[str, dict[str, Any]]) -> str:
    return JOINT.join(f"{state}: {_number(**n)}" for state, n in states.items())


def _number(sure: int, stated: list[str], delegations_of_unknown_size: int) -> str:
    unknown = delegations_of_unknown_size
    told = [str(sure)] * bool(sure) + stated
    return " + ".join([*told, *[f"delegations of unknown size: {unknown}"] * bool(unknown)]) or "0"


_SHAPES: dict[str, Callable[[Any], str]] = {
    "findings": _findings,
    "roles": _roles,
    "attendance": _attendance,
    "series": lambda of: str(of["title"]),
}
