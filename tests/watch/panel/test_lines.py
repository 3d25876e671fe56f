"""A panel as series."""

from datetime import date

import numpy as np
import pyarrow as pa
from tests.watch.making import event, table

from sarez.watch.panel import load_indicators, panel, series_of
from sarez.watch.units import Unit


def test_a_series_for_each_unit_and_indicator_with_gaps_as_nan(engine):
    rows = [
        event("a", (1, 31), "THREATEN", actor="KGZ", recipient="TJK", mentions=4),
        event("b", (3, 1), "CONSULT", actor="KGZ", recipient="UZB", mentions=5),
    ]
    known = load_indicators()
    found = panel(engine.table(table(*rows)), "country", "month", [known["threats"], known["talks"]])
    lines = {(line.unit.name, line.indicator): line for line in series_of(found)}
    assert list(lines) == [(u, i) for u in ("KGZ", "TJK", "UZB") for i in ("talks", "threats")]
    line = lines["KGZ", "threats"]
    assert (line.unit, line.step, line.start) == (Unit("country", "KGZ"), "month", date(2022, 1, 1))
    np.testing.assert_array_equal(line.values, [1, np.nan, 0])
    np.testing.assert_array_equal(line.reported, [4, 0, 5])
    corrected = series_of(found.to_pyarrow(), corrected=True)
    np.testing.assert_array_equal(corrected[0].values, [0, np.nan, 20])


def test_a_period_that_has_no_row_is_a_gap():
    rows = pa.Table.from_pylist(
        [
            {"kind": "issue", "unit": "wmd", "step": "week", "period": day, "indicator": "talks", "value": 2.0,
             "corrected": None, "events": 2, "reported": 9, "left_out": 0}
            for day in (date(2022, 1, 17), date(2021, 12, 27))
        ]
    )  # fmt: skip
    (line,) = series_of(rows)
    assert (line.unit, line.start) == (Unit("issue", "wmd"), date(2021, 12, 27))
    np.testing.assert_array_equal(line.values, [2, np.nan, np.nan, 2])
    np.testing.assert_array_equal(line.reported, [9, 0, 0, 9])


def test_no_rows_make_no_series(engine):
    talks = [load_indicators()["talks"]]
    assert series_of(panel(engine.table(table()), "country", "week", talks)) == []
