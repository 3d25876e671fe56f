"""What holds of any panel: on made-up events, in any order, in any files, on any day, for any clearance."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.examples import some
from tests.watch.making import event, table

from sarez.vocabulary.events import load_events
from sarez.watch.panel import load_indicators, panel

STATES = st.sampled_from(["KGZ", "TJK", "UZB", None])
FIRST = date(2022, 1, 3)
FEW = settings(
    max_examples=some(6, 3), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@st.composite
def events(draw):
    """Up to twelve rows of all kinds, one form of each event."""
    rows = []
    for number in range(draw(st.integers(0, 12))):
        first = FIRST + timedelta(days=draw(st.integers(0, 40)))
        begun = draw(st.integers(0, 20))
        rows.append(
            event(
                str(number),
                first,
                draw(st.sampled_from([*load_events(), None])),
                source=draw(st.sampled_from(["sarez", "gdelt", "ucdp-ged", "acled"])),
                actor=draw(STATES),
                recipient=draw(STATES),
                country=draw(STATES),
                last=first + timedelta(days=draw(st.sampled_from([0, 0, 3, 45]))),
                date_precision=draw(st.sampled_from(["day", "day", "week", "month"])),
                deaths=draw(st.sampled_from([None, 0, 3])),
                mentions=draw(st.sampled_from([None, 1, 7])),
                issues=draw(st.sampled_from([None, ["water"], ["water", "border"]])),
                status=draw(st.sampled_from(["occurred", "occurred", "denied", "planned"])),
                low=draw(st.integers(0, 2)),
                known_at=datetime(2022, 1, 1, tzinfo=UTC) + timedelta(days=begun),
            )
        )
    return rows


def cells(engine, given, kind="country", **options):
    found = panel(engine.table(given), kind, "week", load_indicators().values(), **options)
    rows = found.to_pyarrow().to_pylist()
    return {(row["unit"], row["period"], row["indicator"]): _rounded(row) for row in rows}


def _rounded(row):
    """A row whose sums do not show in which order they were added up."""
    return {name: round(x, 9) if isinstance(x, float) else x for name, x in row.items()}


@FEW
@given(events(), st.randoms(use_true_random=False))
@pytest.mark.parametrize("kind", ["country", pytest.param("pair", marks=pytest.mark.slow)])
def test_the_order_of_rows_does_not_matter(engine, kind, rows, random):
    shuffled = random.sample(rows, len(rows))
    assert cells(engine, table(*shuffled), kind) == cells(engine, table(*rows), kind)


@pytest.mark.slow
@FEW
@given(events(), st.integers(0, 12))
def test_into_how_many_files_a_table_is_split_does_not_matter(engine, tmp_path_factory, rows, at):
    folder = tmp_path_factory.mktemp("split")
    for number, part in enumerate((rows[:at], rows[at:])):
        pq.write_table(table(*part), folder / f"{number}.parquet")
    assert cells(engine, [folder]) == cells(engine, table(*rows))


@pytest.mark.slow
@FEW
@given(events(), st.integers(0, 20), st.integers(0, 20))
def test_a_later_day_never_knows_less_where_nothing_is_taken_back(engine, rows, one, other):
    earlier, later = (
        cells(engine, table(*rows), as_of=date(2022, 1, 1) + timedelta(days=n), until=date(2022, 4, 1))
        for n in sorted((one, other))
    )
    for cell, row in earlier.items():
        assert later[cell]["events"] + later[cell]["left_out"] >= row["events"] + row["left_out"]
        assert later[cell]["reported"] >= row["reported"]


@pytest.mark.slow
@FEW
@given(events())
def test_a_higher_clearance_never_sees_fewer_events(engine, rows):
    seen = [cells(engine, table(*rows), clearance=c, since=FIRST, until=date(2022, 4, 1)) for c in range(4)]
    for lower, higher in pairwise(seen):
        for cell, row in lower.items():
            assert higher[cell]["events"] >= row["events"]
            assert higher[cell]["reported"] >= row["reported"]


@pytest.mark.slow
@FEW
@given(events())
def test_no_data_is_not_zero_and_zero_is_not_without_data(engine, rows):
    named = {  # an event that names a state is data of it, though ACLED tells of it elsewhere and counts as no report
        (unit, row["first"] - timedelta(days=row["first"].weekday()))
        for row in rows
        if row["status"] != "planned" and row["date_precision"] != "month" and row["low"] == 0
        for unit in (row["country"], row["actor"], row["recipient"])
    }
    for (unit, week, _), row in cells(engine, table(*rows)).items():
        if row["reported"] == 0 and row["events"] == 0 and (unit, week) not in named:
            assert row["value"] is None, row
        if row["events"]:
            assert row["value"] is not None, row
        if row["indicator"] == "talks" and row["reported"]:
            assert row["value"] == row["events"], row
        assert row["corrected"] is None or row["value"] is not None


@pytest.mark.slow
@FEW
@given(events())
def test_no_death_is_lost_or_made_by_spreading(engine, rows):
    total = sum(
        row["deaths"] or 0
        for row in rows
        if row["country"]
        and row["quad"] == "material conflict"
        and row["status"] == "occurred"
        and row["date_precision"] != "month"
        and row["low"] == 0
    )
    found = cells(engine, table(*rows), until=date(2022, 6, 1)).values()
    assert sum(row["value"] or 0 for row in found if row["indicator"] == "deaths") == pytest.approx(total)
