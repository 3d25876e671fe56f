"""Dates in running text: what day they mean, and when they mean none."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import some

from sarez.reading.dates import DateMention, context_after, find_dates, month_of, resolve_weekday
from sarez.reading.dates_calendar import parse


def dates(text: str, published: str | None = None, context: str | None = None) -> list[DateMention]:
    return find_dates(text, 0, len(text), published, context)


def isos(text: str, published: str | None = None, context: str | None = None) -> list[str | None]:
    return [m.iso for m in dates(text, published, context)]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("On April 20, 2022, they met.", "2022-04-20"),
        ("They met on the 3rd of May 2021.", "2021-05-03"),
        ("on Thursday, 7 September 2012", "2012-09-07"),
        ("on Monday, January 3, 2022, in Khumab", "2022-01-03"),
        ("28/03/2007", "2007-03-28"),
        ("01/08-2008", "2008-08-01"),
        ("4/15/2022", "2022-04-15"),
        ("14.01.2014", "2014-01-14"),
        ("2023-08-25", "2023-08-25"),
        ("20-May-2021", "2021-05-20"),
        ("in March 2019", "2019-03"),
        ("since 2018", "2018"),
        ("by the end of 2012", "2012"),
        ("in early 2020", "2020"),
        ("in the second half of 2021", "2021"),
        ("from summer 2024 on", "2024"),
    ],
)
def test_a_date_with_its_year_needs_no_publication_date(text: str, iso: str) -> None:
    assert isos(text) == [iso]


@pytest.mark.parametrize(
    ("text", "published", "iso"),
    [
        ("It was signed yesterday.", "2023-08-25", "2023-08-24"),
        ("It closes tomorrow.", "2007-07-20", "2007-07-21"),
        ("The bank promised money on Tuesday.", "2010-07-27", "2010-07-27"),
        ("It broke out early on Friday.", "2005-05-16", "2005-05-13"),
        ("He told the radio last Thursday.", "2013-03-28", "2013-03-21"),
        ("They will meet next Monday.", "2022-04-13", "2022-04-18"),
        ("They were to meet on Friday.", "2022-04-13", "2022-04-15"),
        ("in December last year the Assembly made it an observer", "2009-04-29", "2008-12"),
        ("will sign a document this coming March", "2024-01-16", "2024-03"),
        ("was opened last May", "2022-02-18", "2021-05"),
        ("than in May of last year", "2022-06-01", "2021-05"),
        ("last month's fighting", "2010-07-27", "2010-06"),
        ("Four years ago he took part", "2010-06-08", "2006"),
        ("to hold it this autumn", "2021-06", "2021"),
        ("earlier this year the volume was cut", "2008-02-03", "2008"),
        ("will arrive before the year is out", "2010-07-27", "2010"),
        ("to draw up guidelines by June", "2007-03-28", "2007-06"),
        ("The courses were finished in May", "2008-08-01", "2008-05"),
        ("The clash happened on 28 December.", "2022-01-03", "2021-12-28"),
        ("A second conference will follow in February", "2010-07-27", "2011-02"),
        ("On June 13 this year he presided", "2017-09-20", "2017-06-13"),
        ("At New Year the price was freed", "2022-01-06", "2022-01-01"),
        ("Last year, on November 6, they went through drafts", "2013-03-25", "2012-11-06"),
    ],
)
def test_a_relative_date_is_counted_from_publication(text: str, published: str, iso: str) -> None:
    assert isos(text, published) == [iso]


@pytest.mark.parametrize(
    "text", ["on 26 October", "last Thursday", "Last year, on November 6", "in April", "yesterday"]
)
def test_without_a_publication_date_no_year_is_invented(text: str) -> None:
    assert isos(text) == [None]


def test_a_weekday_in_a_report_of_which_only_the_month_is_known_is_that_month() -> None:
    assert isos("The delegation came on Wednesday.", "2023-03") == ["2023-03"]


@pytest.mark.parametrize(
    ("text", "context", "iso"),
    [
        ("A day later he gave way.", "2022-07-01", "2022-07-02"),
        ("Ten days before, an Afghan had strayed over.", "2022-01-03", "2021-12-24"),
        ("The same day certificates were handed out.", "2008-07-31", "2008-07-31"),
        ("both spoke that day", "2013-02-14", "2013-02-14"),
        ("Only a week earlier they had agreed.", "2014-01-13", "2014-01"),
        ("A day before that he had visited Osh.", "2024-01-10", "2024-01-09"),
        ("He flew out on the 14th.", "2010-04-08", "2010-04-14"),
        ("carried out three days earlier", "2024-09-05", "2024-09-02"),
    ],
)
def test_what_is_counted_in_the_text_goes_on_from_the_day_named_before(
    text: str, context: str, iso: str
) -> None:
    assert isos(text, "2024-12", context) == [iso]


def test_the_day_named_before_is_taken_from_the_same_text_and_a_year_does_not_displace_it() -> None:
    text = "On Friday a crowd gathered. He has ruled since 2016. A day later he gave way."
    assert isos(text, "2022-07-05") == ["2022-07-01", "2016", "2022-07-02"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("is held from 7 to 9 June", "2010-06-07", "2010-06-09"),
        ("in session from June 3 to 5", "2010-06-03", "2010-06-05"),
        ("between 3 and 5 May", "2010-05-03", "2010-05-05"),
        ("from May 30 to June 2", "2010-05-30", "2010-06-02"),
        ("presides in 2010-2012", "2010", "2012"),
        ("in 2017-18", "2017", "2018"),
        ("Two days of consultations have ended today.", "2010-06-07", "2010-06-08"),
        ("A three-day course opened on Monday.", "2010-06-07", "2010-06-09"),
    ],
)
def test_a_range_has_both_its_ends(text: str, first: str, last: str) -> None:
    found = dates(text, "2010-06-08")[0]
    assert (found.iso, found.iso_end, found.kind) == (first, last, "range")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("to hold elections inside six months", "2010-10"),
        ("will be replaced in a year", "2011-04"),
        ("must withdraw within 30 days", "2010-05-17"),
        ("with a deadline of May 1", "2010-05-01"),
        ("in force up to May 19", "2010-05-19"),
    ],
)
def test_a_term_is_counted_from_publication(text: str, iso: str) -> None:
    (found,) = dates(text, "2010-04-17")
    assert (found.iso, found.kind) == (iso, "deadline")


def test_how_long_something_took_dates_nothing() -> None:
    assert [(m.iso, m.kind) for m in dates("It had grown in seven years.", "2025-04-05")] == [
        (None, "duration")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "They may agree to march there.",
        "He was sent 30 km away with $350 to the Park of 28 Panfilov Guardsmen under order No. 4 at 8 pm.",
        "Kambar-Ata-1 has cost 2,000 soms; about 2000 inmates walked out.",
        "Theresa May met April Glaspie in 8 March street.",
        "No. 2010 of the 1990s and the fifteenth century",
        "Jan Kubis sat down.",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert dates(text, "2010-04-17") == []


def test_a_year_of_birth_or_of_a_resolution_dates_nothing() -> None:
    found = dates("a girl born in 2008; Maksimenko (b. 1972); resolution 2202 (2015)")
    assert [m.kind for m in found] == ["age/other"] * 3


def test_a_day_that_the_calendar_lacks_is_none() -> None:
    assert isos("on 31 June 2020") == [None]


def test_a_misprint_is_repaired_only_in_the_reason() -> None:
    (found,) = dates("its 2017-218 term")
    assert (found.iso, found.iso_end) == ("2017", None)
    assert "2017–2018" in found.reason


def test_the_reason_is_a_sentence_that_names_word_and_day() -> None:
    assert dates("yesterday", "2023-08-25")[0].reason == "‘yesterday’ counted from publication on 2023-08-25"


def test_the_word_before_a_date_is_its_relation() -> None:
    text = "since April, until 5 May 2011, by the end of the year, from Almaty on Friday"
    assert [m.relation for m in dates(text, "2010-07-27")] == ["since", "until", "by", "on"]


def test_a_verb_hint_overrides_the_verbs_of_the_sentence() -> None:
    text = "on Monday"
    assert find_dates(text, 0, len(text), "2022-04-13", None, tense="future")[0].iso == "2022-04-18"


def test_weekdays_and_months_of_publication() -> None:
    assert resolve_weekday(4, "2022-07-05") == "2022-07-01"
    assert resolve_weekday(4, "2022-07-05", tense="future") == "2022-07-08"
    assert resolve_weekday(1, "2022-07-05") == "2022-07-05"
    assert resolve_weekday(1, "2022-07-05", strictly=True) == "2022-06-28"
    assert (month_of("2022-07-05"), month_of("2022"), month_of(None)) == ("2022-07", "2022", None)


PIECES = st.sampled_from(
    ["April", "may", "on", "the", "10th", "31", "2022", "9999", "0", "-", "/", ".", ",", "to", "last", "next", "Monday",
     "year", "years", "ago", "within", "six", "day", "before", "end of", "early", "summer", "18", "99999999999", "2017-218",
     "of", "and", "\n", "é", "Ⅷ", "٣", "ſep", "K", "New Year", "half a", "decades", "from", "b."]
)  # fmt: skip
ISO = st.one_of(
    st.none(),
    st.dates().map(str),
    st.sampled_from(["2020", "2020-02", "0001-01-01", "9999-12-31", "nonsense"]),
)


@settings(max_examples=some(400, 80), deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=14).map(" ".join)), ISO, ISO)
def test_any_text_gives_valid_offsets_and_real_dates(
    text: str, published: str | None, context: str | None
) -> None:
    found = dates(text, published, context)
    assert all(0 <= m.start < m.end <= len(text) for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for iso in [i for m in found for i in (m.iso, m.iso_end) if i]:
        assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", iso) and parse(iso) is not None
    after = context_after(found, context)
    assert after == context or parse(after) is not None


def test_the_years_that_a_plan_is_for_are_no_date() -> None:
    assert not dates("The two signed a road map for 2031–2034.")
    assert [d.iso for d in dates("On the same May 6 they left Osh.", "2030-06-01")] == ["2030-05-06"]
