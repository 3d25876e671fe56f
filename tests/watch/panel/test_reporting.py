"""What was reported as a table of coverage tells it."""

from datetime import UTC, date, datetime

import pyarrow as pa
from tests.watch.making import event

from sarez.watch.units import Unit

THREAT = event("a", (1, 5), "THREATEN", actor="KGZ", recipient="TJK", issues=["water"])


def rows(*told, column="reports"):
    """Rows of coverage: (day, country, how many or which) and what else is said of them."""
    schema = pa.schema(
        [
            ("day", pa.date32()),
            ("country", pa.string()),
            (column, pa.int64()),
            ("known_at", pa.timestamp("us", "UTC")),
            ("low", pa.int8()),
            ("high", pa.int8()),
        ]
    )
    every = {"known_at": datetime(2022, 1, 1, tzinfo=UTC), "low": 0, "high": 4}
    made = [every | {"day": date(2022, 1, d), "country": c, column: n} | more for d, c, n, more in told]
    return pa.Table.from_pylist(made, schema=schema)


def values(asked, kind, unit, coverage, **options):
    units = [Unit(kind, unit)]
    span = {"since": date(2022, 1, 3), "until": date(2022, 1, 23)}
    found = asked([THREAT], kind, "week", "threats", coverage=coverage, units=units, **span | options)
    return [(row["value"], row["corrected"], row["reported"]) for _, row in sorted(found.items())]


def test_reports_of_a_state_make_its_silence_a_zero_and_none_make_it_no_data(asked):
    told = rows(
        (4, "KGZ", 40, {}), (5, "KGZ", 10, {}), (11, "KGZ", 5, {}), (18, "UZB", 5, {}), (18, None, 9, {})
    )
    assert values(asked, "country", "KGZ", told) == [(1, 2, 50), (0, 0, 5), (None, None, 0)]


def test_a_pair_has_the_reports_of_both_states_and_an_issue_those_of_the_whole(asked):
    told = rows((4, "KGZ", 40, {}), (5, "TJK", 10, {}), (5, "UZB", 50, {}), (11, None, 7, {}))
    assert values(asked, "pair", "KGZ-TJK", told) == [(1, 2, 50), (None, None, 0), (None, None, 0)]
    assert values(asked, "issue", "water", told) == [(1, 1, 100), (0, 0, 7), (None, None, 0)]


def test_a_row_for_each_report_counts_each_report_once(asked):
    told = rows(
        (4, "KGZ", 1, {}),
        (4, "TJK", 1, {}),
        (5, "KGZ", 2, {}),
        (5, "KGZ", 2, {}),
        (11, None, 3, {}),
        column="report",
    )
    assert values(asked, "country", "KGZ", told) == [(1, 50, 2), (None, None, 0), (None, None, 0)]
    assert values(asked, "issue", "water", told) == [(1, 50, 2), (0, 0, 1), (None, None, 0)]


def test_reports_not_yet_known_or_not_to_be_seen_are_none(asked):
    late = {"known_at": datetime(2022, 2, 1, tzinfo=UTC)}
    told = rows((4, "KGZ", 10, {}), (11, "KGZ", 5, late), (18, "KGZ", 5, {"low": 3}))
    assert values(asked, "country", "KGZ", told, as_of=date(2022, 1, 31)) == [
        (1, 10, 10),
        (None, None, 0),
        (None, None, 0),
    ]
    assert values(asked, "country", "KGZ", told, clearance=3) == [(1, 10, 10), (0, 0, 5), (0, 0, 5)]


def test_an_event_is_data_though_the_coverage_knows_of_no_report(asked):
    assert values(asked, "country", "KGZ", rows()) == [(1, None, 0), (None, None, 0), (None, None, 0)]
