from hypothesis import given
from hypothesis import strategies as st

from sarez.reading.issue_weights import FEATURES, Support, acts_of, attach, load_weights
from sarez.reading.issues import IssueReader, find_headline, find_issues, issue_cues, report_issues
from sarez.reading.records import Evidence, Passage
from sarez.vocabulary.engagements import load_engagements
from sarez.vocabulary.events import load_events
from sarez.vocabulary.issues import load_issues


def span(text: str, part: str) -> list[Evidence]:
    start = text.index(part)
    return [Evidence(start, start + len(part))]


def test_a_sentence_is_about_what_its_strong_cues_say_the_loudest_first() -> None:
    assert find_issues("They spoke of rivers, reservoirs and the frontier.") == ("water", "border")
    assert find_issues("They spoke of nothing much.") == ()


def test_two_different_weak_cues_make_an_issue_and_one_said_twice_does_not() -> None:
    assert "health" in find_issues("The hospital had no doctor.")
    assert "health" not in find_issues("The hospital is a hospital.")


def test_cues_come_in_order_with_their_place() -> None:
    text = "Floods hit the border."
    assert [(text[c.start : c.end], c.issue) for c in issue_cues(text) if c.weight == 1] == [
        ("Floods", "environment"),
        ("border", "border"),
    ]


def test_a_training_takes_its_subject_from_the_headline_where_its_sentence_says_only_who_came() -> None:
    text = (
        "Course for customs officers on finding heroin\n\nTwenty officers of five states met in Osh for it."
    )
    given_issues = IssueReader(text).attach(
        span(text, "Twenty officers of five states met in Osh for it."),
        "COOPERATE",
        "training",
        ("OSCE", "KGZ"),
    )
    assert "capacity" in given_issues
    assert "crime" in given_issues


def test_a_protest_is_unrest_and_a_meeting_is_not() -> None:
    assert "unrest" in attach(Support(), "PROTEST", None, ("civilians", "KGZ"))
    assert "unrest" not in attach(Support(), "CONSULT", "meeting", ("KGZ", "TJK"))


def test_what_a_meeting_discussed_in_the_next_sentence_is_its_issue() -> None:
    text = (
        "Ministers sit down in Osh\n\nThe foreign ministers of the two countries met in Osh on Friday. "
        "They discussed the sharing of rivers and the reservoir, and the use of canals.\n\nIt rained."
    )
    meeting = "The foreign ministers of the two countries met in Osh on Friday."
    given_issues = IssueReader(text).attach(span(text, meeting), "CONSULT", "meeting", ("KGZ", "UZB"))
    assert "water" in given_issues
    assert "terrorism" not in given_issues


def test_a_word_in_passing_at_the_end_of_a_report_adds_nothing_to_a_border_clash() -> None:
    clash = "Border guards of the two states fired mortars at each other near the enclave."
    text = f"Border guards exchange fire\n\n{clash}\n\nThe village school stands beside a river."
    given_issues = IssueReader(text).attach(span(text, clash), "ASSAULT", None, ("KGZ", "TJK"))
    assert set(given_issues) == {"border", "military"}


def test_boilerplate_outside_the_passages_is_not_read() -> None:
    text = "See also: Drugs, Terrorism\n\nThe canal is full."
    start = text.index("The canal")
    found = report_issues(text, [Passage(start, len(text), "en", "body")], title="Canal")
    assert [f.issue for f in found] == ["water"]
    assert [text[e.start : e.end] for e in found[0].evidence] == ["canal"]


def test_report_issues_are_ranked_and_their_shares_add_up() -> None:
    found = report_issues("Water, river, canal, dam. A border.")
    assert found[0].issue == "water"
    assert abs(sum(f.share for f in found) - 1) < 1e-9
    assert report_issues("") == ()


def test_the_headline_is_the_first_line_that_is_no_menu_and_no_date() -> None:
    text = (
        "Home > News > Security\n\n12.03.2015 10:40\n\nFive states agree on canals\n\nThey did so on Monday."
    )
    assert find_headline(text) == "Five states agree on canals"
    assert find_headline("They did so on Monday.") == ""


def test_whom_an_act_concerns_is_one_of_its_names() -> None:
    assert acts_of("ASSAULT", None, ("KGZ", "TJK")) == ("ASSAULT", "ASSAULT between states")
    assert acts_of("COERCE", None, ("UZB", "civilians")) == ("COERCE", "COERCE of civilians")
    assert acts_of(None, "call", ("UN",)) == ("call",)


def test_the_weight_table_speaks_of_known_things_only() -> None:
    table = load_weights()
    assert set(table.features) == FEATURES
    assert set(table.issues) <= set(load_issues().by_name)
    for act, implied in table.implied.items():
        assert act.split()[0] in {*load_events(), *load_engagements()}
        assert set(implied) <= set(load_issues().by_name)


@given(st.text(max_size=400), st.integers(0, 400), st.integers(0, 400))
def test_any_text_and_any_span_give_known_issues_once_each(text: str, start: int, length: int) -> None:
    reader = IssueReader(text)
    given_issues = reader.attach([Evidence(start, start + length)], "CONSULT", "meeting", ("KGZ",))
    assert len(given_issues) == len(set(given_issues))
    assert set(given_issues) <= set(load_issues().by_name)
    for found in reader.ranked():
        assert all(0 <= e.start < e.end <= len(text) for e in found.evidence)
