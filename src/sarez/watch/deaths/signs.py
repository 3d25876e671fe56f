"""What is read off a history, at the end of every month and for every country, to learn from: 36 signs, no later month.

How bad and how steady it was lately and long ago, since when it has been quiet, how it is across the borders, on the
continent. How it is in the world is left out: it tells the year more than the danger. A state that told nothing counts as quiet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sarez.watch.deaths.countries import borders, continents, countries

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sarez.watch.deaths.history import History

LONGEST = 300
"""Months of quiet beyond which more tell nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Signs:
    """Values of shape (months, countries, names), each from that month and those before alone."""

    names: tuple[str, ...]
    values: NDArray[np.float32]

    def of(self, *names: str) -> NDArray[np.float32]:
        """The values of some signs, shape (months, countries, names asked for)."""
        return self.values[:, :, [self.names.index(name) for name in names]]


def signs(known: History) -> Signs:
    """The signs of a history."""
    import numpy as np

    deaths = known.numbers()
    found = _lately(deaths) | _long_ago(deaths)
    found |= _around(found, deaths, known.countries)
    return Signs(tuple(found), np.stack(list(found.values()), axis=2).astype(np.float32))


def faded(values: NDArray[np.float64], half_life: float) -> NDArray[np.float64]:
    """At each month the mean of all months so far, each half as heavy as what is `half_life` months later."""
    import numpy as np

    keep = 0.5 ** (1 / half_life)
    out, total, weight = np.zeros_like(values), np.zeros(values.shape[1]), 0.0
    for i, row in enumerate(values):
        total, weight = keep * total + row, keep * weight + 1
        out[i] = total / weight
    return out


def _lately(deaths: NDArray[np.float64]) -> dict[str, NDArray[np.float64]]:
    import numpy as np

    logs, any_ = np.log1p(deaths), (deaths > 0).astype(float)
    found = {f"log_{n}": faded(logs, n) for n in (1, 3, 6, 12, 24, 60, 120)}
    found |= {f"months_{n}": faded(any_, n) for n in (3, 12, 36, 120)}
    found |= {f"mean_{n}": np.log1p(faded(deaths, n)) for n in (3, 12, 48)}
    found["last"] = logs
    found["worst_12"] = np.stack([logs[max(0, i - 11) : i + 1].max(0) for i in range(len(logs))])
    found["spread_24"] = np.stack([logs[max(0, i - 23) : i + 1].std(0) for i in range(len(logs))])
    found["rise"] = found["log_3"] - found["log_12"]
    found["long_rise"] = found["log_12"] - found["log_60"]
    return found


def _long_ago(deaths: NDArray[np.float64]) -> dict[str, NDArray[np.float64]]:
    import numpy as np

    any_ = deaths > 0
    sums = np.vstack([np.zeros((1, deaths.shape[1])), any_.cumsum(0)])
    end = np.arange(len(deaths)) + 1
    found = {}
    for n in (12, 60, 120, 240):
        begin = np.maximum(end - n, 0)
        found[f"share_{n}"] = (sums[end] - sums[begin]) / (end - begin)[:, None]
    quiet, months = np.full(deaths.shape[1], LONGEST / 2), []
    for row in any_:
        quiet = np.where(row, 0, quiet + 1)
        months.append(np.log1p(np.minimum(quiet, LONGEST)))
    found["quiet"] = np.stack(months)
    found["worst_ever"] = np.maximum.accumulate(np.log1p(deaths), axis=0)
    return found


def _around(
    found: dict[str, NDArray[np.float64]], deaths: NDArray[np.float64], codes: tuple[str, ...]
) -> dict[str, NDArray[np.float64]]:
    import numpy as np

    near, same = borders(codes), continents(codes)
    degree, known, shape = near.sum(1), countries(), deaths.shape
    area = np.array([known[code].area if code in known else np.nan for code in codes])
    area = np.where(np.isnan(area), np.nanmedian(np.append(area, 1e5)), area)
    out = {
        f"near_{name}": found[name] @ near.T / np.maximum(degree, 1)
        for name in ("log_6", "months_12", "mean_12")
    }
    out["near_months_120"] = found["months_120"] @ near.T / np.maximum(degree, 1)
    out["near_worst"] = np.stack([(row[None, :] * near).max(1) for row in found["mean_12"]])
    out["near_steadiest"] = np.stack([(row[None, :] * near).max(1) for row in found["months_12"]])
    out["near_sum"] = np.log1p(faded(deaths, 6) @ near.T)
    out["near_rise"] = np.log1p(faded(deaths, 3) @ near.T) - np.log1p(faded(deaths, 24) @ near.T)
    out["continent"] = found["months_12"] @ same / same.sum(1)
    out["area"] = np.broadcast_to(np.log1p(area)[None, :], shape)
    out["borders"] = np.broadcast_to(degree[None, :], shape)
    return out
