"""What a desk that can act on so many warnings a month would have acted on."""

from __future__ import annotations

from collections.abc import Iterable

from sarez.watch.ledger.judging import chained
from sarez.watch.ledger.record import Issued
from sarez.watch.rules.levels import load_levels


def at_budget(warnings: Iterable[Issued], budget: int) -> tuple[Issued, ...]:
    """The strongest `budget` warnings of each calendar month, with their updates, in the order they were issued.

    The stronger is of the higher level, then more probable (none told: least), then earlier. A month is that in which
    a warning was first issued; updates use no budget.
    """
    months: dict[tuple[int, int], list[tuple[Issued, ...]]] = {}
    for chain in chained(warnings):
        months.setdefault((chain[0].issued_at.year, chain[0].issued_at.month), []).append(chain)
    kept = [chain for chains in months.values() for chain in sorted(chains, key=_strength)[:budget]]
    return tuple(
        warning for chain in sorted(kept, key=lambda c: (c[0].issued_at, c[0].id)) for warning in chain
    )


def _strength(chain: tuple[Issued, ...]) -> tuple[int, float, object, str]:
    first = chain[0]
    return (-load_levels()[first.level].order, -(first.probability or 0.0), first.issued_at, first.id)
