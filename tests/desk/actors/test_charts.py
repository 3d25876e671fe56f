"""A chart tells what happened, and where nothing is known."""

from sarez.desk.actors.charts import chart, period_of, spark, step_of
from sarez.desk.actors.counting import Tally
from sarez.desk.actors.locator import locator


def tally(month, quad="verbal cooperation", n=1, status="occurred", kind="event"):
    return Tally(month, kind, quad, status, n)


def test_the_step_follows_the_span():
    assert step_of(["2021-01", "2023-12"]) == "month"
    assert step_of(["2021-01", "2024-01"]) == "quarter"
    assert step_of(["2001-01", "2024-01"]) == "year"
    assert [period_of("2021-05", s) for s in ("month", "quarter", "year")] == ["2021-05", "2021 Q2", "2021"]


def test_cooperation_stands_on_the_line_and_conflict_hangs_below_it():
    made = chart([tally("2021-01", n=4), tally("2021-01", "material conflict", 2)], ["2021-01"])
    up, down = made.bars[0].blocks
    assert (up.y + up.height, down.y) == (made.line, made.line)
    assert up.height == 2 * down.height == made.line - made.ends[0]


def test_a_period_without_reports_is_no_data_and_one_with_reports_is_not():
    made = chart([tally("2021-01"), tally("2021-04")], ["2021-01", "2021-02"])
    assert [b.has_data for b in made.bars] == [True, True, False, True]
    assert made.has_gaps


def test_what_is_planned_or_denied_is_not_counted_and_what_has_no_date_is_told():
    made = chart([tally("2021-01"), tally("2021-01", status="denied"), tally("", n=3)], [])
    assert (made.most, made.undated) == (1, 3)
    assert chart([tally("2021-01", status="planned")], []).is_empty


def test_a_long_history_keeps_its_latest_periods_and_tells_how_many_lie_before():
    made = chart([tally("1900-01", n=2), tally("2021-01")], [])
    assert (len(made.bars), made.bars[-1].period, made.earlier) == (60, "2021", 2)


def test_what_is_told_of_times_long_before_the_reports_is_counted_beside_the_chart():
    made = chart([tally("1986-04", n=2), tally("2020-12"), tally("2021-03")], ["2021-01", "2021-03"])
    assert (made.bars[0].period, made.bars[-1].period, made.earlier) == ("2020-12", "2021-03", 2)
    assert chart([tally("1986-04")], ["2021-01"]).earlier == 0


def test_agreements_are_marked_in_their_period():
    made = chart([tally("2021-01"), tally("2021-02")], [], {7: "2021-02"})
    assert [b.marks for b in made.bars] == [[], [7]]


def test_a_trend_of_nothing_has_no_bars():
    assert spark([0, 0], [0, 0]).bars == []
    assert spark([1], [2]).bars == [
        (0.0, 6.0, 6.0, "material-cooperation"),
        (0.0, 12.0, 12.0, "material-conflict"),
    ]


def test_a_place_in_the_region_has_a_map_and_one_far_away_has_none():
    made = locator(40.06, 70.82)
    assert made is not None and len(made.states) >= 3 and made.provinces
    assert locator(-40.0, -70.0) is None
