"""The layout of the VIEWS Prediction Challenge 2023/24: `window=Y…/….parquet`, read and written.

Actuals lie in `actuals/cm/window=Y2018/…` with `month_id, country_id, outcome`; samples in
`submission/MODEL/cm/window=Y2018/…`, with `draw` beside them. Months are numbered from January 1980, countries by VIEWS.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sarez.watch.deaths.countries import by_views, countries
from sarez.watch.deaths.history import History
from sarez.watch.deaths.months import LEADS, DeathsError, cutoff

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

WINDOWS = tuple(range(2018, 2024))
"""The years whose forecasts can be replayed."""
PANEL = "panel_ged_sb_country_month_1990_2024.parquet"


def read_panel(folder: Path) -> History:
    """The deaths of every month from 1990 on, in the vintage that the folder has (older before 2018)."""
    return panel_of(_read(folder / PANEL, ("month_id", "country_id", "ged_sb")), "ged_sb")


def read_actuals(folder: Path, year: int) -> History:
    """The deaths that came in a year, as the challenge scores them."""
    table = _read(_one(folder / "actuals" / "cm", year), ("month_id", "country_id", "outcome"))
    return panel_of(table, "outcome")


def panel_of(table: pa.Table, value: str) -> History:
    """The history in a table of `month_id`, `country_id` (VIEWS' numbers) and a column of deaths."""
    import numpy as np

    months, numbers = table["month_id"].to_numpy(), table["country_id"].to_numpy()
    names = by_views()
    strange = sorted(set(numbers.tolist()) - set(names))
    if strange:
        raise DeathsError(
            f"{strange[:5]} are no countries of VIEWS: leave their rows out, or use its numbers."
        )
    ids = np.unique(numbers)
    deaths = np.full((int(months.max() - months.min()) + 1, len(ids)), np.nan)
    deaths[months - months.min(), np.searchsorted(ids, numbers)] = table[value].to_numpy()
    return History(int(months.min()), tuple(names[int(n)] for n in ids), deaths)


def read_samples(folder: Path, model: str, year: int, codes: tuple[str, ...]) -> NDArray[np.int64]:
    """A submitted model's draws for a year, shape (12 months, countries, draws), the countries as asked."""
    import numpy as np

    table = _read(
        _one(folder / "submission" / model / "cm", year), ("month_id", "country_id", "draw", "outcome")
    )
    known = countries()
    month, country = table["month_id"].to_numpy(), table["country_id"].to_numpy()
    order = np.lexsort((table["draw"].to_numpy(), country, month))
    ids = np.unique(country)
    cells = 12 * len(ids)
    if len(order) % cells:
        raise DeathsError(
            f"{model} has not as many draws for each country and month of {year}: mend the file."
        )
    drawn = table["outcome"].to_numpy()[order].reshape(12, len(ids), -1)
    return np.asarray(drawn[:, [int(np.flatnonzero(ids == known[code].views)[0]) for code in codes]])


def write_samples(folder: Path, year: int, codes: tuple[str, ...], draws: NDArray[np.int64]) -> Path:
    """Write draws of shape (12 months, countries, draws) as `window=Y…/….parquet`; the file is whole or not there."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    known = countries()
    ids = np.array([known[code].views for code in codes])
    order = np.argsort(ids)
    months, _, m = draws.shape
    first = cutoff(year) + LEADS[0]
    table = pa.table(
        {
            "month_id": np.repeat(np.arange(first, first + months), len(ids) * m).astype(np.int32),
            "country_id": np.tile(np.repeat(ids[order], m), months).astype(np.int32),
            "draw": np.tile(np.arange(m), months * len(ids)).astype(np.int64),
            "outcome": draws[:, order].reshape(-1).astype(np.int32),
        }
    )
    path = folder / f"window=Y{year}" / f"sarez_cm_{year}.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    pq.write_table(table, draft, compression="zstd")
    draft.replace(path)
    return path


def target_months(year: int) -> Sequence[int]:
    """The numbers of the twelve months of a year."""
    return range(cutoff(year) + LEADS[0], cutoff(year) + LEADS[-1] + 1)


def _one(folder: Path, year: int) -> Path:
    found = sorted((folder / f"window=Y{year}").glob("*.parquet"))
    if len(found) != 1:
        raise DeathsError(
            f"{folder}/window=Y{year} has {len(found)} Parquet files instead of one: give the challenge's folder."
        )
    return found[0]


def _read(path: Path, columns: tuple[str, ...]) -> pa.Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.read_table(path, columns=list(columns), partitioning=None)
    except (OSError, pa.ArrowException) as error:
        raise DeathsError(f"{path} cannot be read with columns {', '.join(columns)}: {error}.") from error
