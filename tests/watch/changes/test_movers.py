"""The events behind a change are those in its periods, those that moved it most first."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pyarrow as pa

from sarez.intake.tables.schema import schema
from sarez.watch.changes import Change, movers
from sarez.watch.units import Unit

CHANGE = Change(
    unit=Unit("pair", "KGZ-TJK"),
    indicator="conflict",
    step="week",
    direction="up",
    since=date(2021, 4, 26),
    since_low=date(2021, 4, 19),
    since_high=date(2021, 4, 26),
    found=date(2021, 5, 10),
    ended=None,
    before=0.25,
    after=4.0,
    counted=8.0,
    expected=0.5,
    is_share=False,
    margin=3.0,
    run_length=1000.0,
    series=200,
)


def events(*rows):
    blank = dict.fromkeys(schema().names)
    known = datetime(2021, 6, 1, tzinfo=UTC)
    common = {"part": 1, "source": "sarez", "version": "1", "status": "occurred", "date_precision": "day"}
    common |= {"place_precision": "place", "known_at": known, "low": 0, "high": 4}
    return pa.Table.from_pylist(
        [
            {**blank, **common, "id": id_, "first": day, "last": day, "deaths": dead, "mentions": told}
            for id_, day, dead, told in rows
        ],
        schema=schema(),
    )


def test_the_fullest_weeks_come_first_and_in_them_the_worst():
    rows = events(
        ("before", date(2021, 4, 20), None, 9),
        ("later", date(2021, 5, 4), None, 3),
        ("water", date(2021, 4, 28), None, 1),
        ("dead", date(2021, 4, 29), 13, 1),
        ("told", date(2021, 4, 30), None, 8),
        ("after", date(2021, 5, 10), 5, 9),
    )
    assert movers(rows, CHANGE).column("id").to_pylist() == ["dead", "told", "water", "later"]
    assert movers(rows, CHANGE, limit=1).column("id").to_pylist() == ["dead"]


def test_of_no_rows_there_are_none():
    assert len(movers(events(), CHANGE)) == 0


def test_a_change_says_itself_with_its_numbers():
    assert CHANGE.sentence == (
        "KGZ-TJK: conflict rose from 0.25 to 4.0 a week since 26 April 2021 (80 % sure: 19 April 2021 to 26 April 2021); "
        "8.0 counted where 0.5 were usual; found on 10 May 2021."
    )
    assert CHANGE.assurance.endswith("one would be said to move every 5.0 weeks on average.")
    ended = replace(CHANGE, ended=date(2021, 6, 7), is_share=True, before=0.2, after=0.5)
    assert "from 20% to 50% since" in ended.sentence
    assert ended.sentence.endswith("back in the usual range on 07 June 2021.")
    assert CHANGE.id == ended.id == "KGZ-TJK/conflict/week/2021-05-10/up"
