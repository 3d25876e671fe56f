"""The `sarez` command: one thin module per group of verbs, imported when it is called."""

from __future__ import annotations

import importlib

import click

VERBS = {
    "read": "sarez.cli.read:read",
    "demo": "sarez.cli.demo:demo",
    "score": "sarez.cli.score:score",
    "places": "sarez.cli.places:places",
    "actors": "sarez.cli.actors:actors",
}


class LazyGroup(click.Group):
    """A group that imports a verb's module only when that verb is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module, name = VERBS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sarez")
def main() -> None:
    """Sarez reads a region's reporting into a sourced record of who did what, met whom and agreed what."""
