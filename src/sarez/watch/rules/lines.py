"""YAML with the line of every entry, so that a mistake can be shown beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import yaml

Place = tuple[str | int, ...]
MOST_LINES = 20_000
"""Entries remembered with their line: aliases of aliases could go on for ever."""


@dataclass(frozen=True, slots=True)
class Located:
    """A YAML document's value, the line of each entry in it by its keys, and keys that stand twice.

    Where the text is no YAML, `value` is None and `broken` says on which line and why.
    """

    value: Any
    lines: Mapping[Place, int]
    doubled: tuple[Place, ...] = ()
    broken: tuple[int, str] | None = None

    def line(self, *place: str | int) -> int:
        """The line of an entry, or of the nearest one around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def locate(text: str) -> Located:
    """Read YAML and remember its lines."""
    import yaml

    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        value = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error)
        return Located(None, {}, broken=(mark.line + 1 if mark else 1, reason))
    except (ValueError, RecursionError) as error:  # a date such as 2022-13-45, aliases that hold themselves
        return Located(None, {}, broken=(1, str(error) or "it holds itself"))
    lines: dict[Place, int] = {}
    doubled: list[Place] = []
    if node is not None:
        _walk(node, (), lines, doubled, frozenset())
    return Located(value, lines, tuple(doubled))


def _walk(
    node: yaml.Node, place: Place, lines: dict[Place, int], doubled: list[Place], above: frozenset[int]
) -> None:
    lines.setdefault(place, node.start_mark.line + 1)
    if id(node) in above or not isinstance(node.value, list) or len(lines) > MOST_LINES:
        return
    above |= {id(node)}
    for n, part in enumerate(node.value):
        if not isinstance(part, tuple):
            _walk(part, (*place, n), lines, doubled, above)
            continue
        key, under = part
        inner = (*place, str(key.value))
        if inner in lines:
            doubled.append(inner)
        lines[inner] = key.start_mark.line + 1
        _walk(under, inner, lines, doubled, above)
