"""How a replay is shown: a table for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from rich.table import Table

    from sarez.watch.ledger import Episode, Near, Verdict
    from sarez.watch.replay import Learned, Moment, Outcome
    from sarez.watch.rules import Held, Proposal

DAYS = 56
WEEKS = 4
WIDTH = 132
SAMPLE = (
    "Read from the sample chronicle: what its reports do not say, or the reader did not find, was not known. "
    "An event counts as known from the end of the day on which its report was published."
)


def write_table(moments: Sequence[Moment], end: Outcome, stream: TextIO, *, is_sample: bool) -> None:
    """The days on which something happened, then what became of the warnings."""
    from rich.console import Console

    console = Console(file=stream, width=WIDTH, highlight=False, no_color=not stream.isatty())
    if is_sample:
        console.print(SAMPLE, style="dim")
    table = _table()
    for moment in moments:
        if moment.is_eventful or _newly_held(moment, moments):
            _row(table, moment)
    console.print(table)
    _ending(console.print, end)


def _table() -> Table:
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("day", no_wrap=True)
    table.add_column("what became known", ratio=5)
    table.add_column(f"conflict\n{DAYS} days", justify="right", no_wrap=True)
    table.add_column(f"talks, deals\n{DAYS} days", justify="right", no_wrap=True)
    table.add_column(f"armed within\n{WEEKS} weeks", justify="right", no_wrap=True)
    table.add_column("what the rules say", ratio=5)
    return table


def _row(table: Table, moment: Moment) -> None:
    from rich.text import Text

    chance = next((c for c in moment.chances if c.of == "armed" and c.weeks == WEEKS), None)
    peace = [moment.total(name, DAYS) for name in ("talks", "agreements")]
    told = [*map(_proposal, moment.proposals.out), *map(_held, _budget(moment))]
    told += [
        f"{moment.labels.get(alarm.indicator, alarm.indicator)} {'rises' if alarm.direction == 'up' else 'falls'} "
        f"beyond its noise since {alarm.since}"
        for alarm in moment.alarms
    ]
    cells = (
        str(moment.day),
        "\n".join(map(_learned, moment.learned)),
        _number(moment.total("material_conflict", DAYS)),
        _number(None if None in peace else sum(n or 0 for n in peace)),
        "–" if chance is None else f"{chance.value:.0%}",
        "\n".join(told),
    )
    table.add_row(*(Text(cell) for cell in cells))


def _learned(one: Learned) -> str:
    when = f"{one.first:%d %b}".lstrip("0") if one.precision == "day" else f"{one.first:%b %Y}"
    status = "" if one.status == "occurred" else f" ({one.status.replace('_', ' ')})"
    dead = "" if one.deaths is None else f", {one.deaths} dead"
    sides = " → ".join(side for side in (one.actor, one.recipient) if side)
    place = f", {one.place}" if one.place else ""
    return f"{when} {' '.join(p for p in (one.type, one.mode) if p)} {sides}{place}{dead}{status}"


def _proposal(one: Proposal) -> str:
    from sarez.watch.rules import level

    return f"{level(one.level).mark} {one.level.upper()} until {one.last}: {one.rationale} [{', '.join((one.rule, *one.also))}]"


def _held(one: Held) -> str:
    return f"held back: {one.proposal.level} [{one.proposal.rule}]. {one.says}."


def _budget(moment: Moment) -> list[Held]:
    return [one for one in moment.proposals.held if one.why == "budget"]


def _newly_held(moment: Moment, moments: Sequence[Moment]) -> bool:
    """Whether the budget holds back what it did not on the day before."""
    n = (moment.day - moments[0].day).days
    before = _budget(moments[n - 1]) if n else []
    return {h.proposal.rule for h in _budget(moment)} > {h.proposal.rule for h in before}


def _ending(say: Any, end: Outcome) -> None:
    scores = end.scores
    say(f"\nWarnings that would have gone out: {scores.issued}", style="bold")
    for verdict in end.ledger.verdicts:
        say(f"  {_verdict(verdict)}")
    say(f"\nWhat happened, as known at the end: {scores.episodes} episodes", style="bold")
    for episode in end.ledger.episodes:
        say(f"  {_episode(episode)}")
    say("")
    precision = "–" if scores.precision is None else f"{scores.precision:.0%}"
    recall = "–" if scores.recall is None else f"{scores.recall:.0%}"
    say(
        f"Hits {scores.hits} (the start of an episode: {scores.onsets}), false {scores.false}, open {scores.open}: "
        f"precision {precision}. Episodes warned of {scores.warned} of {scores.episodes}: {recall}."
    )
    if scores.leads:
        say(f"Lead: median {_lead(scores.lead)}, from {_lead(scores.leads[0])} to {_lead(scores.leads[-1])}.")
    if scores.is_few:
        say("So few warnings and episodes tell a story, not how good the rules are.")


def _verdict(one: Verdict) -> str:
    told = f"{one.outcome:6} {one.warning.id.split('/')[0]}, issued {one.warning.issued_at.date()}, to {one.warning.last}"
    if one.incident is not None:
        more = "" if one.is_onset else ", in an episode under way"
        return f"{told}: {one.incident.day} {one.incident.says}, {_lead(one.lead)} ahead{more}"
    return f"{told}{_near(one.near)}"


def _episode(one: Episode) -> str:
    others, last = len(one.incidents) - 1, one.incidents[-1].day
    more = f" (and {others} more{' that day' if last == one.first.day else f' to {last}'})" if others else ""
    told = f"{one.first.day} {one.first.says}{more}, known {one.first.known_at.date()}"
    if one.is_miss:
        return f"missed {told}{_near(one.near)}"
    return (
        f"warned {told}: {_lead(one.lead)} ahead by {', '.join(name.split('/')[0] for name in one.warned_by)}"
    )


def _near(near: Iterable[Near]) -> str:
    words = {
        "same_day": "an incident on the day of issue",
        "after_window": "an incident {} days after its window",
        "taken_back": "taken back {} days before",
        "neighbour": "in {unit} instead",
        "late": "a warning came {} days after it began",
        "window_over": "a warning's window was over {} days before",
    }
    told = "; ".join(words[one.kind].format(one.days, unit=one.unit.name) for one in near)
    return f" (nearly: {told})" if told else ""


def _lead(lead: timedelta | None) -> str:
    if lead is None:
        return "–"
    hours = round(lead.total_seconds() / 3600)
    return f"{hours // 24} days" if hours >= 48 else f"{hours} hours"


def _number(value: float | None) -> str:
    return "no data" if value is None else f"{value:g}"


def json_of(moment: Moment) -> str:
    """A day as one JSON object; totals are of the last 56 days."""
    return json.dumps(
        {
            "day": str(moment.day),
            "unit": moment.unit.name,
            "learned": [_plain(one) for one in moment.learned],
            "totals": moment.totals(DAYS),
            "chances": [
                {
                    "of": c.of,
                    "weeks": c.weeks,
                    "probability": c.value,
                    "low": c.low,
                    "high": c.high,
                    "base": c.base,
                }
                for c in moment.chances
            ],
            "alarms": [_plain(one) for one in moment.alarms],
            "warnings": [_plain(one) for one in moment.proposals.out],
            "held": [
                {"rule": h.proposal.rule, "level": h.proposal.level, "why": h.why, "says": h.says}
                for h in moment.proposals.held
            ],
        },
        ensure_ascii=False,
    )


def json_of_outcome(end: Outcome) -> str:
    """The end of a replay as one JSON object, under `outcome`."""
    scores = end.scores
    figures = {
        name: getattr(scores, name)
        for name in ("issued", "hits", "onsets", "false", "open", "episodes", "warned")
    }
    figures |= {"precision": scores.precision, "recall": scores.recall}
    figures["leads_hours"] = [lead.total_seconds() / 3600 for lead in scores.leads]
    verdicts = [
        {
            "warning": v.warning.id,
            "outcome": v.outcome,
            "incident": v.incident.id if v.incident else None,
            "lead_hours": v.lead.total_seconds() / 3600 if v.lead is not None else None,
            "near": [_plain(n) for n in v.near],
        }
        for v in end.ledger.verdicts
    ]
    episodes = [
        {
            "day": str(e.first.day),
            "incidents": [i.id for i in e.incidents],
            "warned_by": list(e.warned_by),
            "near": [_plain(n) for n in e.near],
        }
        for e in end.ledger.episodes
    ]
    return json.dumps({"outcome": figures, "verdicts": verdicts, "episodes": episodes}, ensure_ascii=False)


def _plain(value: Any) -> Any:
    """A dataclass as plain values: units by name, days and times as text."""
    from dataclasses import fields, is_dataclass
    from datetime import date

    from sarez.watch.units import Unit

    if isinstance(value, Unit):
        return value.name
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list | frozenset | set):
        parts = sorted(value) if isinstance(value, frozenset | set) else value
        return [_plain(part) for part in parts]
    return value.isoformat() if isinstance(value, date) else value
