"""How many died, by month and country: what a forecast is made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sarez.watch.deaths.months import DeathsError, month, number

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """Deaths of shape (months, countries) without gaps from the month numbered `first`; NaN where nothing was told."""

    first: int
    countries: tuple[str, ...]
    deaths: NDArray[np.float64]

    @property
    def last(self) -> int:
        """The number of the last month."""
        return self.first + len(self.deaths) - 1

    def until(self, known: int) -> History:
        """What was known when the month numbered `known` was the last: nothing later is in it."""
        if not self.first <= known <= self.last:
            raise DeathsError(
                f"{month(known):%Y-%m} is not among the months told, {month(self.first):%Y-%m} to "
                f"{month(self.last):%Y-%m}: give another day, or a longer table."
            )
        return History(self.first, self.countries, self.deaths[: known - self.first + 1])

    def at(self, months: Sequence[int]) -> NDArray[np.float64]:
        """The deaths of some months, shape (months, countries)."""
        for n in (min(months), max(months)):
            if not self.first <= n <= self.last:
                raise DeathsError(f"{month(n):%Y-%m} is not among the months told: give a table that has it.")
        return self.deaths[[n - self.first for n in months]]

    def numbers(self) -> NDArray[np.float64]:
        """The deaths with zero where nothing was told: for sums and shares, never to be scored against."""
        import numpy as np

        return np.nan_to_num(self.deaths)


def history(rows: Sequence[tuple[str, date, float]]) -> History:
    """The history in rows of (country, a day of the month, deaths); months in between with no row are NaN.

    DeathsError where there are no rows, deaths are negative, or a country has two rows for one month.
    """
    import numpy as np

    if not rows:
        raise DeathsError("There are no deaths to forecast from: give a table with rows.")
    codes = tuple(sorted({code for code, _, _ in rows}))
    place = {code: i for i, code in enumerate(codes)}
    months = [number(day) for _, day, _ in rows]
    first = min(months)
    deaths = np.full((max(months) - first + 1, len(codes)), np.nan)
    for (code, day, value), n in zip(rows, months, strict=True):
        if value < 0:
            raise DeathsError(f"{code} in {day:%Y-%m} has {value} deaths: they cannot be negative.")
        if not np.isnan(deaths[n - first, place[code]]):
            raise DeathsError(f"{code} has two rows for {day:%Y-%m}: leave one, or sum them.")
        deaths[n - first, place[code]] = value
    return History(first, codes, deaths)
