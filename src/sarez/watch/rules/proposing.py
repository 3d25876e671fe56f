"""Which warnings the rules propose on a day, and which the cool-down and the budget hold back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sarez.watch.rules.levels import load_levels
from sarez.watch.rules.measuring import Reached, chance_of, reached
from sarez.watch.rules.proposal import Held, Past, Proposal, Proposals
from sarez.watch.rules.reasons import evidence, opportunities, rationale, would_change
from sarez.watch.rules.rule import Rule, Rules
from sarez.watch.rules.seen import Chance, Seen
from sarez.watch.rules.wording import say
from sarez.watch.units import Unit


def propose(rules: Rules, seen: Seen, past: Sequence[Past], day: date, *, language: str = "en") -> Proposals:
    """What the rules propose on `day` by what was `seen` on it, the strongest first.

    The stronger is the one of the higher level, then the one that is more times its threshold. Where several rules
    speak of one unit and issue there is one proposal, the strongest. One that is not louder than a warning on its unit
    and issue in the rule's cool-down is held back; so is what goes beyond the month's budget, of which `reserve` are
    kept for the highest level. `past` are the warnings that are out; those that a rule proposed use the budget.
    """
    if seen.day != day:
        seen = replace(seen, day=day)
    found = [
        (rule, _proposal(rule, unit, reach, seen, language))
        for rule in rules.rules
        if rule.is_active
        for unit in seen.units
        if rule.is_for(unit) and (reach := reached(rule, unit, seen)) is not None
    ]
    cool, held = _cooled(_joined(found), past, day, language)
    out, left, over = _budgeted(cool, rules, past, day, language)
    return Proposals(tuple(out), tuple(held + over), left)


def _proposal(rule: Rule, unit: Unit, reach: Reached, seen: Seen, language: str) -> Proposal:
    return Proposal(
        rule=rule.name,
        unit=unit,
        issue=rule.issue,
        level=rule.level_at(reach.value),
        day=seen.day,
        first=seen.day + timedelta(days=1),
        last=seen.day + timedelta(days=rule.window),
        value=reach.value,
        strength=reach.strength,
        rationale=rationale(rule, reach, seen, language),
        chance=reach.chance or _nearest(seen, unit, rule.window),
        evidence=evidence(rule, unit, reach, seen),
        opportunities=opportunities(rule, unit, seen, language),
        would_change=would_change(rule, reach, language),
    )


def _nearest(seen: Seen, unit: Unit, window: int) -> Chance | None:
    """The forecast that goes best with a window: of any incident, else of an armed one."""
    weeks = round(window / 7)
    return chance_of(seen, unit, "any", weeks) or chance_of(seen, unit, "armed", weeks)


def _order(proposal: Proposal) -> tuple[int, float, str, str]:
    return (-load_levels()[proposal.level].order, -proposal.strength, proposal.unit.name, proposal.rule)


def _joined(found: Iterable[tuple[Rule, Proposal]]) -> list[tuple[Rule, Proposal]]:
    """One proposal for each unit and issue, the strongest, which names the other rules."""
    groups: dict[tuple[Unit, str], list[tuple[Rule, Proposal]]] = {}
    for rule, proposal in found:
        groups.setdefault((proposal.unit, proposal.issue), []).append((rule, proposal))
    joined = []
    for group in groups.values():
        (rule, best), *others = sorted(group, key=lambda pair: _order(pair[1]))
        joined.append((rule, replace(best, also=tuple(other.rule for _, other in others))))
    return sorted(joined, key=lambda pair: _order(pair[1]))


def _cooled(
    found: Iterable[tuple[Rule, Proposal]], past: Sequence[Past], day: date, language: str
) -> tuple[list[Proposal], list[Held]]:
    levels = load_levels()
    out: list[Proposal] = []
    held: list[Held] = []
    for rule, proposal in found:
        recent = [
            one
            for one in past
            if (one.unit, one.issue) == (proposal.unit, proposal.issue)
            and 0 <= (day - one.day).days < rule.cool_down
            and levels[one.level].order >= levels[proposal.level].order
        ]
        if not recent:
            out.append(proposal)
            continue
        last = max(recent, key=lambda one: one.day)
        told = levels[last.level].colour.told(language)
        until = last.day + timedelta(days=rule.cool_down)
        held.append(
            Held(proposal, "cool_down", say("cool_down", language, day=last.day, level=told, until=until))
        )
    return out, held


def _budgeted(
    found: Iterable[Proposal], rules: Rules, past: Sequence[Past], day: date, language: str
) -> tuple[list[Proposal], int, list[Held]]:
    top = max(level.order for level in load_levels().values())
    left = rules.budget - sum(
        bool(one.rule) and (one.day.year, one.day.month) == (day.year, day.month) for one in past
    )
    out: list[Proposal] = []
    held: list[Held] = []
    for proposal in found:
        is_top = load_levels()[proposal.level].order == top
        if left > (0 if is_top else rules.reserve):
            out.append(proposal)
            left -= 1
            continue
        why = "budget" if left <= 0 else "reserve"
        said = say(why, language, budget=rules.budget, month=f"{day:%Y-%m}")
        held.append(Held(proposal, "budget", said))
    return out, max(left, 0), held
