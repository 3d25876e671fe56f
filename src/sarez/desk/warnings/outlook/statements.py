"""The query of what is behind a point as a statement that is made once: to import what writes it costs a page too much.

The statement asks a table `events` that holds what was known to whom; the unit, the first and the last day stand in it as
a name and days of their own, put in when it is run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sarez.desk.warnings.outlook import headlines
from sarez.watch.units import Unit

if TYPE_CHECKING:
    import pyarrow as pa

FIRST, LAST = date(1807, 3, 1), date(2907, 9, 25)
"""Days that stand for the first and last one asked about."""

NOBODY = {"country": "QQA", "pair": "QQA-QQB", "province": "QQA:Q", "issue": "qqa"}
"""A unit of each kind that stands for the one asked about."""


_known: dict[str, str] = {}


def behind_statement(unit: Unit, indicator: str, step: str, first: date, last: date, folder: Path) -> str:
    """The SQL of the events that an indicator counts of a unit from a first to a last day."""
    text = _generic_behind(unit.kind, indicator, step, folder)
    days = [[_day(day) for day in ends] for ends in ((FIRST, LAST), (first, last))]
    name = unit.name.replace("'", "''")
    return _swapped(text, [*days[0], f"'{NOBODY[unit.kind]}'"], [*days[1], f"'{name}'"])


def _swapped(text: str, given: Sequence[str], wanted: Sequence[str]) -> str:
    swapped = dict(zip(given, wanted, strict=True))
    pattern = re.compile("|".join(rf"(?<![\w.]){re.escape(mark)}(?![\w.])" for mark in swapped))
    return pattern.sub(lambda found: swapped[found[0]], text)


def _generic_behind(kind: str, indicator: str, step: str, folder: Path) -> str:
    path = folder / f"behind-{kind}-{indicator}-{step}-{_fingerprint()}.sql"
    return _kept(path, lambda: _made_behind(kind, indicator, step))


def _kept(kept: Path, make: Callable[[], str]) -> str:
    """A statement as it was made before by the same code for the same indicators, else made now and kept."""
    if kept.name in _known:
        return _known[kept.name]
    if kept.exists():
        _known[kept.name] = kept.read_text("utf-8")
        return _known[kept.name]
    made = _known[kept.name] = make()
    folder = kept.parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = kept.with_suffix(f".{sha256(made.encode()).hexdigest()[:8]}")
    beside.write_text(made, "utf-8")
    beside.replace(kept)
    return made


def _made_behind(kind: str, indicator: str, step: str) -> str:
    import ibis

    from sarez.intake.tables.schema import schema
    from sarez.watch.panel import members

    events = ibis.table(ibis.Schema.from_pyarrow(schema()), name="events")
    one = headlines.indicators()[indicator]
    rows = members(events, Unit(kind, NOBODY[kind]), one, FIRST, LAST, step=step)
    return str(ibis.to_sql(rows, dialect="duckdb"))


def _day(day: date) -> str:
    return f"MAKE_DATE({day.year}, {day.month}, {day.day})"


def _fingerprint() -> str:
    """What the text of a statement hangs on: the panel's code, the indicators, the versions of libraries."""
    from importlib.metadata import version

    from sarez.watch import panel

    told = sha256()
    for path in sorted(Path(str(panel.__file__)).parent.glob("*")):
        if path.is_file():
            told.update(path.read_bytes())
    told.update(repr((headlines.indicators(), version("ibis-framework"), version("sqlglot"))).encode())
    return told.hexdigest()[:12]


@cache
def _code() -> bytes:
    """What the panel's own files hold."""
    from sarez.watch import panel

    folder = Path(str(panel.__file__)).parent
    return b"".join(path.read_bytes() for path in sorted(folder.glob("*")) if path.is_file())


def run(connection: Any, sql: str) -> pa.Table:
    """What a statement finds, as an Arrow table."""
    return whole_numbers(connection.sql(sql).to_arrow_table())


def whole_numbers(found: pa.Table) -> pa.Table:
    """A table in which the sums that DuckDB makes wide decimals of are whole numbers."""
    import pyarrow as pa

    narrow = [
        field.with_type(pa.int64()) if pa.types.is_decimal(field.type) else field for field in found.schema
    ]
    return found.cast(pa.schema(narrow))
