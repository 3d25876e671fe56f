"""The `sarez` command: one thin module per group of verbs, imported when it is called."""

from __future__ import annotations

import importlib
from typing import Any

import click

VERBS = {
    "actors": ("sarez.cli.actors:actors", "Show what the region knows of actors."),
    "demo": ("sarez.cli.demo:demo", "Read the sample chronicle and show what was found."),
    "places": ("sarez.cli.places:places", "Show what the region knows of places."),
    "read": ("sarez.cli.read:read", "Read reports: who did what, met whom and agreed what."),
    "score": ("sarez.cli.score:score", "Measure the reader on annotated reports."),
}
"""Each verb with where its command is and what it does, so that --help need not import them all."""


class LazyGroup(click.Group):
    """A group that imports a verb's module only when that verb is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in order."""
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a verb, None for an unknown one."""
        if cmd_name not in VERBS:
            return None
        module, name = VERBS[cmd_name][0].split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of verbs."""
        with formatter.section("Commands"):
            formatter.write_dl([(verb, VERBS[verb][1]) for verb in self.list_commands(ctx)])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a verb: bad use ends with a message and 2, Ctrl-C with 130, a reader that hung up with 141, silently."""
        from sarez.errors import SarezError

        try:
            return super().invoke(ctx)
        except SarezError as error:
            click.echo(f"sarez: {error}", err=True)
            ctx.exit(2)
        except KeyboardInterrupt:
            click.echo("Stopped.", err=True)
            ctx.exit(130)
        except BrokenPipeError:
            _let_go_of_stdout()
            ctx.exit(141)


def _let_go_of_stdout() -> None:
    """Point standard output nowhere, so that what is still in its buffer does not fail once more at exit."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sarez")
def main() -> None:
    """Sarez reads a region's reporting into a sourced record of who did what, met whom and agreed what."""
