"""The documentation says what is true: commands, options, links."""

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from sarez.cli import main

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [
    *sorted(DOCS.glob("*.md")),
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
]


def commands(found=main, name=()):
    """Each command with its name, those under a group too."""
    if name:
        yield pytest.param(found, " ".join(name), id=" ".join(name))
    if isinstance(found, click.Group):
        context = click.Context(found)
        for verb in found.list_commands(context):
            yield from commands(found.get_command(context, verb), (*name, verb))


def test_the_page_of_commands_is_not_stale():
    script = (
        ROOT / "scripts" / "write_cli_docs.py"
    )  # in a process of its own: click keeps help options once made
    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("command", "name"), list(commands()))
def test_every_command_and_option_says_what_it_does(command, name):
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"sarez {name} {parameter.opts[0]} has no help"
    text = (DOCS / "cli.md").read_text("utf-8")
    assert f"## sarez {name}\n" in text


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (page.parent / target).exists(), target


def test_every_page_is_reached_from_the_index():
    index = (DOCS / "index.md").read_text("utf-8")
    assert [p.name for p in DOCS.glob("*.md") if p.name != "index.md" and f"({p.name})" not in index] == []


def test_the_pictures_are_small():
    sizes = {picture.name: picture.stat().st_size for picture in (DOCS / "images").iterdir()}
    assert [name for name, size in sizes.items() if size > 200_000] == []
    assert sum(sizes.values()) < 2_500_000


def test_every_picture_is_shown_somewhere():
    shown = "".join(page.read_text("utf-8") for page in PAGES)
    assert [p.name for p in (DOCS / "images").iterdir() if f"images/{p.name})" not in shown] == []
