from pathlib import Path

import pytest

from sarez.errors import DataError
from sarez.vocabulary.engagements import load_engagements
from sarez.vocabulary.events import load_events
from sarez.vocabulary.issues import load_issues
from sarez.vocabulary.markings import load_markings
from sarez.vocabulary.tables import read_table, word_list


def test_yaml_that_cannot_be_parsed_names_file_line_and_remedy(tmp_path: Path) -> None:
    (tmp_path / "issues.yaml").write_text("issues:\n  water:\n   label: {en: Water\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"issues\.yaml, line \d+: this is not YAML.*Check indentation"):
        load_issues(tmp_path)


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words\n"])
def test_a_file_without_a_mapping_is_refused_with_a_remedy(tmp_path: Path, text: str) -> None:
    path = tmp_path / "events.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"holds no mapping\. Start from a copy"):
        read_table(path)


def test_a_file_in_another_encoding_is_refused_with_a_remedy(tmp_path: Path) -> None:
    path = tmp_path / "events.yaml"
    path.write_bytes("types: {вода: 1}".encode("cp1251"))
    with pytest.raises(DataError, match="saved as UTF-8"):
        read_table(path)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("{quad: verbal, weight: 1, symmetrical: true, description: x}", "TALK, quad: 'verbal' is not known"),
        (
            "{quad: verbal conflict, weight: 11, symmetrical: true, description: x}",
            "no number from -10 to 10",
        ),
        ("{quad: verbal conflict, weight: 1, symmetrical: maybe, description: x}", "Write true or false"),
        ("{quad: verbal conflict, weight: 1, symmetrical: true}", "TALK, description: text is wanted"),
        ("[1, 2]", "TALK: a mapping is wanted"),
    ],
)
def test_a_wrong_value_in_a_type_is_named_with_its_place(tmp_path: Path, row: str, message: str) -> None:
    (tmp_path / "events.yaml").write_text(f"types:\n  TALK: {row}\n", encoding="utf-8")
    with pytest.raises(DataError, match=message):
        load_events(tmp_path)


def test_a_kind_cannot_lead_to_a_type_that_is_not_there(tmp_path: Path) -> None:
    text = "kinds:\n  picnic: {description: Eating outdoors., words: [picnic], event: FEAST}\n"
    (tmp_path / "engagements.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"picnic, event: 'FEAST' is not known here. Use one of: AGREE"):
        load_engagements(tmp_path)


def test_a_misspelt_key_of_an_issue_is_named(tmp_path: Path) -> None:
    text = "issues:\n  water:\n    en:\n      stong: brook\n"
    (tmp_path / "issues.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"water, en: 'stong' is not known here\. Use strong, weak or near"):
        load_issues(tmp_path)


def test_words_may_stand_in_a_list_or_between_commas() -> None:
    assert word_list(Path("x"), "y", "one, two\n  three,") == ("one", "two three")
    assert word_list(Path("x"), "y", ["one", "two three"]) == ("one", "two three")
    with pytest.raises(DataError, match='numbers in "quotes"'):
        word_list(Path("x"), "y", ["one", True])


def test_a_users_own_marking_joins_the_order(tmp_path: Path) -> None:
    text = "markings:\n  PURPLE: {order: 9, description: For nobody at all.}\n"
    (tmp_path / "markings.yaml").write_text(text, encoding="utf-8")
    assert list(load_markings(tmp_path))[-1] == "PURPLE"
