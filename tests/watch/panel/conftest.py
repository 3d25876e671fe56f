import pytest
from tests.watch.making import table

from sarez.watch.panel import duckdb_engine, load_indicators, panel


@pytest.fixture(scope="module")
def engine():
    with duckdb_engine("500MB", threads=1) as opened:
        yield opened


@pytest.fixture
def asked(engine):
    """Asks a panel of rows; gives the row of each (unit, first day of the period as text, indicator)."""

    def ask(rows, kind, step, *names, coverage=None, **options):
        every = load_indicators().values()  # one query for all tests: to write one out takes a second
        if coverage is not None:
            options["coverage"] = engine.table(coverage, "coverage")
        found = panel(engine.table(table(*rows)), kind, step, every, **options).to_pyarrow().to_pylist()
        by_cell = {(row["unit"], f"{row['period']:%Y-%m-%d}", row["indicator"]): row for row in found}
        assert len(by_cell) == len(found)
        return {cell: row for cell, row in by_cell.items() if not names or cell[2] in names}

    return ask


@pytest.fixture
def values(asked):
    """The same, but only the values, of one indicator, by unit and period."""

    def ask(rows, kind, step, name, column="value", **options):
        return {key[:2]: row[column] for key, row in asked(rows, kind, step, name, **options).items()}

    return ask
