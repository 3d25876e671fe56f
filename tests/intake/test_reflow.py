from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sarez.intake.reflow import Line, reflow

LONG = "The border guards of the two countries exchanged fire for more than one hour on"


def placed(*lines: tuple[float, str]) -> list[Line]:
    """Lines with the distance of each to the one above it."""
    y, made = 800.0, []
    for lead, text in lines:
        y -= lead
        made.append(Line(text, 72.0, y, 11.0))
    return made


def test_wrapped_lines_are_one_paragraph_and_a_gap_begins_another() -> None:
    page = placed(
        (0, "Shots at Vorukh"), (30, LONG), (14, "Tuesday. Nobody was hurt."), (24, LONG), (14, "Friday too.")
    )
    assert reflow([page]) == f"Shots at Vorukh\n\n{LONG} Tuesday. Nobody was hurt.\n\n{LONG} Friday too."


def test_without_places_a_short_line_ends_a_paragraph() -> None:
    lines = ["Shots at Vorukh", LONG, "Tuesday. Nobody was hurt.", LONG, "Friday too."]
    assert reflow([[Line(line) for line in lines]]).count("\n\n") == 2


def test_an_indented_line_begins_a_paragraph() -> None:
    ended = LONG[:-3] + " that day."
    page = [
        Line(LONG, 72, 700, 11),
        Line(ended, 72, 686, 11),
        Line(LONG, 90, 672, 11),
        Line(LONG, 72, 658, 11),
    ]
    assert reflow([page]).count("\n\n") == 1


def test_a_short_line_before_an_indented_one_is_a_paragraph_though_no_sentence() -> None:
    page = [
        Line("31 March 2021", 90, 700, 11),
        Line(LONG, 90, 686, 11),
        *[Line(LONG, 72, 672 - 14 * n, 11) for n in range(3)],
    ]
    assert reflow([page]).split("\n\n")[0] == "31 March 2021"


def test_points_of_a_list_are_paragraphs() -> None:
    page = placed(
        (0, "They agreed:"), (14, "• to withdraw forces from the whole line;"), (14, "2. to open the road.")
    )
    assert reflow([page]).split("\n\n")[1:] == [
        "• to withdraw forces from the whole line;",
        "2. to open the road.",
    ]


def test_a_paragraph_goes_on_over_the_page() -> None:
    one, two = placed((0, LONG), (14, LONG)), placed((0, "the next day."), (14, LONG))
    assert reflow([one, two]).startswith(f"{LONG} {LONG} the next day.")


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        placed((0, "Chronicle, May 2021"), (30, f"{LONG} day {n}."), (400, f"Page {n} of 4"))
        for n in range(1, 5)
    ]
    assert reflow(pages) == "\n\n".join(f"{LONG} day {n}." for n in range(1, 5))


def test_a_number_alone_inside_a_page_is_kept() -> None:
    assert "2021" in reflow(
        [placed((0, LONG), (14, LONG), (14, LONG), (30, "2021"), (30, LONG), (14, LONG), (14, "end."))]
    )


def test_words_broken_at_the_end_of_a_line_are_mended() -> None:
    def joined(first: str, second: str, elsewhere: str = "") -> str:
        text = reflow([[Line(f"{LONG} {first}"), Line(second), Line(elsewhere or LONG)]])
        return text.removeprefix(LONG + " ").split()[0]

    assert joined("agree-", "ment was signed") == "agreement"
    assert joined("Kyrgyz-", "Tajik border") == "Kyrgyz-Tajik"
    assert joined("cross-", "border trade") == "cross-border"
    assert joined("water-", "sharing plan", "a water-sharing plan " + LONG) == "water-sharing"
    assert joined("follow\u00ad", "ing day") == "following"
    assert joined("погра-", "ничники") == "пограничники"
    assert joined("2019-", "2021 plan") == "2019-2021"


def test_no_lines_no_text() -> None:
    assert reflow([]) == reflow([[], []]) == reflow([[Line("  ")]]) == ""


lines = st.builds(
    Line,
    st.text(st.characters(codec="utf-8", exclude_characters="\u00ad"), max_size=90),
    *[st.one_of(st.none(), st.floats(-1e4, 1e4))] * 3,
)


@given(st.lists(st.lists(lines, max_size=8), max_size=1))
def test_on_one_page_no_letter_is_lost_but_hyphens(pages: list[list[Line]]) -> None:
    def letters(text: str) -> list[str]:
        return [c for c in text if not c.isspace() and c not in "-‐"]

    assert letters(reflow(pages)) == letters("".join(line.text for page in pages for line in page))


@given(st.lists(st.lists(lines, max_size=6), max_size=5))
def test_any_lines_reflow(pages: list[list[Line]]) -> None:
    assert isinstance(reflow(pages), str)
