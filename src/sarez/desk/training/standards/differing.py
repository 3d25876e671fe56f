"""What a later version of a standard changes: objectives that are new, gone, worded otherwise or moved."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from sarez.desk.training.standards.tree import Objective, Standard

ALIKE = 60
"""How much alike the words of two objectives of one number are at least (0 to 100), to be one worded otherwise."""


@dataclass(frozen=True, slots=True)
class Changed:
    """An objective that has another wording or number, or asks for something else."""

    before: Objective
    after: Objective


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs from one version to another, in the order of the later one; `gone` in that of the earlier."""

    new: tuple[Objective, ...]
    gone: tuple[Objective, ...]
    changed: tuple[Changed, ...]

    @property
    def is_none(self) -> bool:
        """Whether every objective stands as it was."""
        return not (self.new or self.gone or self.changed)

    @property
    def renumbered(self) -> dict[str, str]:
        """The later number of each objective that has another."""
        return {c.before.number: c.after.number for c in self.changed if c.before.number != c.after.number}


def difference(before: Standard, after: Standard) -> Difference:
    """What differs between two versions. Objectives are the same by their words, or by their number and words much alike."""
    was, now = before.objectives, after.objectives
    words = {_plain(o.text): o for o in was.values()}
    pairs: dict[str, Objective] = {n: o for n, new in now.items() if (o := words.get(_plain(new.text)))}
    taken = {o.number for o in pairs.values()}
    pairs |= {
        n: was[n] for n, o in now.items() if n in was and n not in pairs.keys() | taken and _alike(was[n], o)
    }
    taken = {o.number for o in pairs.values()}
    changed = tuple(
        Changed(pairs[n], o)
        for n, o in now.items()
        if n in pairs and (pairs[n].number, pairs[n].text, pairs[n].asks) != (n, o.text, o.asks)
    )
    return Difference(
        tuple(o for n, o in now.items() if n not in pairs),
        tuple(o for n, o in was.items() if n not in taken),
        changed,
    )


def _alike(one: Objective, other: Objective) -> bool:
    return fuzz.token_sort_ratio(_plain(one.text), _plain(other.text)) >= ALIKE


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace(".", " ").split())
