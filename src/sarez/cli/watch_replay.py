"""`sarez watch replay`: a past crisis, day by day, with only what was known then."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sarez.watch.rules import Rules
    from sarez.watch.units import Unit


@click.command()
@click.option(
    "--unit", "-u", required=True, metavar="UNIT", help="A country (KGZ), pair (KGZ-TJK), province or issue."
)
@click.option(
    "--from", "begun", required=True, metavar="DATE", help="The first day: 2022, 2022-01 or 2022-01-15."
)
@click.option(
    "--to",
    "ended",
    required=True,
    metavar="DATE",
    help="The last day: of the year or month, if no day is given.",
)
@click.option(
    "--events", "paths", multiple=True, type=click.Path(exists=True, path_type=Path), metavar="PATH",
    help="A Parquet file of events, or a folder of kept tables; without it the sample chronicle is read.",
)  # fmt: skip
@click.option("--tables", "is_kept", is_flag=True, help="Take the tables that `sarez tables` keeps.")
@click.option(
    "--rules", "rule_file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
    help="Warning rules of your own (YAML); without it those that ship.",
)  # fmt: skip
@click.option(
    "--clearance", type=click.IntRange(0, 4), default=4, show_default=True,
    help="Highest marking seen, 0 (TLP:CLEAR) to 4 (TLP:RED).",
)  # fmt: skip
@click.option(
    "--format", "-f", "form", type=click.Choice(("table", "json")), default="table", show_default=True,
    help="A table of the days on which something happened, or every day as a JSON object on a line.",
)  # fmt: skip
@click.option("--output", "-o", metavar="FILE", help="Where to write; standard output without it.")
@click.option(
    "--workers",
    "-w",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help="Processes that read the sample.",
)
@click.option("--region", default="central_asia", show_default=True, help="The region: a name or a folder.")
def replay(
    unit: str,
    begun: str,
    ended: str,
    paths: tuple[Path, ...],
    is_kept: bool,
    rule_file: Path | None,
    clearance: int,
    form: str,
    output: str | None,
    workers: int,
    region: str,
) -> None:
    """Step through the past day by day with only what was known then.

    For each day: what became known, where the indicators stood, what the forecast of incidents said, and which warnings
    the rules would have proposed. At the end these warnings are judged against what happened: hits, misses, false ones,
    and how long before. An event of the sample chronicle is known from the end of the day its report was published.

    \b
    Example:
      sarez watch replay --unit KGZ-TJK --from 2022-01 --to 2022-12
    """
    from sarez.cli import watch_replay_told as told
    from sarez.cli.output import opened
    from sarez.cli.progress import followed
    from sarez.cli.tables_add import store_of_home
    from sarez.cli.watch_events import events_of
    from sarez.region.region import folder_of, watched_states
    from sarez.watch.replay import forecaster, happened, outcome
    from sarez.watch.replay import replay as step_through
    from sarez.watch.units import unit_of

    asked, first, last = unit_of(unit), day_of(begun), day_of(ended, is_last=True)
    states = watched_states(folder_of(region)) | set(asked.states)
    rules = _rules(rule_file)
    _check(asked, rules)
    if is_kept:
        paths = (*paths, store_of_home().folder)
    events = events_of(paths, states, workers)
    days = step_through(
        events, asked, first, last, rules=rules, clearance=clearance, forecaster=forecaster(states, clearance=clearance)
    )  # fmt: skip
    shown = followed(days, total=(last - first).days + 1, what="Replaying", is_shown=True)
    with opened(output) as stream:
        moments = []
        for moment in shown:
            moments.append(moment)
            if form == "json":
                stream.write(told.json_of(moment) + "\n")
        end = outcome(moments, happened(events, asked, last, clearance=clearance), first, last)
        if form == "json":
            stream.write(told.json_of_outcome(end) + "\n")
        else:
            told.write_table(moments, end, stream, is_sample=not paths)


def day_of(text: str, *, is_last: bool = False) -> date:
    """The day that a date to the year, month or day means: its first or, if `is_last`, its last. SarezError for none."""
    from calendar import monthrange

    from sarez.errors import SarezError

    parts = text.strip().split("-")
    try:
        if not (
            1 <= len(parts) <= 3 and len(parts[0]) == 4 and all(p.isascii() and p.isdecimal() for p in parts)
        ):
            raise ValueError
        year, month, day = (int(parts[n]) if n < len(parts) else 0 for n in range(3))
        if len(parts) < 2:
            month = 12 if is_last else 1
        if len(parts) < 3:
            day = monthrange(year, month)[1] if is_last else 1
        return date(year, month, day)
    except ValueError as error:
        raise SarezError(f"{text!r} is no date: write 2022, 2022-01 or 2022-01-15.") from error


def _rules(path: Path | None) -> Rules:
    """The rules; what is wrong in them is told on standard error. SarezError where none stands."""
    from sarez.errors import SarezError
    from sarez.watch.panel import load_indicators
    from sarez.watch.rules import known_here, load_rules

    rules, problems = load_rules(path, known=known_here(frozenset(load_indicators())))
    for problem in problems:
        click.echo(str(problem), err=True)
    if not rules.rules:
        raise SarezError(
            "There is no rule to replay. Correct the file, or leave --rules out for those that ship."
        )
    return rules


def _check(unit: Unit, rules: Rules) -> None:
    """A word on standard error where no rule is for the unit."""
    if not any(rule.is_for(unit) and rule.is_active for rule in rules.rules):
        click.echo(f"No rule is for {unit.name}: nothing would have been warned of.", err=True)
