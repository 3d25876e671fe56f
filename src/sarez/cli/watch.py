"""`sarez watch …`: indicators, changes, forecasts and warnings; each verb a thin module, imported when it is called."""

from __future__ import annotations

import click

from sarez.cli.lazy import LazyGroup

VERBS = {
    "changes": (
        "sarez.cli.watch_changes:changes",
        "Show which series moved beyond their own noise, since when.",
    ),
    "forecast": ("sarez.cli.watch_forecast:forecast", "Foresee deaths by country and month."),
    "incidents": ("sarez.cli.watch_incidents:incidents", "Show how likely an incident is in the next weeks."),
    "panel": ("sarez.cli.watch_panel:panel", "Count indicators of tension and peace by unit and period."),
    "replay": ("sarez.cli.watch_replay:replay", "Step through the past with only what was known then."),
    "score": ("sarez.cli.watch_score:score", "Score forecasts of deaths on past years."),
}


@click.command(cls=LazyGroup, verbs=VERBS, context_settings={"help_option_names": ["-h", "--help"]})
def watch() -> None:
    """Watch countries, pairs of states, provinces and issues: what rose, what eased, what may come, what was warned of."""
