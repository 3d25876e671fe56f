from pathlib import Path

from sarez.vocabulary.cues import load_cues
from sarez.vocabulary.issues import load_issues

GUIDE = {
    "water",
    "energy",
    "environment",
    "border",
    "terrorism",
    "crime",
    "afghanistan",
    "food",
    "economy",
    "women",
    "youth",
    "governance",
    "rights",
    "migration",
    "humanitarian",
    "military",
    "peacekeeping",
    "cyber",
    "wmd",
    "health",
    "capacity",
    "ethnic",
    "unrest",
    "mediation",
}


def test_the_24_issues_of_the_guide_are_there_labelled_in_two_languages() -> None:
    issues = load_issues().by_name
    assert set(issues) == GUIDE
    for issue in issues.values():
        assert {language for language, _ in issue.labels} >= {"en", "ru"}
        assert {c.language for c in issue.cues} == {"en", "ru"}
    assert issues["water"].label("ru") == "Вода"
    assert issues["water"].label("tg") == "Water"


def test_no_issue_lists_a_cue_as_both_strong_and_weak() -> None:
    for issue in load_issues().by_name.values():
        strong = {c.text for c in issue.cues if c.strength == "strong" and not c.companions}
        assert not strong & {c.text for c in issue.cues if c.strength == "weak"}, issue.name


def test_a_users_own_issue_is_met(tmp_path: Path) -> None:
    text = "issues:\n  sport:\n    label: {en: Sport}\n    description: Games.\n    en: {strong: [buzkashi, to wrestle]}\n"
    (tmp_path / "issues.yaml").write_text(text, encoding="utf-8")
    found = load_cues(tmp_path).find("They wrestled after the buzkashi by the river.")
    assert [m.issue for m in found] == ["sport", "sport", "water"]


def test_a_users_own_cue_joins_an_issue_and_another_is_dropped(tmp_path: Path) -> None:
    text = "issues:\n  water:\n    drop: river\n    en:\n      strong: brook\n    not: brook trout\n"
    (tmp_path / "issues.yaml").write_text(text, encoding="utf-8")
    found = load_cues(tmp_path).find("The brook, a river, and brook trout.")
    assert [(m.start, m.end, m.issue) for m in found] == [(4, 9, "water")]
    assert load_issues(tmp_path).by_name["water"].label("ru") == "Вода"
