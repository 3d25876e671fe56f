"""Warnings against incidents: every case computed by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sarez.watch.ledger import Happened, Issued, at_budget, judge, scores
from sarez.watch.ledger.scores import wilson
from sarez.watch.units import unit_of

PAIR, OTHER, FAR = unit_of("KGZ-TJK"), unit_of("KGZ-UZB"), unit_of("KAZ-UZB")
END = date(2022, 12, 31)


def at(month, day, hour=12):
    return datetime(2022, month, day, hour, tzinfo=UTC)


def warn(name="w", month=9, day=1, *, days=28, **more):
    issued = at(month, day)
    first = issued.date() + timedelta(days=1)
    settings = {"source": "rule", "unit": PAIR, "issue": "", "level": "yellow"} | more
    return Issued(
        name,
        first=first,
        last=issued.date() + timedelta(days=days),
        issued_at=settings.pop("issued_at", issued),
        **settings,
    )


def clash(month=9, day=14, *, name="", unit=PAIR, armed=True, known=None):
    return Happened(
        name or f"i{month}-{day}", unit, date(2022, month, day), armed, known or at(month, day, 20)
    )


def only(warnings, incidents, day=END, **more):
    (verdict,) = judge(warnings, incidents, day, **more).verdicts
    return verdict


def test_an_incident_in_unit_and_window_is_a_hit_with_its_lead():
    verdict = only([warn()], [clash(), clash(9, 20)])
    assert verdict.outcome == "hit"
    assert verdict.incident.id == "i9-14"
    assert verdict.lead == timedelta(days=12, hours=12)  # noon of 1 September to the dawn of the 14th
    assert verdict.is_onset


def test_the_window_counts_with_both_its_days_and_no_other():
    assert only([warn()], [clash(9, 29)]).outcome == "hit"
    assert only([warn()], [clash(9, 30)]).outcome == "false"
    assert only([warn(issued_at=at(8, 20))], [clash(9, 2)]).outcome == "hit"
    assert only([warn(issued_at=at(8, 20))], [clash(9, 1)]).outcome == "false"


def test_a_warning_of_the_same_day_comes_too_late_for_it():
    verdict = only([replace(warn(day=14), first=date(2022, 9, 14))], [clash()])
    assert verdict.outcome == "false"
    assert [(n.kind, n.days, n.id) for n in verdict.near] == [("same_day", 0, "i9-14")]
    ledger = judge([warn(day=14)], [clash(), clash(9, 16)], END)
    assert ledger.verdicts[0].outcome == "hit"  # of the 16th
    assert not ledger.verdicts[0].is_onset
    assert ledger.episodes[0].is_miss
    assert [(n.kind, n.days) for n in ledger.episodes[0].near] == [("late", 0)]


def test_another_unit_is_no_hit_but_told_as_near():
    verdict = only([warn()], [clash(unit=OTHER)])
    assert verdict.outcome == "false"
    assert [(n.kind, n.unit) for n in verdict.near] == [("neighbour", OTHER)]
    assert only([warn()], [clash(unit=FAR)]).near == ()


def test_a_warning_of_armed_incidents_is_not_met_by_an_unarmed_one():
    assert only([warn(of="armed")], [clash(armed=False)]).outcome == "false"
    assert only([warn(of="armed")], [clash(armed=False), clash(9, 20)]).lead == timedelta(days=18, hours=12)
    assert judge([], [clash(armed=False)], END, of="armed").episodes == ()


def test_a_warning_is_open_until_its_window_is_over():
    assert only([warn()], [], date(2022, 9, 28)).outcome == "open"
    assert only([warn()], [], date(2022, 9, 29)).outcome == "false"


def test_an_incident_counts_from_the_day_it_is_known():
    late = clash(9, 29, known=at(10, 5))
    assert only([warn()], [late], date(2022, 10, 4)).outcome == "false"
    assert only([warn()], [late], date(2022, 10, 5)).outcome == "hit"
    assert judge([], [late], date(2022, 10, 4)).misses == ()


def test_a_warning_issued_later_is_not_in_the_ledger_yet():
    assert judge([warn(month=10)], [], date(2022, 9, 30)).verdicts == ()


def test_a_warning_taken_back_counts_as_issued_and_hits_nothing_more():
    back = warn(cancelled_at=at(9, 10))
    verdict = only([back], [clash()])
    assert verdict.outcome == "false"
    assert [(n.kind, n.days) for n in verdict.near] == [("taken_back", 4)]
    assert only([back], [clash(9, 5)]).outcome == "hit"
    assert only([back], [], date(2022, 9, 9)).outcome == "open"
    ledger = judge([back], [clash()], END)
    assert [(n.kind, n.id) for n in ledger.episodes[0].near] == [("taken_back", "w")]


def test_a_warning_and_its_updates_are_one():
    first, second = warn("a", day=1, days=10), warn("b", day=8, days=28, supersedes="a", level="red")
    verdict = only([second, first], [clash()])
    assert [w.id for w in verdict.warnings] == ["a", "b"]
    assert verdict.lead == timedelta(days=5, hours=12)  # the first was about days to the 11th only
    longer = only([warn("a", days=20), second], [clash()])
    assert longer.lead == timedelta(days=12, hours=12)
    assert scores(judge([first, second], [], END)).issued == 1
    assert scores(judge([first, second], [], END)).false == 1


def test_an_update_that_narrows_the_window_is_held_to_it():
    narrow = warn("b", day=8, days=3, supersedes="a")
    assert only([warn("a"), narrow], [clash()]).outcome == "false"


def test_an_update_to_green_ends_the_warning():
    calm = warn("b", day=8, supersedes="a", level="green")
    assert only([warn("a"), calm], [clash()]).outcome == "false"
    assert only([warn("a"), calm], [clash(9, 5)]).outcome == "hit"
    assert only([warn("a"), calm], [], date(2022, 9, 8)).outcome == "false"


def test_a_warning_of_silence_is_not_judged():
    assert only([warn(level="grey")], [clash()]).outcome == "unjudged"
    assert scores(judge([warn(level="grey")], [clash()], END)).issued == 0


def test_incidents_close_together_are_one_episode_judged_by_its_first_day():
    days = [clash(9, 14), clash(9, 16), clash(9, 23), clash(10, 1)]
    ledger = judge([warn(day=15)], days, END)
    assert [len(e.incidents) for e in ledger.episodes] == [3, 1]  # 7 days apart still the same, 8 not
    assert [e.is_miss for e in ledger.episodes] == [True, False]
    assert [(n.kind, n.days) for n in ledger.episodes[0].near] == [("late", 1)]
    assert [len(e.incidents) for e in judge([], days, END, apart=1).episodes] == [1, 1, 1, 1]


def test_a_miss_tells_of_a_window_just_over():
    ledger = judge([warn(days=10)], [clash()], END)
    assert [(n.kind, n.days, n.id) for n in ledger.misses[0].near] == [("window_over", 3, "w")]
    assert [(n.kind, n.days, n.id) for n in ledger.verdicts[0].near] == [("after_window", 3, "i9-14")]
    assert judge([warn(days=10)], [clash()], END, near=2).misses[0].near == ()


def test_precision_recall_and_lead_by_source():
    warnings = [
        warn("hit"),
        warn("false", month=3),
        warn("human", day=4, source="human"),
        warn("open", month=12, day=20),
    ]
    ledger = judge(warnings, [clash(), clash(6, 1)], END)
    every, human = scores(ledger), scores(ledger, "human")
    assert (every.issued, every.hits, every.false, every.open) == (4, 2, 1, 1)
    assert (every.episodes, every.warned, every.misses) == (2, 1, 1)
    assert every.precision == 2 / 3
    assert every.recall == 1 / 2
    assert every.leads == (timedelta(days=12, hours=12),)
    assert human.lead == timedelta(days=9, hours=12)
    assert every.is_few
    empty = scores(judge([], [], END))
    assert (empty.precision, empty.recall, empty.lead, empty.precision_interval) == (None, None, None, None)


def test_wilsons_interval_is_the_textbooks():
    low, high = wilson(8, 10, 1.959964)  # Wilson (1927): 0.490 to 0.943
    assert (round(low, 3), round(high, 3)) == (0.49, 0.943)
    assert wilson(0, 5)[0] == 0


def test_at_a_budget_the_strongest_of_each_month_remain():
    weak, likely, red = (
        warn("weak", day=1, probability=0.2),
        warn("likely", day=5, probability=0.6),
        warn("red", day=9, level="red"),
    )
    update = warn("more", month=10, day=1, supersedes="red")
    october = warn("october", month=10, day=2)
    kept = at_budget([weak, likely, red, update, october], 2)
    assert [w.id for w in kept] == ["likely", "red", "more", "october"]
    assert at_budget([weak], 0) == ()


UNITS = st.sampled_from([PAIR, OTHER])
WARNINGS = st.lists(
    st.builds(
        lambda n, day, days, unit, gone: Issued(
            f"w{n}", "rule", unit, "", "yellow",
            date(2022, 1, 2) + timedelta(days=day), date(2022, 1, 1) + timedelta(days=day + days),
            at(1, 1) + timedelta(days=day),
            cancelled_at=None if gone is None else at(1, 1) + timedelta(days=day + gone),
        ),
        st.integers(), st.integers(0, 60), st.integers(1, 40), UNITS, st.none() | st.integers(0, 40),
    ),
    max_size=6, unique_by=lambda w: w.id,
)  # fmt: skip
INCIDENTS = st.lists(
    st.builds(
        lambda n, day, late, unit: Happened(
            f"i{n}", unit, date(2022, 1, 1) + timedelta(days=day), True, at(1, 1) + timedelta(days=day + late)
        ),
        st.integers(), st.integers(0, 100), st.integers(0, 20), UNITS,
    ),
    max_size=6, unique_by=lambda i: i.id,
)  # fmt: skip


@given(WARNINGS, INCIDENTS, st.integers(0, 120))
def test_what_is_learned_later_changes_no_earlier_ledger(warnings, incidents, days):
    day = date(2022, 1, 1) + timedelta(days=days)
    end = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)
    then = judge(
        [
            replace(w, cancelled_at=w.cancelled_at if w.cancelled_at and w.cancelled_at < end else None)
            for w in warnings
            if w.issued_at < end
        ],
        [i for i in incidents if i.known_at < end],
        day,
    )
    assert judge(warnings, incidents, day) == then
    found = scores(then)
    assert found.hits + found.false + found.open == len(then.verdicts)
    assert found.warned + len(then.misses) == found.episodes
