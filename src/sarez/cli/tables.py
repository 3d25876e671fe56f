"""`sarez tables …`: tables of events, ours and others', kept with their versions."""

from __future__ import annotations

import click

from sarez.cli.lazy import LazyGroup

VERBS = {
    "add": ("sarez.cli.tables_add:add", "Read tables of events and keep them."),
    "fetch": ("sarez.cli.tables_fetch:fetch", "Fetch tables of events from those who make them."),
    "remove": ("sarez.cli.tables_add:remove", "Remove a version."),
    "show": ("sarez.cli.tables_show:show", "Show what is kept."),
}


@click.command(cls=LazyGroup, verbs=VERBS, context_settings={"help_option_names": ["-h", "--help"]})
def tables() -> None:
    """Keep tables of events: UCDP, ACLED, GDELT, ICEWS, POLECAT and what `sarez read` found.

    They are kept with all their versions under `tables` in the folder that SAREZ_HOME names (~/.local/share/sarez by
    default), so that they can be asked as known on a day.
    """
