"""Tables of deaths in three layouts; what is none of them is refused with what to give instead."""

from datetime import UTC, date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sarez.intake.tables.schema import schema
from sarez.watch.deaths.months import DeathsError, month, number
from sarez.watch.deaths.telling import events_history, month_of, read_history, shares


def event(**facts):
    told = {
        "id": "1", "part": 1, "source": "ucdp-ged", "version": "23.1", "code": "1", "status": "occurred",
        "first": date(2022, 1, 27), "last": date(2022, 1, 27), "date_precision": "day", "country": "KGZ",
        "place_precision": "place", "deaths": 4, "known_at": datetime(2022, 6, 1, tzinfo=UTC), "low": 0, "high": 4,
    }  # fmt: skip
    return {name: (told | facts).get(name) for name in schema().names}


def events(*rows):
    return pa.Table.from_pylist(list(rows), schema=schema())


def deaths(told, country, when):
    return told.at([number(when)])[0, told.countries.index(country)]


def test_a_plain_table_of_csv(tmp_path):
    (tmp_path / "a.csv").write_text("country,month,deaths\nkgz,2022-01,4\nTJK,2022-03-15,2\n", "utf-8")
    told = read_history(tmp_path / "a.csv")
    assert told.countries == ("KGZ", "TJK") and month(told.first) == date(2022, 1, 1)
    assert deaths(told, "TJK", date(2022, 3, 1)) == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("land,when\nKGZ,2022-01\n", "give country, month and deaths"),
        ("country,month,deaths\nKGZ,2022-13,4\n", "no month"),
        ("country,month,deaths\nKGZ,2022-01,many\n", "line 2"),
        ("country,month,deaths\nKGZ,2022-01,-4\n", "negative"),
    ],
)
def test_a_wrong_table_is_refused_with_what_to_do(tmp_path, text, message):
    (tmp_path / "a.csv").write_text(text, "utf-8")
    with pytest.raises(DeathsError, match=message):
        read_history(tmp_path / "a.csv")


def test_a_file_that_is_no_table_is_refused(tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"not Parquet")
    with pytest.raises(DeathsError, match="cannot be read"):
        read_history(tmp_path / "a.parquet")


def test_views_numbers_become_states(tmp_path):
    table = {"month_id": [505, 505, 506], "country_id": [134, 137, 137], "ged_sb": [1.0, 2.0, 3.0]}
    pq.write_table(pa.table(table), tmp_path / "a.parquet")
    told = read_history(tmp_path / "a.parquet")
    assert told.countries == ("KGZ", "TJK") and told.deaths[:, 1].tolist() == [2, 3]
    pq.write_table(pa.table(table | {"country_id": [134, 137, 9999]}), tmp_path / "a.parquet")
    with pytest.raises(DeathsError, match="9999"):
        read_history(tmp_path / "a.parquet")


def test_events_of_ucdp_are_summed_by_the_month_and_none_is_zero():
    told = events_history(
        events(
            event(),
            event(id="2", deaths=3),
            event(id="3", country="TJK", first=date(2022, 3, 1), last=date(2022, 3, 2)),
        )
    )
    assert len(told.countries) == 191
    assert deaths(told, "KGZ", date(2022, 1, 1)) == 7
    assert deaths(told, "KGZ", date(2022, 2, 1)) == 0
    assert deaths(told, "TJK", date(2022, 3, 1)) == 4


def test_an_event_of_two_months_is_shared_by_its_days():
    assert shares(date(2022, 4, 28), date(2022, 5, 1)) == {508: 0.75, 509: 0.25}
    told = events_history(events(event(first=date(2021, 4, 28), last=date(2021, 5, 1), deaths=40)))
    assert deaths(told, "KGZ", date(2021, 4, 1)) == 30
    assert deaths(told, "KGZ", date(2021, 5, 1)) == 10


@pytest.mark.parametrize(
    "facts",
    [{"part": 2}, {"code": "2"}, {"code": "3"}, {"source": "acled"}, {"deaths": None}, {"country": None}],
)
def test_what_is_not_state_based_or_not_told_does_not_count(facts):
    told = events_history(events(event(), event(id="2", **facts)))
    assert told.deaths.sum() == 4
    with pytest.raises(DeathsError, match="no UCDP events"):
        events_history(events(event(**facts)))


def test_only_what_was_known_on_the_day_counts():
    spring, autumn = datetime(2022, 4, 1, tzinfo=UTC), datetime(2022, 10, 1, tzinfo=UTC)
    rows = events(
        event(ended_at=datetime(2022, 9, 1, tzinfo=UTC)),
        event(version="23.2", deaths=9, known_at=datetime(2022, 9, 1, tzinfo=UTC)),
    )
    assert events_history(rows, datetime(2022, 7, 1, tzinfo=UTC)).deaths.sum() == 4
    assert events_history(rows, autumn).deaths.sum() == 9
    with pytest.raises(DeathsError, match="known then"):
        events_history(rows, spring)


def test_months_are_read_as_people_write_them():
    assert month_of("2022-10") == month_of("2022-10-31") == date(2022, 10, 1)
    with pytest.raises(DeathsError, match="2022-10"):
        month_of("October")
