"""The command `sarez places`."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from sarez.cli import main

KEYS = ["query", "name", "lat", "lon", "country", "admin1", "kind", "source"]


def test_json_is_one_object_a_line_with_every_key() -> None:
    result = CliRunner().invoke(main, ["places", "Vorukh", "Amu Darya", "Nowhereville", "--format", "json"])
    assert result.exit_code == 0
    vorukh, river, unknown = map(json.loads, result.stdout.splitlines())
    assert list(vorukh) == list(river) == list(unknown) == KEYS
    assert (vorukh["country"], vorukh["admin1"], vorukh["source"]) == ("TJK", "Sughd Region", "Sarez")
    assert (river["country"], river["admin1"], river["kind"]) == (None, None, "river")
    assert unknown == dict.fromkeys(KEYS) | {"query": "Nowhereville"}


def test_names_are_read_from_standard_input() -> None:
    result = CliRunner().invoke(main, ["places", "-", "--format", "json"], input="Osh\n\nБишкек\n")
    assert [json.loads(line)["country"] for line in result.stdout.splitlines()] == ["KGZ", "KGZ"]


def test_the_table_says_what_is_not_known() -> None:
    result = CliRunner().invoke(main, ["places", "Osh", "Nowhereville", "--format", "table"])
    assert result.exit_code == 0
    assert "Osh Region" in result.stdout and "not known" in result.stdout


def test_a_name_with_brackets_is_shown_as_it_is() -> None:
    result = CliRunner().invoke(main, ["places", "[bold]", "--format", "table"])
    assert "[bold]" in result.stdout


def test_a_region_may_be_a_folder(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["places", "Osh", "--region", str(tmp_path)])
    assert result.exit_code == 2
    assert "places_curated.csv" in result.stderr


def test_help_has_an_example() -> None:
    result = CliRunner().invoke(main, ["places", "--help"])
    assert result.exit_code == 0 and 'sarez places Vorukh "Ak-Sai village"' in result.output
