"""The panel, against numbers worked out by hand."""

from datetime import UTC, date, datetime

import pytest
from tests.watch.making import event, table

from sarez.watch.panel import load_indicators, panel
from sarez.watch.units import Unit, UnitError

BORDER = {"actor": "KGZ", "recipient": "TJK", "issues": ["border"]}


def test_countries_count_acts_where_they_were_and_talks_by_who_took_part(asked):
    rows = [
        event("a", (1, 4), "ASSAULT", country="KGZ", actor="TJK", recipient="KGZ"),
        event("b", (1, 5), "CONSULT", country="UZB", actor="KGZ", recipient="TJK"),
        event("c", (1, 9), "CONSULT", country="KGZ", actor="KGZ", recipient="TJK"),
    ]
    found = asked(rows, "country", "week", "material_conflict", "talks")
    week = "2022-01-03"
    assert {(unit, name): row["value"] for (unit, _, name), row in found.items()} == {
        ("KGZ", "material_conflict"): 1,
        ("KGZ", "talks"): 2,
        ("TJK", "material_conflict"): 0,
        ("TJK", "talks"): 2,
        ("UZB", "material_conflict"): 0,
        ("UZB", "talks"): 0,
    }
    assert {period for _, period, _ in found} == {week}


def test_a_meeting_of_three_counts_once_for_each_of_them_and_once_for_each_pair(values):
    rows = [
        event("m", (1, 4), "CONSULT", actor="KGZ", recipient="TJK"),
        event("m", (1, 4), "CONSULT", actor="KGZ", recipient="UZB", part=2),
        event("m", (1, 4), "CONSULT", actor="TJK", recipient="UZB", part=3),
    ]
    day = "2022-01-04"
    assert values(rows, "country", "day", "talks") == {(u, day): 1 for u in ("KGZ", "TJK", "UZB")}
    assert values(rows, "country", "day", "talks", "reported") == {(u, day): 1 for u in ("KGZ", "TJK", "UZB")}
    assert values(rows, "pair", "day", "talks") == {(u, day): 1 for u in ("KGZ-TJK", "KGZ-UZB", "TJK-UZB")}


def test_two_events_of_one_number_in_two_sources_are_two(values):
    rows = [
        event("1", (1, 4), "CONSULT", actor="KGZ", recipient="TJK"),
        event("1", (1, 4), "CONSULT", actor="KGZ", recipient="UZB", part=2),
        event("1", (1, 4), "CONSULT", actor="UZB", recipient="KAZ", source="icews"),
    ]
    assert values(rows, "country", "day", "talks")["UZB", "2022-01-04"] == 2


def test_a_pair_is_the_same_in_either_order_and_an_act_at_home_is_of_no_pair(values):
    rows = [
        event("a", (1, 4), "THREATEN", actor="KGZ", recipient="TJK"),
        event("b", (1, 4), "THREATEN", actor="TJK", recipient="KGZ"),
        event("c", (1, 4), "THREATEN", actor="KGZ", recipient="KGZ"),
        event("d", (1, 4), "THREATEN", actor="KGZ"),
    ]
    assert values(rows, "pair", "day", "threats") == {("KGZ-TJK", "2022-01-04"): 2}


def test_provinces_and_issues_count_the_event_where_it_was_and_what_it_was_about(values):
    rows = [
        event("a", (1, 4), "PROTEST", country="TJK", admin1="Sughd", issues=["water", "border"]),
        event("a", (1, 4), "PROTEST", country="TJK", admin1="Sughd", issues=["water", "border"], part=2),
        event("b", (1, 4), "PROTEST", country="TJK", issues=["water"]),
    ]
    name, day = "incidents_without_deaths", "2022-01-04"
    assert values(rows, "province", "day", name) == {("TJK:Sughd", day): 1}
    assert values(rows, "issue", "day", name) == {("water", day): 2, ("border", day): 1}


def test_deaths_are_summed_and_a_number_not_told_is_not_zero(asked):
    rows = [
        event("a", (1, 4), "ASSAULT", country="KGZ", deaths=3),
        event("b", (1, 4), "ASSAULT", country="KGZ"),
        event("c", (2, 4), "ASSAULT", country="KGZ"),
        event("d", (3, 4), "CONSULT", country="KGZ"),
        event("e", (4, 4), "ASSAULT", country="KGZ", deaths=0),
    ]
    found = asked(rows, "country", "month", "deaths", "incidents_without_deaths")
    told = {period[5:7]: row["value"] for (_, period, name), row in found.items() if name == "deaths"}
    assert told == {"01": 3, "02": None, "03": 0, "04": 0}
    without = {period[5:7]: row["value"] for (_, period, name), row in found.items() if name != "deaths"}
    assert without == {"01": 1, "02": 1, "03": 0, "04": 1}


def test_deaths_of_a_long_event_are_spread_over_its_days_and_it_counts_in_its_first_month(asked):
    # 28 April to 1 May 2021: three of its four days are in April.
    rows = [
        event("a", date(2021, 4, 28), "ASSAULT", last=date(2021, 5, 1), country="KGZ", deaths=40, mentions=7)
    ]
    found = asked(rows, "country", "month", "deaths", "material_conflict")
    assert [found["KGZ", f"2021-0{m}-01", "deaths"]["value"] for m in (4, 5)] == [30, 10]
    assert [found["KGZ", f"2021-0{m}-01", "deaths"]["events"] for m in (4, 5)] == [1, 1]
    april, may = (found["KGZ", f"2021-0{m}-01", "material_conflict"] for m in (4, 5))
    assert (april["value"], april["reported"]) == (1, 7)
    assert (may["value"], may["reported"]) == (None, 0)


def test_an_event_of_a_year_spreads_its_deaths_over_the_months(values):
    rows = [
        event(
            "a",
            date(2021, 1, 1),
            "ASSAULT",
            last=date(2021, 12, 31),
            date_precision="year",
            country="AFG",
            deaths=365,
        )
    ]
    found = values(rows, "country", "month", "deaths")
    assert found["AFG", "2021-02-01"] == pytest.approx(28)
    assert found["AFG", "2021-12-01"] == pytest.approx(31)
    assert sum(found.values()) == pytest.approx(365)


def test_a_date_too_coarse_for_the_step_is_left_out_and_said_to_be(asked):
    rows = [
        event("a", (3, 1), "CONSULT", last=date(2022, 3, 31), date_precision="month", actor="KGZ"),
        event("b", (3, 7), "CONSULT", last=date(2022, 3, 13), date_precision="week", actor="KGZ"),
    ]
    weeks = asked(rows, "country", "week", "talks")
    assert [(row["value"], row["left_out"]) for row in weeks.values()].count((None, 1)) == 1
    assert weeks["KGZ", "2022-02-28", "talks"]["left_out"] == 1
    assert weeks["KGZ", "2022-03-07", "talks"]["value"] == 1
    days = asked(rows, "country", "day", "talks")
    assert sum(row["left_out"] for row in days.values()) == 2
    assert all(row["value"] is None for row in days.values())
    months = asked(rows, "country", "month", "talks")
    assert [(row["value"], row["left_out"]) for row in months.values()] == [(2, 0)]


def test_a_silent_period_has_no_value_and_one_with_other_news_has_zero(values):
    rows = [
        event("a", (1, 3), "THREATEN", actor="KGZ", recipient="TJK"),
        event("b", (1, 10), "CONSULT", actor="KGZ", recipient="KAZ"),
        event("c", (1, 24), "THREATEN", actor="KGZ", recipient="TJK"),
    ]
    found = values(rows, "pair", "week", "threats", units=[Unit("pair", "KGZ-TJK")])
    weeks = ("2022-01-03", "2022-01-10", "2022-01-17", "2022-01-24")
    assert [found["KGZ-TJK", week] for week in weeks] == [1, 0, None, 1]


def test_a_curated_source_that_is_silent_on_a_state_says_zero(asked):
    rows = [
        event("a", (1, 3), "ASSAULT", country="AFG", deaths=5, source="ucdp-ged"),
        event("b", (3, 3), "ASSAULT", country="AFG", deaths=5, source="ucdp-ged"),
        event("c", (2, 3), "CONSULT", country="AFG", source="gdelt"),
    ]
    units = [Unit("country", "KAZ")]
    found = asked(rows, "country", "month", "deaths", "material_conflict", units=units)
    by_month = {m: found["KAZ", f"2022-0{m}-01", "deaths"]["value"] for m in (1, 2, 3)}
    assert by_month == {1: 0, 2: None, 3: 0}
    january = found["KAZ", "2022-01-01", "material_conflict"]
    assert (january["value"], january["corrected"], january["reported"]) == (0, None, 1)


def test_acled_is_silent_with_meaning_only_from_its_first_event_in_a_state(values):
    rows = [
        event("a", (1, 3), "ASSAULT", country="AFG", source="acled"),
        event("b", (2, 3), "ASSAULT", country="KGZ", source="acled"),
        event("c", (3, 3), "ASSAULT", country="AFG", source="acled"),
    ]
    found = values(rows, "country", "month", "material_conflict")
    assert [found["KGZ", f"2022-0{m}-01"] for m in (1, 2, 3)] == [None, 1, 0]


def test_corrected_is_per_hundred_reports_of_the_unit(asked):
    rows = [
        event("a", (1, 3), "THREATEN", actor="KGZ", recipient="TJK", mentions=10),
        event("b", (1, 3), "CONSULT", actor="UZB", recipient="KGZ", mentions=30),
        event("c", (1, 3), "ASSAULT", country="TJK", deaths=2, mentions=10),
    ]
    found = asked(rows, "country", "week", "threats", "deaths")
    threats = found["KGZ", "2022-01-03", "threats"]
    assert (threats["value"], threats["reported"], threats["corrected"]) == (1, 40, 2.5)
    deaths = found["TJK", "2022-01-03", "deaths"]
    assert (deaths["value"], deaths["reported"], deaths["corrected"]) == (2, 20, 2)
    pair = asked(rows, "pair", "week", "threats")["KGZ-TJK", "2022-01-03", "threats"]
    assert (pair["reported"], pair["corrected"]) == (60, pytest.approx(100 / 60))


def test_the_share_of_negative_acts_is_of_all_acts_and_none_without_any(values):
    rows = [
        event("a", (1, 3), "THREATEN", actor="KGZ", recipient="TJK"),
        event("b", (1, 3), "CONSULT", actor="KGZ", recipient="TJK"),
        event("c", (1, 3), "CONSULT", actor="KGZ", recipient="TJK"),
        event("d", (1, 3), None, actor="KGZ", recipient="TJK"),
        event("e", (1, 3), "ASSAULT", actor="KGZ", recipient="TJK", status="denied"),
        event("f", (1, 4), None, actor="KGZ", recipient="TJK"),
    ]
    found = values(rows, "pair", "day", "negative_share")
    assert found == {("KGZ-TJK", "2022-01-03"): pytest.approx(1 / 3), ("KGZ-TJK", "2022-01-04"): None}


def test_what_is_planned_asked_for_or_denied_is_not_counted_but_is_reporting(asked):
    rows = [
        event(s, (1, 3), "CONSULT", status=s, **BORDER)
        for s in ("occurred", "planned", "called_for", "denied")
    ]
    row = asked(rows, "pair", "day", "talks")["KGZ-TJK", "2022-01-03", "talks"]
    assert (row["value"], row["reported"]) == (1, 6)  # three of each state: the plan was no news of that day


def test_what_is_planned_for_a_day_to_come_is_no_data_of_that_day(values):
    rows = [
        event("a", (1, 3), "CONSULT", **BORDER),
        event("b", (1, 20), "CONSULT", status="planned", **BORDER),
    ]
    assert values(rows, "pair", "week", "talks") == {("KGZ-TJK", "2022-01-03"): 1}
    asked_for = values(rows, "pair", "week", "talks", until=date(2022, 1, 20))
    assert list(asked_for.values()).count(None) == 2


def test_each_sign_of_peace_and_of_a_closed_border_is_seen(asked):
    rows = [
        event("1", (1, 3), "SANCTION", mode="closure", actor="KGZ", recipient="TJK"),
        event("2", (1, 3), "COERCE", **BORDER),
        event("3", (1, 3), "SANCTION", mode="embargo", actor="KGZ", recipient="TJK"),
        event("4", (1, 3), "AGREE", mode="protocol", **BORDER),
        event("5", (1, 3), "AGREE", mode="kept", **BORDER),
        event("6", (1, 3), "AGREE", **BORDER),
        event("7", (1, 3), "CONSULT", mode="commission", **BORDER),
        event("8", (1, 3), "COOPERATE", mode="patrol", **BORDER),
        event("9", (1, 3), "CONCEDE", mode="ease", **BORDER),
    ]
    found = asked(rows, "pair", "day")
    assert {name: row["value"] for (_, _, name), row in found.items() if row["value"]} == {
        "material_conflict": 3,
        "closures": 2,
        "negative_share": pytest.approx(3 / 9),
        "agreements": 2,
        "commitments_kept": 1,
        "talks": 1,
        "joint_work": 2,
        "crossings_opened": 1,
    }


def test_days_with_an_event_are_counted_once_each(engine):
    from dataclasses import replace

    rows = [
        event("a", (1, 3), "PROTEST", country="KAZ", actor="KAZ", recipient="KGZ"),
        event("b", (1, 3), "PROTEST", country="KAZ", actor="KGZ"),
        event("c", (1, 5), "PROTEST", country="KAZ", actor="KAZ"),
    ]
    days = replace(load_indicators()["material_conflict"], measure="days")
    for by, expected in (("place", {"KAZ": 2.0}), ("party", {"KAZ": 2.0, "KGZ": 1.0})):
        found = (
            panel(engine.table(table(*rows)), "country", "week", [replace(days, by=by)])
            .to_pyarrow()
            .to_pylist()
        )
        assert {row["unit"]: row["value"] for row in found if row["value"]} == expected


def test_as_known_on_a_day_a_correction_replaces_what_stood_before(values):
    rows = [
        event(
            "a",
            (1, 3),
            "ASSAULT",
            country="KGZ",
            deaths=2,
            known_at=datetime(2022, 1, 4, 23, 59, 59, tzinfo=UTC),
            ended_at=datetime(2022, 1, 9, 12, tzinfo=UTC),
        ),
        event(
            "a", (1, 3), "ASSAULT", country="KGZ", deaths=13, known_at=datetime(2022, 1, 9, 12, tzinfo=UTC)
        ),
    ]

    def deaths(as_of):
        return list(values(rows, "country", "day", "deaths", as_of=as_of).values())

    assert deaths(date(2022, 1, 3)) == []
    assert deaths(date(2022, 1, 4)) == [2]
    assert deaths(datetime(2022, 1, 9, 11, 59, tzinfo=UTC)) == [2]
    assert deaths(datetime(2022, 1, 9, 12)) == [13]
    assert deaths(date(2022, 1, 9)) == [13]
    assert deaths(None) == [13]


def test_a_clearance_sees_what_its_marking_allows(values):
    rows = [
        event("a", (1, 3), "ASSAULT", country="KGZ", deaths=2, low=0, high=2),
        event("a", (1, 3), "ASSAULT", country="KGZ", deaths=13, low=3, high=4),
    ]
    assert [values(rows, "country", "day", "deaths", clearance=c)["KGZ", "2022-01-03"] for c in range(5)] == [
        2,
        2,
        2,
        13,
        13,
    ]


def test_the_periods_are_those_asked_for_each_whole(values):
    rows = [event(str(day), (1, day), "CONSULT", actor="KGZ") for day in (2, 3, 9, 10, 17)]
    found = values(rows, "country", "week", "talks", since=date(2022, 1, 5), until=date(2022, 1, 12))
    assert found == {("KGZ", "2022-01-03"): 2, ("KGZ", "2022-01-10"): 1}
    later = values(rows, "country", "week", "talks", since=date(2022, 1, 12))
    assert later == {("KGZ", "2022-01-10"): 1, ("KGZ", "2022-01-17"): 1}
    before = values(rows, "country", "week", "talks", until=date(2022, 1, 3))
    assert before == {("KGZ", "2021-12-27"): 1, ("KGZ", "2022-01-03"): 2}


def test_deaths_that_fall_into_the_periods_asked_for_count_though_the_event_began_before(values):
    rows = [event("a", (1, 8), "ASSAULT", last=date(2022, 1, 11), country="KGZ", deaths=4)]
    found = values(rows, "country", "week", "deaths", since=date(2022, 1, 10), until=date(2022, 1, 17))
    assert found == {("KGZ", "2022-01-10"): 2, ("KGZ", "2022-01-17"): None}


def test_units_that_no_event_names_are_there_without_a_value(values):
    rows = [event("a", (1, 4), "CONSULT", actor="KGZ")]
    found = values(rows, "country", "day", "talks", units=[Unit("country", "TKM"), Unit("country", "KGZ")])
    assert found == {("KGZ", "2022-01-04"): 1, ("TKM", "2022-01-04"): None}
    empty = values(
        [],
        "country",
        "day",
        "talks",
        since=date(2022, 1, 1),
        until=date(2022, 1, 2),
        units=[Unit("country", "TKM")],
    )
    assert empty == {("TKM", "2022-01-01"): None, ("TKM", "2022-01-02"): None}


def test_the_columns_are_of_the_types_promised(engine):
    rows = engine.table(table(event("a", (1, 4), "CONSULT", actor="KGZ", mentions=2**31 - 1)))
    found = panel(rows, "country", "week", load_indicators().values()).to_pyarrow()
    assert {field.name: str(field.type) for field in found.schema} == {
        **dict.fromkeys(("kind", "unit", "step", "indicator"), "string"),
        "period": "date32[day]",
        **dict.fromkeys(("value", "corrected"), "double"),
        **dict.fromkeys(("events", "reported", "left_out"), "int64"),
    }
    assert found.column("reported")[0].as_py() == 2**31 - 1


@pytest.mark.parametrize("kind", ["country", "pair", "province", "issue"])
def test_no_events_make_an_empty_panel(asked, kind):
    assert asked([], kind, "week") == {}


def test_what_is_no_kind_step_or_unit_of_the_kind_is_refused(engine):
    rows = engine.table(table())
    talks = [load_indicators()["talks"]]
    with pytest.raises(UnitError, match="no kind of unit: country, pair, province, issue"):
        panel(rows, "region", "week", talks)
    with pytest.raises(UnitError, match="no step of time"):
        panel(rows, "country", "year", talks)
    with pytest.raises(UnitError, match="KGZ-TJK is a pair, not a country"):
        panel(rows, "country", "week", talks, units=[Unit("pair", "KGZ-TJK")])
    with pytest.raises(UnitError, match="leave units out for all"):
        panel(rows, "country", "week", talks, units=[])
