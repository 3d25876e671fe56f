"""Every word of the vocabulary that a page shows has a Russian one, and nothing else stands in the file."""

from sarez.vocabulary.engagements import load_engagements
from sarez.vocabulary.events import load_events
from sarez.vocabulary.gradings import load_credibility, load_reliability
from sarez.vocabulary.issues import load_issues
from sarez.vocabulary.tongues import words_in


def shown() -> set[str]:
    grades = [*load_reliability().values(), *load_credibility().values()]
    return {
        *load_events(),
        *load_engagements(),
        *(g.label for g in grades),
        *(g.description for g in grades),
        *(issue.description for issue in load_issues().by_name.values()),
    }


def test_every_word_that_a_page_shows_is_in_russian_and_no_other() -> None:
    assert set(words_in("ru")) == shown()


def test_the_russian_words_are_in_cyrillic_letters() -> None:
    assert [w for w in words_in("ru").values() if any("a" <= letter.lower() <= "z" for letter in w)] == []


def test_every_issue_has_a_russian_label() -> None:
    assert [i.name for i in load_issues().by_name.values() if i.label("ru") == i.label("en")] == []


def test_a_language_without_a_file_has_no_words() -> None:
    assert words_in("fr") == {}
