"""The command `sarez actors`."""

from __future__ import annotations

import json
from typing import Any

from click.testing import CliRunner

from sarez.cli import main

KEYS = ["query", "code", "kind", "name", "state", "members", "candidates", "offices"]


def ask(*args: str, text: str | None = None) -> list[dict[str, Any]]:
    result = CliRunner().invoke(main, ["actors", *args, "--format", "json"], input=text)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_json_is_one_object_a_line_with_every_key() -> None:
    body, unknown = ask("UNRCCA", "Nobody Inparticular")
    assert list(body) == list(unknown) == KEYS
    assert (body["code"], body["kind"]) == ("UNRCCA", "body")
    assert unknown == dict.fromkeys(KEYS) | {"query": "Nobody Inparticular"}


def test_a_body_has_the_members_of_the_date() -> None:
    (before,) = ask("CSTO", "--on", "2010-01-01")
    (after,) = ask("CSTO", "--on", "2014")
    assert set(before["members"]) - set(after["members"]) == {"UZB"}


def test_a_name_that_two_states_share_has_candidates() -> None:
    (gknb,) = ask("GKNB")
    assert (gknb["code"], gknb["members"], gknb["candidates"]) == (None, None, ["KGZ", "TJK"])


def test_a_title_tells_its_holder_on_the_date() -> None:
    (row,) = ask("the Kyrgyz president", "--on", "2010-05-01")
    assert (row["name"], row["kind"], row["code"], row["state"]) == ("Roza Otunbayeva", "title", "KGZ", "KGZ")
    assert [o["office"] for o in row["offices"]] == ["KGZ/president"]


def test_a_person_has_the_offices_held() -> None:
    (row,) = ask("A. Kamilov")
    assert (row["name"], row["kind"]) == ("Abdulaziz Kamilov", "person")
    assert "UZB/foreign minister" in [o["office"] for o in row["offices"]]


def test_a_person_out_of_office_is_known_all_the_same() -> None:
    (row,) = ask("Askar Akayev", "--on", "2015-01-01")
    assert (row["name"], row["offices"], row["code"]) == ("Askar Akayev", [], None)


def test_a_surname_may_be_several_persons() -> None:
    names = {row["name"] for row in ask("Zhaparov")}
    assert {"Sadyr Japarov", "Akylbek Japarov"} <= names


def test_names_are_read_from_standard_input() -> None:
    assert [row["code"] for row in ask("-", text="Kyrgyzstan\n\nUNODC\n")] == ["KGZ", "UNODC"]


def test_the_table_says_what_is_not_known() -> None:
    args = ["actors", "UNRCCA", "[bold]", "--format", "table"]
    result = CliRunner().invoke(main, args)
    assert result.exit_code == 0
    assert all(word in result.stdout for word in ("UNRCCA", "[bold]", "not known"))


def test_a_date_that_is_none_is_refused_with_an_example() -> None:
    result = CliRunner().invoke(main, ["actors", "UN", "--on", "yesterday"])
    assert result.exit_code == 2
    assert "write 2021-05-01" in result.stderr


def test_an_unknown_region_is_refused_with_the_known_ones() -> None:
    result = CliRunner().invoke(main, ["actors", "UN", "--region", "atlantis"])
    assert result.exit_code == 2
    assert "central_asia" in result.stderr


def test_help_has_an_example() -> None:
    result = CliRunner().invoke(main, ["actors", "--help"])
    assert result.exit_code == 0
    assert "sarez actors UNRCCA" in result.output
