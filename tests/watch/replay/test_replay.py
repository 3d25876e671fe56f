"""A past replayed: nothing is known before it was, and what would have been warned of is judged."""

from dataclasses import replace as changed
from datetime import UTC, date, datetime, timedelta

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.watch.making import event, table

from sarez.errors import SarezError
from sarez.vocabulary.measures import Words
from sarez.watch.panel import load_indicators
from sarez.watch.replay import happened, outcome, replay
from sarez.watch.replay.known import as_known
from sarez.watch.rules import Chance, Rule, Rules, Sign
from sarez.watch.units import unit_of

PAIR = unit_of("KGZ-TJK")
FIRST, LAST = date(2022, 3, 1), date(2022, 3, 20)
FEW = {name: load_indicators()[name] for name in ("material_conflict", "talks")}
CLASHES = Rule(
    "clashes",
    Words("x"),
    ("pairs",),
    Sign("indicator", "material_conflict", "day", 14, at_least=2.0),
    "yellow",
    window=10,
    cool_down=10,
)
RULES = Rules((CLASHES,), 4)


def at(day, month=3):
    return datetime(2022, month, day, 8, tzinfo=UTC)


def clash(id, day, known, *, month=3, **more):
    settings = {"actor": "KGZ", "recipient": "TJK", "reference": f"report {id}"} | more
    return event(id, (month, day), "ASSAULT", known_at=known, **settings)


def walked(*rows, rules=RULES, **more):
    return list(replay(table(*rows), PAIR, FIRST, LAST, rules=rules, indicators=FEW, **more))


STORY = (clash("a", 2, at(3)), clash("b", 4, at(6)), clash("c", 9, at(10), deaths=3))


def test_a_day_knows_what_was_known_at_its_end_and_no_more():
    moments = walked(*STORY)
    assert [m.day for m in moments] == [FIRST + timedelta(days=n) for n in range(20)]
    assert {m.day.day: [one.id for one in m.learned] for m in moments if m.learned} == {
        3: ["sarez/a"],
        6: ["sarez/b"],
        10: ["sarez/c"],
    }
    assert [m.total("material_conflict", 14) for m in moments[1:10]] == [None, 1, 1, 1, 2, 2, 2, 2, 3]


def test_the_warning_goes_out_on_the_day_the_second_clash_is_known_and_cools_down():
    moments = walked(*STORY)
    found = [(m.day.day, p.rule, [a.id for a in p.evidence]) for m in moments for p in m.proposals.out]
    assert found == [(6, "clashes", ["sarez/b", "sarez/a"]), (16, "clashes", ["sarez/c", "sarez/b"])]
    assert {h.why for m in moments for h in m.proposals.held} == {"cool_down"}


def test_at_the_end_warnings_are_judged_and_the_miss_is_told():
    end = outcome(walked(*STORY), happened(table(*STORY), PAIR, LAST), FIRST, LAST)
    assert [(v.warning.id, v.outcome) for v in end.ledger.verdicts] == [
        ("clashes/KGZ-TJK/2022-03-06", "hit"),
        ("clashes/KGZ-TJK/2022-03-16", "open"),
    ]
    hit = end.ledger.verdicts[0]
    assert (hit.incident.id, hit.is_onset) == ("sarez/c", False)
    assert round(hit.lead / timedelta(hours=1)) == 48  # from the end of the 6th to the dawn of the 9th
    assert [(e.is_miss, len(e.incidents)) for e in end.ledger.episodes] == [(True, 3)]
    assert end.ledger.episodes[0].first.known_at == at(3)


def test_the_rules_run_quietly_before_the_first_day():
    early = (clash("a", 20, at(21, 2), month=2), clash("b", 21, at(22, 2), month=2), clash("c", 2, at(3)))
    moments = walked(*early)
    assert [m.day.day for m in moments for p in m.proposals.out] == [4]  # ten days after 22 February


def test_a_corrected_event_is_known_in_its_form_of_the_day():
    first = clash("a", 2, at(3), deaths=1, ended_at=at(8))
    then = clash("a", 2, at(8), deaths=9)
    moments = {m.day.day: m for m in walked(first, then)}
    assert [(one.deaths, one.is_new) for one in moments[3].learned] == [(1, True)]
    assert [(one.deaths, one.is_new) for one in moments[8].learned] == [(9, False)]
    assert moments[12].total("material_conflict", 14) == 1
    (incident,) = happened(table(first, then), PAIR, LAST)
    assert (incident.known_at, incident.says) == (at(3), "ASSAULT KGZ → TJK, 9 dead")


def test_what_is_above_the_clearance_is_not_there():
    secret = [changed_row | {"low": 3} for changed_row in STORY]
    assert not any(m.learned or m.proposals.out for m in walked(*secret, clearance=2))
    assert happened(table(*secret), PAIR, LAST, clearance=2) == ()
    assert len(happened(table(*secret), PAIR, LAST, clearance=3)) == 3


def test_a_week_at_a_time_learns_all_that_came_in_it():
    moments = walked(*STORY, step="week")
    assert [m.day.day for m in moments] == [7, 14]
    assert [[one.id for one in m.learned] for m in moments] == [["sarez/a", "sarez/b"], ["sarez/c"]]


def test_a_forecast_is_asked_with_what_was_known_and_stands_in_the_warning():
    asked = []

    def chances(events, unit, day):
        asked.append((day, len(events)))
        return [Chance(unit, "armed", 4, day, 0.5)]

    rule = changed(CLASHES, sign=Sign("forecast", "armed", over=4, at_least=0.4), min_reports=0.0)
    moments = walked(*STORY, rules=Rules((rule,), 4), forecaster=chances)
    assert dict(asked)[date(2022, 3, 3)] == 1
    assert dict(asked)[date(2022, 3, 14)] == 3
    assert moments[-1].chances[0].value == 0.5
    assert next(p for m in moments for p in m.proposals.out).chance.value == 0.5


def test_days_that_run_backwards_and_unknown_steps_are_refused():
    with pytest.raises(SarezError, match="before it begins"):
        next(replay(table(), PAIR, LAST, FIRST, rules=RULES))
    with pytest.raises(SarezError, match="no step"):
        next(replay(table(), PAIR, FIRST, LAST, rules=RULES, step="year"))


def test_as_known_is_the_filter_of_the_table():
    rows = table(
        clash("a", 2, at(3), ended_at=at(5)), clash("a", 2, at(5)), clash("b", 2, at(3), low=2, high=3)
    )
    assert [r["known_at"] for r in as_known(rows, date(2022, 3, 4), 0).to_pylist()] == [at(3)]
    assert [r["known_at"] for r in as_known(rows, date(2022, 3, 5), 0).to_pylist()] == [at(5)]
    assert len(as_known(rows, date(2022, 3, 5), 2)) == 2
    assert len(as_known(rows, date(2022, 3, 5), 4)) == 1
    assert as_known(rows, date(2022, 3, 4), 0)["ended_at"].null_count == 1


LATER = st.lists(
    st.tuples(st.integers(1, 20), st.integers(0, 9), st.sampled_from(("ASSAULT", "CONSULT")), st.booleans()),
    min_size=1,
    max_size=4,
)


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LATER, st.integers(6, 12))
def test_what_becomes_known_later_changes_no_earlier_day(later, day):
    edge = date(2022, 3, day)
    rows = [
        clash(f"n{n}", first, at(day) + timedelta(days=1 + lag), actor="TJK", recipient="KGZ")
        | {"type": type}
        for n, (first, lag, type, _) in enumerate(later)
    ]
    rows += [
        row | {"id": "a", "known_at": rows[0]["known_at"], "deaths": 99} for row in [STORY[0]] if later[0][3]
    ]
    story = [
        row | {"ended_at": rows[0]["known_at"]} if later[0][3] and row["id"] == "a" else row for row in STORY
    ]
    before = [m for m in walked(*STORY) if m.day <= edge]
    after = [m for m in walked(*story, *rows) if m.day <= edge]
    assert [told(m) for m in after] == [told(m) for m in before]


def told(moment):
    """All that a moment says, numbers of its series too."""
    series = {key: (one.start, str(one.values), str(one.reported)) for key, one in moment.series.items()}
    return moment.day, moment.learned, series, moment.changes, moment.alarms, moment.proposals


def test_an_empty_table_is_a_quiet_time():
    moments = list(replay(table(), PAIR, FIRST, FIRST + timedelta(days=2), rules=RULES, indicators=FEW))
    assert [m.is_eventful for m in moments] == [False] * 3
    assert isinstance(table(), pa.Table)


def test_how_much_was_reported_tells_nothing_happened_from_nothing_told():
    day = date(2022, 3, 1)
    covered = pa.table(
        {
            "day": pa.array([day], pa.date32()),
            "country": ["TJK"],
            "reports": pa.array([4], pa.int32()),
            "known_at": pa.array([at(2)], pa.timestamp("us", "UTC")),
            "low": pa.array([0], pa.int8()),
            "high": pa.array([4], pa.int8()),
        }
    )
    water = unit_of("water")
    rows = table(clash("a", 3, at(3), issues=["water"]))
    for unit in (PAIR, water):
        found = replay(rows, unit, day, date(2022, 3, 3), rules=RULES, indicators=FEW, coverage=covered)
        totals = [moment.total("material_conflict") for moment in found]
        assert totals == [None, 0, 1]  # on the first day nobody knew yet of the four reports
