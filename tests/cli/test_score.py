"""`sarez score`: figures over a folder of annotated reports."""

import json

import pytest
from click.testing import CliRunner

from sarez.cli.score import score

GOLD = {
    "people": [{"name": "Sadyr Japarov", "position": "president", "country": "KGZ"}],
    "events": [
        {
            "type": "CONSULT",
            "actor": ["KGZ"],
            "recipient": ["UZB"],
            "date": "2022-05-03",
            "status": "occurred",
        }
    ],
    "engagements": [],
    "commitments": [],
}


@pytest.fixture
def gold(tmp_path):
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "a.json").write_text(json.dumps({**GOLD, "title": "NOT FOR THE READER"}), "utf-8")
    (folder / "a.txt").write_text(
        "President Sadyr Japarov met an Uzbek envoy in Bishkek on 3 May 2022.\n", "utf-8"
    )
    return folder


@pytest.fixture
def predictions(tmp_path):
    path = tmp_path / "found.jsonl"
    path.write_text(json.dumps({**GOLD, "file": "some/where/a.txt"}) + "\n", "utf-8")
    return path


def run(*arguments):
    return CliRunner().invoke(score, [str(argument) for argument in arguments])


def test_the_reader_is_run_over_the_texts_and_given_nothing_else(sarez, gold):
    done = sarez("score", gold, "--misses", "people")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1 reports, 0 unread\n")
    assert "people F1" in done.stdout
    assert "NOT FOR THE READER" not in done.stdout


def test_ready_predictions_are_scored_without_reading(gold, predictions):
    done = run(gold, "--predictions", predictions)
    assert "people F1                           1.000   (1 right of 1, 1 given)" in done.output
    assert "event type+parties F1               1.000   (1 right of 1, 1 given)" in done.output


def test_figures_as_json(gold, predictions):
    done = run(gold, "--predictions", predictions, "--format", "json")
    figures = json.loads(done.output)
    assert figures["people country"] == 1.0
    assert figures["event date"] == 1.0


def test_a_report_without_a_reading_is_named(gold, tmp_path):
    empty = tmp_path / "none.jsonl"
    empty.write_text("", "utf-8")
    done = run(gold, "--predictions", empty, "--misses", "people")
    assert done.output.startswith("1 reports, 1 unread: a\n")
    assert "a\tmissed\t" in done.output


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("a.json", "{", "is no JSON"),
        ("a.json", "[]", "holds no JSON object"),
        ("a.json", '{"people": []}', "has no list of events, engagements, commitments"),
        ("found.jsonl", '{"people": []}', "under “file”"),
    ],
)
def test_what_cannot_be_used_is_named(sarez, gold, predictions, name, text, complaint):
    (gold / name if name.endswith(".json") else predictions).write_text(text, "utf-8")
    done = sarez("score", gold, "--predictions", predictions)
    assert done.returncode == 2
    assert complaint in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_without_annotations_is_bad_use(sarez, tmp_path):
    done = sarez("score", tmp_path)
    assert done.returncode == 2
    assert "no annotations" in done.stderr
