"""The figures: small cases counted by hand, and the same figures as the project's own measure."""

import json
import random
import subprocess
import sys
from copy import deepcopy
from math import isnan
from pathlib import Path

import pytest

from sarez.reading.likeness import is_same_date, is_same_place, name_likeness, pair, word_f1
from sarez.reading.scoring import misses, score

ROOT = Path(__file__).parents[2]
MEASURE = ROOT.parent / "shared" / "gold" / "score.py"
EMPTY = {"people": [], "events": [], "engagements": [], "commitments": []}


def event(type_, actor, recipient, **facts):
    return {"type": type_, "actor": actor, "recipient": recipient, "status": "occurred", **facts}


def figures(gold, found):
    return {
        figure.name: figure.value for figure in score({"a": {**EMPTY, **gold}}, {"a": {"file": "a", **found}})
    }


def test_one_of_two_people_found_and_one_invented_is_an_f1_of_a_half():
    gold = {"people": [{"name": "Sadyr Japarov"}, {"name": "Emomali Rahmon"}]}
    found = {"people": [{"name": "S. Japarov"}, {"name": "Batken Province"}]}
    got = figures(gold, found)
    assert got["people precision"] == got["people recall"] == got["people F1"] == 0.5


def test_an_event_of_the_same_quad_class_counts_there_and_not_by_type():
    gold = {"events": [event("AGREE", ["KGZ"], ["TJK"])]}
    found = {"events": [event("CONSULT", ["TJK"], ["KGZ"])]}
    got = figures(gold, found)
    assert got["event quad+parties F1"] == 1.0
    assert got["event type+parties F1"] == 0.0


def test_direction_is_asked_only_of_acts_that_have_one():
    gold = {"events": [event("AGREE", ["KGZ"], ["TJK"]), event("ACCUSE", ["KGZ"], ["TJK"])]}
    found = {"events": [event("AGREE", ["TJK"], ["KGZ"]), event("ACCUSE", ["TJK"], ["KGZ"])]}
    assert figures(gold, found)["event direction"] == 0.0
    assert "event direction" not in figures({"events": gold["events"][:1]}, {"events": found["events"][:1]})


def test_attributes_are_shares_of_what_was_found():
    gold = {
        "events": [
            event("ASSAULT", ["TJK"], ["KGZ"], date="2021-04-29", place="Kok-Tash", country="KGZ", killed=3),
            event("AID", ["JPN"], ["KGZ"], date=None, place=None, country=None, killed=None),
            event("PROTEST", ["civilians"], ["KAZ"]),
        ]
    }
    found = {
        "events": [
            event("ASSAULT", ["TJK"], ["KGZ"], date="2021-04-28", place="Koktash", country="KGZ", killed=3),
            event("AID", ["JPN"], ["KGZ"], date="2021", place=None, country=None, killed=5, status="planned"),
        ]
    }
    got = figures(gold, found)
    assert got["event type+parties recall"] == pytest.approx(2 / 3)
    assert got["event type+parties F1"] == pytest.approx(4 / 5)
    assert got["event date"] == 0.0
    assert got["event place"] == got["event country"] == 1.0
    assert got["event status"] == got["event killed"] == 0.5


def test_silence_is_right_only_where_nothing_happened():
    assert figures({}, {})["silence on reports with no event"] == 1.0
    invented = {"events": [event("AID", ["JPN"], ["KGZ"])]}
    assert figures({}, invented)["silence on reports with no event"] == 0.0


def test_only_firm_commitments_are_counted():
    gold = {"commitments": [{"parties": ["KGZ", "TJK"], "text": "open the Batken road"}]}
    firm = {"parties": ["KGZ"], "text": "open the Batken road", "modality": "agreed"}
    loose = {"parties": ["UZB"], "text": "open the Sokh road", "modality": "proposed"}
    got = figures(gold, {"commitments": [firm, loose]})
    assert got["commitment F1"] == 1.0
    assert got["commitment parties"] == 1.0


def test_an_unread_report_counts_as_read_empty():
    golds = {"a": {**EMPTY, "people": [{"name": "Sadyr Japarov"}]}, "b": EMPTY}
    got = {figure.name: figure.value for figure in score(golds, {})}
    assert got["people recall"] == 0.0
    assert got["people precision"] == 0.0
    assert got["silence on reports with no event"] == 1.0


def test_issues_are_those_of_all_events_and_engagements_of_a_report():
    gold = {"events": [event("AID", ["JPN"], ["KGZ"], issues=["water", "border"])]}
    found = {"engagements": [{"kind": "visit", "issues": ["water", "health"]}]}
    assert figures(gold, found)["issue F1"] == 0.5


def test_misses_name_what_was_missed_and_what_was_extra():
    golds = {"a": {**EMPTY, "people": [{"name": "Sadyr Japarov"}]}}
    found = {"a": {"file": "a.txt", "people": [{"name": "Ole Solvang"}]}}
    assert [str(miss) for miss in misses(golds, found, "people")] == [
        'a.txt\tmissed\t{"name": "Sadyr Japarov"}',
        'a.txt\textra\t{"name": "Ole Solvang"}',
    ]


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        ("2021-04-30", "2021-04-30", True),
        ("2021-04", "2021-04-30", True),
        ("2021-04-30", "2021-04", True),
        ("2021-04-30", "2021", False),
        ("2021", "2021", True),
        ("2021-04-30", "2021-05-01", False),
        (None, None, True),
        (None, "2021", False),
        ("2021", None, False),
    ],
)
def test_dates_are_right_to_the_precision_of_the_gold(gold, found, same):
    assert is_same_date(gold, found) is same


def test_names_match_by_initial_and_surname_but_not_by_surname_alone():
    assert name_likeness("Natalia Gherman", "N. German") == 0.9
    assert name_likeness("Emomali Rahmon", "Rustam Rahmon") < 0.8
    assert name_likeness("Kaha Imnadze", "kaha imnadzé") == 1.0
    assert name_likeness("", "Kaha") == 0.0


def test_places_match_in_near_spellings():
    assert is_same_place("Kok-Tash", "Koktash")
    assert not is_same_place("Batken", "Isfara")
    assert is_same_place(None, "")
    assert not is_same_place("Batken", None)


def test_words_that_say_nothing_do_not_count():
    assert word_f1("open the roads", "roads will open") == 1.0
    assert word_f1("of the", None) == 1.0


def test_the_most_alike_are_paired_first_and_each_once():
    likeness = [[0.6, 0.9], [0.8, 0.7]]
    gold, found = [{"i": 0}, {"i": 1}], [{"j": 0}, {"j": 1}]
    assert pair(gold, found, lambda g, f: likeness[g["i"]][f["j"]], 0.5) == [(0, 1), (1, 0)]
    assert pair(gold, found, lambda g, f: likeness[g["i"]][f["j"]], 0.85) == [(0, 1)]


def perturbed(gold, chance, seed):
    """An annotation as a poor reader might have it: records dropped, doubled, turned round, misdated, renamed."""
    dice = random.Random(seed)
    out = deepcopy(gold)
    for kind in ("people", "events", "engagements", "commitments"):
        out[kind] = [r for r in out[kind] if dice.random() > chance / 2]
        out[kind] += [deepcopy(r) for r in out[kind] if dice.random() < chance / 3]
        for record in out[kind]:
            if dice.random() < chance and "actor" in record:
                record["actor"], record["recipient"] = record["recipient"], record["actor"]
            if dice.random() < chance and record.get("date"):
                record["date"] = dice.choice([record["date"][:4], record["date"][:7], None, "2020-01-01"])
            for key in ("name", "place", "text", "position"):
                if dice.random() < chance and record.get(key):
                    record[key] = dice.choice(
                        [record[key].upper(), record[key][: len(record[key]) // 2], "Другое"]
                    )
            for key, values in (
                ("type", ["AID", "CONSULT", "ASSAULT", "NOTHING"]),
                ("kind", ["visit", "meeting"]),
                ("status", ["planned", "denied"]),
                ("country", ["KGZ", None, ""]),
                ("killed", [1, None]),
                ("modality", ["agreed", "noted"]),
                ("issues", [["water"], []]),
            ):
                if dice.random() < chance and (key in record or key == "modality"):
                    record[key] = dice.choice(values)
        dice.shuffle(out[kind])
    return out


@pytest.mark.workshop
@pytest.mark.parametrize("chance", [0.0, 0.2, 0.6])
def test_the_figures_are_those_of_the_projects_measure(tmp_path, chance):
    if not MEASURE.exists():
        pytest.skip("../shared/gold/score.py is not here")
    for folder in ("dev", "practice"):
        paths = sorted((ROOT / "gold" / folder).glob("*.json"))
        golds = {path.stem: json.loads(path.read_text("utf-8")) for path in paths}
        found = {
            name: {**perturbed(gold, chance, name), "file": f"{name}.txt"}
            for number, (name, gold) in enumerate(golds.items())
            if number % 10 or not chance
        }
        assert_same_figures(ROOT / "gold" / folder, golds, found, tmp_path)


@pytest.mark.workshop
def test_the_figures_of_the_reader_are_those_of_the_projects_measure(tmp_path):
    if not MEASURE.exists():
        pytest.skip("../shared/gold/score.py is not here")
    from sarez.cli.score import golds_in, read_texts
    from sarez.cli.workers import Settings

    folder = ROOT / "gold" / "dev"
    golds = golds_in(folder)
    assert_same_figures(folder, golds, read_texts(folder, golds, Settings()), tmp_path)


def assert_same_figures(folder, golds, found, tmp_path):
    predictions = tmp_path / "predictions.jsonl"
    predictions.write_text("".join(json.dumps(r) + "\n" for r in found.values()), "utf-8")
    command = [sys.executable, str(MEASURE), str(folder), str(predictions), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    ours = {figure.name: round(figure.value, 4) for figure in score(golds, found)}
    assert list(ours) == list(theirs)
    for name, value in theirs.items():
        assert ours[name] == value or (isnan(value) and isnan(ours[name])), name
    for kind in ("people", "events", "engagements", "commitments"):
        command = [sys.executable, str(MEASURE), str(folder), str(predictions), "--misses", kind]
        printed = subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()
        listed = [line for line in printed if "\tmissed\t" in line or "\textra\t" in line]
        assert [str(miss) for miss in misses(golds, found, kind)] == listed
        assert printed[: len(printed) - len(listed)][1:] == [str(figure) for figure in score(golds, found)]
