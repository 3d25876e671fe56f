"""Write docs/cli.md from the help pages of the commands: `python scripts/write_cli_docs.py [--check]`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from sarez.cli import main

PAGE = Path(__file__).parents[1] / "docs" / "cli.md"
HEAD = """# The commands

Made by `scripts/write_cli_docs.py` from the commands' own help: do not edit.

Every command reads and writes streams. Standard output is for data, standard error for talk. Exit codes: `0` done,
`1` something could not be read (the rest was), `2` bad use, `130` stopped with Ctrl-C, `141` whoever read our output
hung up.
"""


def help_of(command: click.Command, name: str) -> str:
    """The help page of a command, 80 columns wide."""
    names = ["-h", "--help"]
    context = click.Context(
        command, info_name=name, terminal_width=80, max_content_width=80, help_option_names=names
    )
    return command.get_help(context)


def pages(command: click.Command, name: str) -> Iterator[str]:
    """The help pages of a command and of the commands under it."""
    yield f"## {name}\n\n```text\n{help_of(command, name)}\n```\n"
    if isinstance(command, click.Group):
        context = click.Context(command)
        for verb in command.list_commands(context):
            under = command.get_command(context, verb)
            assert under is not None
            yield from pages(under, f"{name} {verb}")


def page() -> str:
    """The whole of docs/cli.md."""
    return "\n".join([HEAD, *pages(main, "sarez")])


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        sys.exit(0 if PAGE.read_text(encoding="utf-8") == page() else f"{PAGE} is stale: run {sys.argv[0]}")
    PAGE.write_text(page(), encoding="utf-8")
