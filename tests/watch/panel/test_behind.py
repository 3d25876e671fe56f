"""The rows behind a point."""

from datetime import date

import pytest
from tests.watch.making import event, table

from sarez.watch.panel import load_indicators, members, panel
from sarez.watch.units import Unit

ROWS = (
    event("a", (1, 3), "ASSAULT", country="KGZ", actor="TJK", recipient="KGZ", deaths=2, reference="r1"),
    event("b", (1, 9), "ASSAULT", country="KGZ", actor="KGZ", recipient="TJK", last=date(2022, 1, 12), deaths=4),
    event("c", (1, 4), "CONSULT", actor="KGZ", recipient="TJK", country="UZB"),
    event("c", (1, 4), "CONSULT", actor="KGZ", recipient="UZB", country="UZB", part=2),
    event("d", (1, 31), "CONSULT", actor="KGZ", recipient="TJK", date_precision="month"),
    event("e", (1, 5), "THREATEN", actor="KGZ", recipient="TJK", status="denied"),
    event("f", (1, 6), None, actor="KGZ", recipient="TJK", issues=["water"]),
)  # fmt: skip


def behind(engine, unit, indicator, first, last, **options):
    rows = members(engine.table(table(*ROWS)), unit, load_indicators()[indicator], first, last, **options)
    assert rows.columns == tuple(table().column_names)
    return sorted((row["id"], row["part"]) for row in rows.to_pyarrow().to_pylist())


def test_the_rows_behind_a_point_are_whole_and_come_with_their_reports(engine):
    rows = members(
        engine.table(table(*ROWS)), Unit("country", "KGZ"), load_indicators()["deaths"], date(2022, 1, 3), date(2022, 1, 3)
    )  # fmt: skip
    assert rows.to_pyarrow().cast(table().schema).to_pylist() == [ROWS[0]]


def test_deaths_lead_to_events_that_began_before(engine):
    week = date(2022, 1, 10), date(2022, 1, 16)
    assert behind(engine, Unit("country", "KGZ"), "deaths", *week) == [("b", 1)]
    assert behind(engine, Unit("country", "KGZ"), "material_conflict", *week) == []


def test_a_coarse_date_is_behind_a_month_and_behind_no_week(engine):
    pair, month = Unit("pair", "KGZ-TJK"), (date(2022, 1, 1), date(2022, 1, 31))
    assert behind(engine, pair, "talks", *month, step="month") == [("c", 1), ("d", 1)]
    assert behind(engine, pair, "talks", *month, step="week") == [("c", 1)]


@pytest.mark.parametrize("kind", ["country", "pair"])
def test_as_many_rows_are_behind_a_point_as_it_counts(engine, kind):
    events, known = engine.table(table(*ROWS)), load_indicators()
    found = panel(events, kind, "month", known.values()).to_pyarrow().to_pylist()
    counted = [row for row in found if row["events"]]
    assert {row["indicator"] for row in counted} == {"material_conflict", "deaths", "negative_share", "talks"}
    for row in counted:
        unit = Unit(kind, row["unit"])
        rows = members(
            events, unit, known[row["indicator"]], date(2022, 1, 1), date(2022, 1, 31), step="month"
        )
        assert len(rows.to_pyarrow()) == row["events"], row
