"""A group of verbs that imports a verb's module only when that verb is asked for."""

from __future__ import annotations

import importlib
from typing import Any

import click


class LazyGroup(click.Group):
    """A group whose verbs are named with their modules and what they do, so that --help need not import them."""

    def __init__(self, *args: Any, verbs: dict[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.verbs = verbs

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in order."""
        return sorted(self.verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a verb, None for an unknown one."""
        if cmd_name not in self.verbs:
            return None
        module, name = self.verbs[cmd_name][0].split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of verbs."""
        with formatter.section("Commands"):
            formatter.write_dl([(verb, self.verbs[verb][1]) for verb in self.list_commands(ctx)])

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
