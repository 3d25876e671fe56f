"""The `sarez` command: one thin module per group of verbs, imported when it is called."""

from __future__ import annotations

import click

from sarez.cli.lazy import LazyGroup

VERBS = {
    "actors": ("sarez.cli.actors:actors", "Show what the region knows of actors."),
    "credentials": ("sarez.cli.credentials:credentials", "Verify certificates, with no network."),
    "demo": ("sarez.cli.demo:demo", "Read the sample chronicle and show what was found."),
    "desk": ("sarez.cli.desk:desk", "Keep a desk: the record and its pages."),
    "places": ("sarez.cli.places:places", "Show what the region knows of places."),
    "read": ("sarez.cli.read:read", "Read reports: who did what, met whom and agreed what."),
    "tables": ("sarez.cli.tables:tables", "Keep tables of events: UCDP, ACLED, GDELT and others."),
    "score": ("sarez.cli.score:score", "Measure the reader on annotated reports."),
    "watch": ("sarez.cli.watch:watch", "Watch tension and peace: changes, forecasts, warnings."),
}
"""Each verb with where its command is and what it does, so that --help need not import them all."""


@click.command(cls=LazyGroup, verbs=VERBS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sarez")
def main() -> None:
    """Sarez reads a region's reporting into a sourced record of who did what, met whom and agreed what."""
