"""What counts as an incident of which unit, in which period, as known when."""

from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from sarez.errors import DataError
from sarez.intake.tables.schema import schema
from sarez.watch.incidents import IncidentError, history, load_levels
from sarez.watch.units import unit_of

PAIR = [unit_of("KGZ-TJK"), unit_of("KGZ-UZB")]
DAY = date(2021, 5, 10)


def events(*rows):
    common = {
        "part": 1,
        "source": "sarez",
        "version": "1",
        "status": "occurred",
        "date_precision": "day",
        "low": 0,
        "high": 4,
    }
    common |= {
        "place_precision": "place",
        "known_at": datetime(2021, 5, 1, tzinfo=UTC),
        "actor": "KGZ",
        "recipient": "TJK",
    }
    common |= {"type": "ASSAULT", "mode": "shooting", "quad": "material conflict", "first": date(2021, 4, 29)}
    blank = dict.fromkeys(schema().names)
    full = [{**blank, **common, "id": str(n), **row} for n, row in enumerate(rows)]
    return pa.Table.from_pylist([{**row, "last": row["first"]} for row in full], schema=schema())


def counted(level, *rows, units=PAIR, step="week", **asked):
    return history(events(*rows), units, step, as_of=asked.pop("as_of", DAY), **asked).incidents[level]


def test_a_shooting_is_an_armed_incident_of_the_pair_whoever_began():
    past = history(events({}, {"actor": "TJK", "recipient": "KGZ"}), PAIR, "week", as_of=DAY)
    assert past.incidents["armed"].tolist() == [[2, 0], [0, 0]]
    assert past.told.tolist() == [[True, True], [False, False]]


def test_periods_end_on_the_day_asked_for():
    rows = ({"first": date(2021, 5, 10)}, {"first": date(2021, 5, 3)}, {"first": date(2021, 5, 11)})
    assert counted("armed", *rows)[:, 0].tolist() == [1, 1]
    assert counted("armed", *rows, as_of=date(2021, 5, 11))[:, 0].tolist() == [1, 2]


@pytest.mark.parametrize(
    ("row", "armed", "any_"),
    [
        ({"mode": "beating"}, 0, 1),
        ({"mode": None, "deaths": 2}, 1, 1),
        ({"type": "SANCTION", "mode": "closure"}, 0, 1),
        ({"type": "SANCTION", "mode": "recall"}, 0, 0),
        ({"type": "PROTEST", "mode": "riot"}, 0, 1),
        ({"status": "denied"}, 0, 0),
        ({"status": "planned"}, 0, 0),
        ({"type": None, "mode": None, "quad": None}, 0, 0),
        ({"date_precision": "month"}, 0, 0),
        ({"known_at": datetime(2021, 5, 11, tzinfo=UTC)}, 0, 0),
        ({"known_at": datetime(2021, 5, 10, 23, tzinfo=UTC)}, 1, 1),
        ({"ended_at": datetime(2021, 5, 9, tzinfo=UTC)}, 0, 0),
        ({"ended_at": datetime(2021, 5, 12, tzinfo=UTC)}, 1, 1),
        ({"low": 2}, 0, 0),
        ({"recipient": None}, 0, 0),
    ],
)
def test_what_counts(row, armed, any_):
    past = history(
        events(row, {"type": "CONSULT", "mode": "meeting", "quad": "verbal cooperation"}),
        PAIR,
        "week",
        as_of=DAY,
    )
    assert (past.incidents["armed"].sum(), past.incidents["any"].sum(), past.peace.sum()) == (armed, any_, 1)


def test_other_acts_of_conflict_are_tension_and_no_incident():
    past = history(
        events({"type": "THREATEN", "mode": "force", "quad": "verbal conflict"}), PAIR, "week", as_of=DAY
    )
    assert (past.tension.sum(), past.incidents["any"].sum()) == (1, 0)


def test_provinces_count_by_place_by_four_weeks_and_each_event_once():
    units = [unit_of("TJK:Sughd"), unit_of("KGZ:Batken")]
    here = {"country": "KGZ", "admin1": "Batken"}
    rows = (
        here,
        {**here, "part": 2},
        {**here, "date_precision": "month", "first": date(2021, 4, 13)},
        {"first": date(2021, 1, 1)},
    )
    assert counted("armed", *rows, units=units, step="month").tolist() == [
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 2],
    ]


def test_without_events_there_are_no_periods():
    assert history(events(), PAIR, "week", as_of=DAY).told.shape == (0, 2)


def test_a_question_that_cannot_be_answered_says_so():
    with pytest.raises(IncidentError, match="week or month"):
        history(events(), PAIR, "day", as_of=DAY)
    with pytest.raises(IncidentError, match="one kind at a time"):
        history(events(), [unit_of("water")], "week", as_of=DAY)


def test_levels_are_data_and_a_user_may_add_some(tmp_path: Path):
    own = "levels:\n  closure:\n    label: {en: Closure}\n    description: {en: A shut border.}\n    counts:\n      - {types: SANCTION, modes: closure}\n"
    (tmp_path / "levels.yaml").write_text(own, "utf-8")
    levels = load_levels(tmp_path)
    assert list(levels) == ["armed", "any", "closure"]
    assert levels["armed"].label("ru") == "Вооружённый инцидент"
    found = history(events({"type": "SANCTION", "mode": "closure"}), PAIR, "week", as_of=DAY, levels=levels)
    assert found.incidents["closure"].sum() == 1
    (tmp_path / "levels.yaml").write_text(own.replace("SANCTION", "SANCTIONS"), "utf-8")
    load_levels.cache_clear()
    with pytest.raises(DataError, match="SANCTIONS"):
        load_levels(tmp_path)
    load_levels.cache_clear()
