"""Why a rule speaks, what it rests on, what may help, and what would change it."""

from __future__ import annotations

import math
from datetime import date, timedelta

from sarez.watch.rules.levels import load_levels, odds_of
from sarez.watch.rules.measuring import RECENT, Reached, whole_periods
from sarez.watch.rules.proposal import Opportunity
from sarez.watch.rules.rule import Rule
from sarez.watch.rules.seen import Act, Seen
from sarez.watch.rules.wording import figure, percent, say
from sarez.watch.units import Unit, after

MOST_EVIDENCE = 20


def rationale(rule: Rule, reach: Reached, seen: Seen, language: str = "en") -> str:
    """One line with the numbers."""
    sign = rule.sign
    if sign.kind == "forecast":
        return _forecast(rule, reach, language)
    if sign.kind == "silence":
        return say("silence", language, over=sign.over, usual=figure(reach.usual)) + "."
    label = seen.label(sign.of, language)
    if reach.change is not None:
        told = say(
            f"change_{sign.direction}", language, label=label, since=reach.first, times=figure(reach.value)
        )
    else:
        told = say(
            "indicator_least" if sign.at_most is None else "indicator_most",
            language,
            label=label,
            value=figure(reach.value),
            over=sign.over,
            steps=say(sign.step, language),
            threshold=figure(sign.threshold),
        )
    return f"{told[:1].upper()}{told[1:]}."


def evidence(rule: Rule, unit: Unit, reach: Reached, seen: Seen) -> tuple[Act, ...]:
    """The acts a rule's value rests on, the latest first, no more than 20; none for silence.

    A change names its own; a forecast rests on the unit's acts of the last 90 days.
    """
    if rule.sign.kind == "silence":
        return ()
    moved = set(reach.change.acts) if reach.change else set()
    fits = [
        act
        for act in seen.acts
        if act.unit == unit
        and (
            act.id in moved
            if moved
            else reach.first <= act.day <= reach.last
            and (rule.sign.kind == "forecast" or rule.sign.of in act.indicators)
        )
    ]
    return tuple(sorted(fits, key=lambda act: (act.day, act.id), reverse=True)[:MOST_EVIDENCE])


def opportunities(rule: Rule, unit: Unit, seen: Seen, language: str = "en") -> tuple[Opportunity, ...]:
    """Signs of peace in the last 90 days, and commitments that fall due by the end of the rule's window."""
    last = seen.day + timedelta(days=rule.window)
    due = [
        Opportunity("due", one.day, one.says, one.reference)
        for one in sorted(seen.dues, key=lambda one: one.day)
        if one.unit == unit and one.day <= last
    ]
    return (*_peace(unit, seen, language), *due)


def would_change(rule: Rule, reach: Reached, language: str = "en") -> tuple[str, ...]:
    """At which values the rule would be louder or silent: as much as the rule itself can say."""
    sign = rule.sign
    if sign.kind == "silence":
        return (say("reported_again", language) + ".",)
    shown = percent if sign.kind == "forecast" else figure
    unit = " %" if sign.kind == "forecast" else ""
    told = []
    for name, value in rule.raised:
        is_there = reach.value <= value if sign.at_most is not None else reach.value >= value
        if not is_there:
            colour = load_levels()[name].colour.told(language)
            told.append(say("rises", language, threshold=shown(value) + unit, level=colour) + ".")
    if reach.change is not None:
        return (*told, say("settled", language, since=reach.first) + ".")
    away = "falls_away" if sign.at_most is None else "falls_away_over"
    return (*told, say(away, language, threshold=shown(sign.threshold) + unit) + ".")


def _forecast(rule: Rule, reach: Reached, language: str) -> str:
    chance = reach.chance
    assert chance is not None
    interval = base = ""
    if chance.low is not None and chance.high is not None:
        interval = " " + say("interval", language, low=percent(chance.low), high=percent(chance.high))
    if chance.base is not None:
        base = say("base", language, base=percent(chance.base))
    told = say(
        "forecast",
        language,
        what=say(chance.of, language),
        weeks=chance.weeks,
        word=odds_of(chance.value).word.told(language),
        percent=percent(chance.value),
        interval=interval,
        base=base,
        threshold=percent(rule.sign.threshold),
    )
    return told + "."


def _peace(unit: Unit, seen: Seen, language: str) -> list[Opportunity]:
    found: dict[str, Opportunity] = {}
    first = seen.day - timedelta(days=RECENT - 1)
    for (of, name, step), series in sorted(seen.series.items(), key=lambda pair: pair[0]):
        if of != unit or name not in seen.peace or name in found:
            continue
        begin_at = whole_periods(series, first)
        values = series.values[begin_at : whole_periods(series, seen.day) + 1]
        told = [(begin_at + n, float(v)) for n, v in enumerate(values) if not math.isnan(v) and v > 0]
        if told:
            acts = [
                a for a in seen.acts if a.unit == unit and name in a.indicators and first <= a.day <= seen.day
            ]
            latest = max(acts, key=lambda act: (act.day, act.id), default=None)
            value = sum(number for _, number in told)
            day: date = (
                latest.day
                if latest
                else min(after(series.start, step, told[-1][0] + 1) - timedelta(days=1), seen.day)
            )
            said = say("peace", language, label=seen.label(name, language), value=figure(value), days=RECENT)
            found[name] = Opportunity(
                "peace", day, f"{said[:1].upper()}{said[1:]}.", latest.reference if latest else ""
            )
    return list(found.values())
