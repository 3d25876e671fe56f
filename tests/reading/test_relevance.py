"""What makes a text concern a region, and that nothing of the annotated reports is passed over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sarez.errors import DataError
from sarez.intake.report import Report
from sarez.reading.reader import load_reader
from sarez.reading.relevance import is_relevant, relevance_of
from sarez.region.region import load_region

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "text",
    [
        "Kyrgyz border guards came under fire.",
        "Two Tajikistanis were held in Minsk.",
        "TALKS IN ASHGABAT END",
        "Water from Toktogul is short again.",
        "The UNRCCA held a seminar.",
        "IFAS has a new chairman.",
        "Taliban fighters took the post.",
        "Jogorku Kenesh passed the law.",
        "Leaders of Central Asia will meet in Rome.",
        "Shavkat Mirziyoyev flew home.",
        "Talks at the OSCE Programme Office in Bishkek went on.",
        "Стрельба на границе Таджикистана.",
    ],
)
def test_a_name_of_the_region_is_enough(text: str) -> None:
    assert is_relevant(text, load_region())


@pytest.mark.parametrize(
    "text",
    [
        "The White House said that the Senate would vote on Tuesday.",
        "Hamas and Israel exchanged fire in Gaza, the UN Security Council was told.",
        "Mary likes rice with carrots; the batch of almond biscuits is done.",
        "Russian and Ukrainian forces fought near Kharkiv, NATO said.",
        "She will turkmenize nothing and kazakhs is in lower case here.",
        "",
    ],
)
def test_what_happens_elsewhere_is_not(text: str) -> None:
    assert not is_relevant(text, load_region())


def test_the_sign_is_named_as_the_text_writes_it() -> None:
    assert relevance_of(load_region()).sign("Near KÖK-TASH, Kyrgyz guards …") == "Kyrgyz"


def test_no_event_of_the_annotated_reports_is_passed_over() -> None:
    reader = load_reader()
    passed = []
    for answers in sorted(f for f in (ROOT / "gold").glob("*/*.json") if f.with_suffix(".txt").is_file()):
        report = Report(answers.stem, answers.with_suffix(".txt").read_text(encoding="utf-8"))
        gold = json.loads(answers.read_text(encoding="utf-8"))
        if not reader.is_relevant(report) and (gold["events"] or gold["engagements"] or gold["commitments"]):
            passed.append(answers.name)
    assert passed == []


def test_every_report_of_the_sample_chronicle_is_read() -> None:
    region = load_region()
    files = sorted((ROOT / "src/sarez/sample").glob("*.txt"))
    assert len(files) > 50
    assert [f.name for f in files if not is_relevant(f.read_text(encoding="utf-8"), region)] == []


def test_another_region_brings_its_own_names(tmp_path: Path) -> None:
    import shutil

    home = load_region().folder
    assert home is not None
    shutil.copytree(home, tmp_path / "other")
    (tmp_path / "other" / "relevance.yaml").write_text(
        "names: Lake Chad | Sahel\nelsewhere: Taliban\n", encoding="utf-8"
    )
    other = load_region(str(tmp_path / "other"))
    assert is_relevant("Drought in the Sahel.", other)
    assert not is_relevant("Drought in the Sahel.", load_region())
    assert not is_relevant("A Taliban spokesman.", other)


def test_a_strange_field_in_the_file_is_blamed_with_its_line(tmp_path: Path) -> None:
    import shutil

    home = load_region().folder
    assert home is not None
    shutil.copytree(home, tmp_path / "bad")
    (tmp_path / "bad" / "relevance.yaml").write_text("names: Sahel\nword: x\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"relevance.yaml, line 2: unknown field “word”"):
        relevance_of(load_region(str(tmp_path / "bad")))
