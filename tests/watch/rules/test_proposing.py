"""Proposals by hand-computed numbers: signs, levels, cool-down, budget, silence."""

from datetime import date, timedelta

import numpy as np

from sarez.vocabulary.measures import Words
from sarez.watch.rules import (
    Act,
    Chance,
    Change,
    Due,
    Past,
    Rule,
    Rules,
    Seen,
    Sign,
    propose,
)
from sarez.watch.series import Series
from sarez.watch.units import after, unit_of

PAIR, OTHER = unit_of("KGZ-TJK"), unit_of("KGZ-UZB")
MONDAY = date(2022, 1, 3)
DAY = date(2022, 1, 31)  # a Monday: four weeks are over


def weekly(*values, unit=PAIR, indicator="threats", reported=None, start=MONDAY):
    told = [2.0] * len(values) if reported is None else reported
    return Series(unit, indicator, "week", start, np.array(values, float), np.array(told, float))


def seen(*series, day=DAY, **more):
    return Seen(day, {(s.unit, s.indicator, s.step): s for s in series}, **more)


def rule(sign=None, name="threats", **more):
    sign = sign or Sign("indicator", "threats", "week", 2, at_least=3.0)
    settings = {"units": ("pairs",), "level": "yellow", "window": 28, "cool_down": 10} | more
    return Rule(name, Words("x"), sign=sign, **settings)


def out(rules, what, past=(), **more):
    rules = rules if isinstance(rules, Rules) else Rules((rules,), 5)
    return propose(rules, what, past, what.day, **more)


def test_an_indicator_is_summed_over_the_weeks_that_are_over():
    (found,) = out(rule(), seen(weekly(9, 9, 1, 2, 7))).out  # the week of 31 January is under way: 1 + 2
    assert (found.value, found.level, found.strength) == (3.0, "yellow", 1.0)
    assert (found.first, found.last) == (date(2022, 2, 1), date(2022, 2, 28))
    assert found.rationale == "Threats: 3 in the last 2 weeks, at 3 the rule speaks."
    assert found.would_change == ("Under 3 the rule is silent again.",)
    assert out(rule(), seen(weekly(9, 9, 1, 1, 7))).out == ()


def test_a_higher_value_raises_the_level_and_says_what_is_next():
    two = rule(raised=(("orange", 4.0), ("red", 8.0)))
    (found,) = out(two, seen(weekly(0, 0, 2, 2))).out
    assert found.level == "orange"
    assert found.would_change == ("At 8 it is red.", "Under 3 the rule is silent again.")
    assert out(two, seen(weekly(0, 0, 0, 8))).out[0].level == "red"


def test_mean_and_highest_leave_out_weeks_without_data():
    nan = float("nan")
    mean = rule(Sign("indicator", "threats", "week", 4, "mean", at_least=3.0))
    assert out(mean, seen(weekly(nan, 2, nan, 4))).out[0].value == 3.0
    assert out(mean, seen(weekly(nan, nan, nan, nan))).out == ()
    highest = rule(Sign("indicator", "threats", "week", 4, "highest", at_least=3.0))
    assert out(highest, seen(weekly(0, 4, nan, 1))).out[0].value == 4.0


def test_few_talks_can_warn_too():
    few = rule(Sign("indicator", "talks", "week", 4, at_most=1.0), raised=(("orange", 0.0),))
    (found,) = out(few, seen(weekly(0, 0, 0, 0, indicator="talks"))).out
    assert found.level == "orange"
    assert found.rationale == "Talks: only 0 in the last 4 weeks, at 1 and less the rule speaks."
    assert out(few, seen(weekly(0, 1, 0, 1, indicator="talks"))).out == ()


def test_nothing_is_said_on_silence_but_by_a_rule_for_silence():
    quiet = rule(Sign("indicator", "talks", "week", 2, at_most=0.0))
    assert out(quiet, seen(weekly(0, 0, 0, 0, indicator="talks", reported=[3, 3, 0, 0]))).out == ()
    year = [1.0] * 52 + [0.0] * 4
    series = weekly(*[0] * 56, reported=year, start=after(MONDAY, "week", -52))
    silence = rule(Sign("silence", step="day", over=21, at_least=2.0), level="grey")
    (found,) = out(silence, seen(series, day=date(2022, 1, 30))).out
    assert found.level == "grey"
    assert found.rationale.startswith("Nothing reported for 21 days; in the year before, 2.9")
    assert found.evidence == ()
    often = rule(Sign("silence", step="day", over=21, at_least=4.0), level="grey")
    assert out(often, seen(series, day=date(2022, 1, 30))).out == ()


def test_a_unit_never_reported_of_is_not_called_silent():
    silence = rule(Sign("silence", step="day", over=21, at_least=0.0), level="grey")
    assert out(silence, seen(weekly(0, 0, 0, 0, reported=[0, 0, 0, 0]))).out == ()


def test_a_forecast_gives_word_number_interval_and_base_rate():
    sign = Sign("forecast", "armed", over=4, at_least=0.3, times_base=2)
    chance = Chance(PAIR, "armed", 4, DAY, 0.46, 0.3, 0.6, base=0.2)
    (found,) = out(rule(sign), seen(weekly(0, 0, 0, 1), chances=(chance,))).out
    assert found.chance == chance
    assert found.rationale == (
        "An armed incident within 4 weeks: roughly even chance, 46 % (90 % interval 30–60 %), "
        "against a base rate of 20 %; the rule speaks at 30 %."
    )
    often = Chance(PAIR, "armed", 4, DAY, 0.46, base=0.24)
    assert out(rule(sign), seen(weekly(0, 0, 0, 1), chances=(often,))).out == ()
    weeks = Chance(PAIR, "armed", 8, DAY, 0.9, base=0.1)
    assert out(rule(sign), seen(weekly(0, 0, 0, 1), chances=(weeks,))).out == ()
    assert out(rule(sign), seen(weekly(0, 0, 0, 1, reported=[0] * 4), chances=(chance,))).out == ()


def test_a_change_rests_on_the_acts_that_made_it():
    change = Change(PAIR, "threats", "week", "up", date(2022, 1, 10), date(2022, 1, 28), 2.5, ("b",))
    acts = tuple(Act(i, PAIR, date(2022, 1, 12), frozenset({"threats"})) for i in "ab")
    sign = Sign("change", "threats", "week", 7, at_least=1.0, direction="up")
    (found,) = out(rule(sign), seen(weekly(0, 1, 1, 1), changes=(change,), acts=acts)).out
    assert [act.id for act in found.evidence] == ["b"]
    assert (
        found.rationale
        == "Threats rises beyond its own noise since 2022-01-10: 2.5 times the limit of the alarm."
    )
    late = seen(weekly(0, 1, 1, 1), day=date(2022, 2, 4), changes=(change,))
    assert out(rule(sign), late).out == ()
    down = Sign("change", "threats", "week", 7, at_least=1.0, direction="down")
    assert out(rule(down), seen(weekly(0, 1, 1, 1), changes=(change,))).out == ()


def test_evidence_lies_in_the_weeks_that_count():
    days = (date(2022, 1, 16), date(2022, 1, 17), date(2022, 1, 30), date(2022, 1, 31))
    acts = [Act(str(d.day), PAIR, d, frozenset({"threats"})) for d in days]
    acts += [
        Act("other", PAIR, days[1], frozenset({"talks"})),
        Act("far", OTHER, days[1], frozenset({"threats"})),
    ]
    (found,) = out(rule(), seen(weekly(0, 0, 2, 2), acts=tuple(acts))).out
    assert [act.id for act in found.evidence] == ["30", "17"]


def test_signs_of_peace_and_dues_stand_beside_the_warning():
    talks = weekly(0, 0, 1, 1, indicator="talks")
    act = Act("m", PAIR, date(2022, 1, 20), frozenset({"talks"}), reference="report 7")
    dues = (Due(PAIR, date(2022, 2, 10), "Open the crossing"), Due(PAIR, date(2022, 5, 1), "Later"))
    what = seen(weekly(0, 0, 2, 2), talks, acts=(act,), dues=dues, peace=frozenset({"talks"}))
    (found,) = out(rule(), what).out
    assert [(o.kind, o.day, o.says, o.reference) for o in found.opportunities] == [
        ("peace", date(2022, 1, 20), "Talks: 2 in the last 90 days.", "report 7"),
        ("due", date(2022, 2, 10), "Open the crossing", ""),
    ]


def test_a_rule_cools_down_unless_it_is_louder():
    what = seen(weekly(0, 0, 2, 2))
    (found,) = out(rule(), what).out
    again = out(rule(), what, [found.past])
    assert again.out == ()
    assert [h.why for h in again.held] == ["cool_down"]
    assert again.held[0].says == "Warned on 2022-01-31 at yellow; the rule is silent until 2022-02-10"
    nine = Past(PAIR, "", "yellow", DAY - timedelta(days=9), "other-rule")
    ten = Past(PAIR, "", "yellow", DAY - timedelta(days=10), "threats")
    assert out(rule(), what, [nine]).out == ()
    assert len(out(rule(), what, [ten]).out) == 1
    assert len(out(rule(raised=(("orange", 4.0),)), what, [nine]).out) == 1
    elsewhere = [Past(OTHER, "", "red", DAY), Past(PAIR, "water", "red", DAY)]
    assert len(out(rule(), what, elsewhere).out) == 1


def test_the_budget_takes_the_strongest_and_tells_of_the_rest():
    both = seen(weekly(0, 0, 2, 2), weekly(0, 0, 4, 5, unit=OTHER))
    found = out(Rules((rule(),), 1), both)
    assert [p.unit for p in found.out] == [OTHER]
    assert [(h.proposal.unit, h.why) for h in found.held] == [(PAIR, "budget")]
    assert found.held[0].says == "The budget of 1 warnings in 2022-01 is used up"
    assert found.left == 0


def test_only_warnings_of_rules_in_the_same_month_use_the_budget():
    what = seen(weekly(0, 0, 2, 2))
    by_rule = Past(OTHER, "", "red", date(2022, 1, 1), "threats")
    last_month = Past(OTHER, "", "red", date(2021, 12, 31), "threats")
    by_hand = Past(OTHER, "", "red", date(2022, 1, 1))
    assert out(Rules((rule(),), 1), what, [by_rule]).out == ()
    assert len(out(Rules((rule(),), 1), what, [last_month, by_hand]).out) == 1


def test_a_reserve_is_kept_for_the_highest_level():
    rules = Rules((rule(raised=(("red", 9.0),)),), 1, reserve=1)
    assert out(rules, seen(weekly(0, 0, 2, 2))).held[0].why == "budget"
    assert out(rules, seen(weekly(0, 0, 4, 5))).out[0].level == "red"


def test_rules_on_one_unit_and_issue_make_one_proposal():
    loud = rule(Sign("indicator", "threats", "week", 1, at_least=1.0), name="loud", level="orange")
    found = out(Rules((rule(), loud), 5), seen(weekly(0, 0, 2, 2)))
    assert [(p.rule, p.also) for p in found.out] == [("loud", ("threats",))]
    water = rule(name="water", issue="water")
    assert len(out(Rules((rule(), water), 5), seen(weekly(0, 0, 2, 2))).out) == 2


def test_a_rule_for_one_unit_or_put_aside_says_nothing_of_others():
    what = seen(weekly(0, 0, 4, 5, unit=OTHER))
    assert out(rule(units=("KGZ-TJK",)), what).out == ()
    assert out(rule(is_active=False), what).out == ()
    assert len(out(rule(units=("KGZ-UZB",)), what).out) == 1


def test_it_is_said_in_russian():
    (found,) = out(rule(), seen(weekly(0, 0, 2, 2), labels={("threats", "ru"): "Угрозы"}), language="ru").out
    assert found.rationale == "Угрозы: 4 за последние 2 нед.; порог правила — 3."


SUGHD = unit_of("TJK:Sughd")
SILENCE = Sign("silence", step="day", over=28, at_least=3.0)


def province_rule():
    return rule(SILENCE, name="silent", units=("provinces",), level="grey")


def of_province(told, reported, day=DAY):
    """The series of a province (how much is reported is of its state), and the days of its own events."""
    series = weekly(
        *[0] * 60, unit=SUGHD, indicator="talks", reported=reported, start=after(MONDAY, "week", -55)
    )
    return seen(series, day=day, told={SUGHD: tuple(told)})


def test_a_province_is_silent_by_its_own_events_while_its_state_is_told_of():
    before = [
        DAY - timedelta(days=n) for n in range(30, 365, 7)
    ]  # 48 in a year and four weeks: 3.7 in four weeks
    (found,) = out(province_rule(), of_province(before, [5.0] * 60)).out
    assert (found.unit, found.level) == (SUGHD, "grey")
    assert (
        found.rationale == "Nothing reported for 28 days; in the year before, 3.68 reports in as many days."
    )
    lately = [*before, DAY - timedelta(days=3)]
    assert out(province_rule(), of_province(lately, [5.0] * 60)).out == ()
    seldom = before[::2]
    assert out(province_rule(), of_province(seldom, [5.0] * 60)).out == ()


def test_where_a_whole_state_is_silent_no_province_is_said_to_be():
    before = [DAY - timedelta(days=n) for n in range(30, 365, 7)]
    assert out(province_rule(), of_province(before, [5.0] * 50 + [0.0] * 10)).out == ()


def test_what_comes_after_the_day_does_not_end_a_silence():
    days = [DAY - timedelta(days=n) for n in range(30, 365, 7)] + [DAY + timedelta(days=1)]
    assert len(out(province_rule(), of_province(days, [5.0] * 60)).out) == 1


def test_a_series_that_ends_is_silent_from_then_on():
    series = weekly(*[0] * 40, reported=[1.0] * 40, start=after(MONDAY, "week", -55))
    silence = rule(Sign("silence", step="day", over=28, at_least=2.0), level="grey")
    (found,) = out(silence, seen(series)).out
    assert found.unit == PAIR
