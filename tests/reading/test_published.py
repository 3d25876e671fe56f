"""When a report was published."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import some

from sarez.reading.dates_calendar import parse
from sarez.reading.paragraphs import split
from sarez.reading.published import published_of

BODY = "Border guards of the two countries exchanged fire near the village, officials said."


GOLD = sorted((Path(__file__).parents[2] / "gold" / "dev").glob("*.json"))


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_the_annotated_reports_are_dated_with_and_without_their_address(path: Path) -> None:
    gold, text = json.loads(path.read_text("utf-8")), path.with_suffix(".txt").read_text("utf-8")
    assert [published(text, url) for url in (None, gold["url"])] == [gold["published"]] * 2


def published(text: str, url: str | None = None, given: str | None = None) -> str | None:
    found = published_of(text, split(text), url, given)
    return found.iso if found else None


def test_an_issue_number_with_its_year_and_month_dates_a_report() -> None:
    assert (
        published(f"ENERGY AND TRANSIT   |   economy desk   |   No. 14/2012, April\n\nNo gas\n\n{BODY}")
        == "2012-04"
    )


def test_a_day_without_a_year_takes_the_year_of_the_head() -> None:
    text = f"ENERGY LETTER                 week 24, 2024\nSubscribers' edition\n\nVienna, 11 June. A dam is shown\n\n{BODY}"
    assert published(text) == "2024-06-11"


def with_line(line: str, url: str | None = None) -> str | None:
    return published(f"Four killed in border clash\n{line}\n\n{BODY}", url)


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("Published On 6 Nov 2025", "2025-11-06"),
        ("01/08-2008 10:42, Bishkek – Ala-Too Press", "2008-08-01"),
        ("Mon, 04/07/2022", "2022-07-04"),
        ("Thursday, 04/07/2022", "2022-04-07"),
        ("18 Feb. 2022, 11:05 / Society / Staff report", "2022-02-18"),
        ("June 2021 | Politics | 1,904 views", "2021-06"),
        ("As it happened: the border, Thursday 29 April 2021", "2021-04-29"),
        ("Updated: 3 May 2021 | Published: 2 May 2021", "2021-05-02"),
    ],
)
def test_a_line_of_the_head_gives_it(line: str, iso: str) -> None:
    assert with_line(line) == iso


def test_the_dateline_gives_it() -> None:
    assert published(f"DUSHANBE, January 16, 2024 (Courier) -- {BODY}") == "2024-01-16"


def test_the_foot_gives_it_where_the_head_does_not() -> None:
    assert (
        published(f"Four killed in border clash\n\n{BODY}\n\nRegional Observer, Nov 29, 2021") == "2021-11-29"
    )


def test_a_day_and_month_with_no_year_anywhere_give_nothing() -> None:
    assert with_line("Author: Staff correspondent     Mon, 25 March 11:32") is None


def test_a_day_and_month_take_the_year_of_the_address_or_of_a_full_date_near_it() -> None:
    assert with_line("Mon, 25 March 11:32", "https://example.org/2013/03/roghun") == "2013-03-25"
    assert (
        published("ASTANA, Sept 7 (Agency) - He warned of wars on Friday, 7 September 2012, during a visit.")
        == "2012-09-07"
    )


@pytest.mark.parametrize(
    ("url", "iso"),
    [
        ("https://example.org/2021-04-30/clash", "2021-04-30"),
        ("https://example.org/en/news/20220218/grant", "2022-02-18"),
        ("http://example.org/article/idUSTRE66Q31F20100727", "2010-07-27"),
        ("https://example.org/news/2025/11/6/fire", "2025-11-06"),
        ("https://example.org/en/story/2010/04/335582-envoy", "2010-04"),
        ("https://example.org/a/14.01.2014", "2014-01-14"),
        ("https://example.org/2019/sep/05/talks", "2019-09-05"),
        ("https://example.org/protest20220705214641", "2022-07-05"),
        ("https://example.org/articles-id-2440.htm", None),
        ("https://example.org/english/196020_Bishkek_to_host", None),
    ],
)
def test_the_address_gives_it_where_the_text_does_not(url: str, iso: str | None) -> None:
    assert published(BODY, url) == iso


def test_what_the_address_knows_better_counts() -> None:
    assert with_line("NEWS | September 2024 | 2 min read", "https://example.org/2024/09/06/x") == "2024-09-06"
    assert with_line("NEWS | September 2024 | 2 min read", "https://example.org/2024/09/x") == "2024-09"


def test_what_is_given_with_the_report_comes_first() -> None:
    assert published(BODY, None, "Mon, 25 Mar 2013 11:32:00 +0600") == "2013-03-25"
    assert published(BODY, None, "2022-07-05T21:46:00+05:30") == "2022-07-05"
    assert published(f"Four killed in clash\n5 July 2022\n\n{BODY}", None, "2022-07") == "2022-07-05"


def test_where_nothing_states_it_the_month_of_the_day_told_first_is_inferred_and_says_so() -> None:
    text = f"A shootout took place on Monday, January 3, 2022, in the district.\n\n{BODY}"
    found = published_of(text, split(text), None, None)
    assert found is not None and found.iso == "2022-01" and "inferred" in found.reason


def test_a_present_tense_dates_to_the_year_it_names_and_history_does_not() -> None:
    assert published("The tariff stands at 145 dollars in 2008; in 2007 it was 100.") == "2008"
    assert published("The Centre was opened in December 2007 to help the region.") is None


@settings(max_examples=some(200, 50), deadline=None)
@given(
    st.text(max_size=200),
    st.one_of(st.none(), st.text(max_size=60)),
    st.one_of(st.none(), st.text(max_size=40)),
)
def test_any_text_gives_a_real_date_or_none(text: str, url: str | None, given_: str | None) -> None:
    iso = published(text, url, given_)
    assert iso is None or parse(iso) is not None


def test_a_digest_is_of_the_last_of_its_days_and_the_next_issue_dates_nothing() -> None:
    text = (
        f"A WEEK ON THE RIVER\n\nCentral Asia, 3–9 May 2021\n\nGuns and water\n\n{BODY}\n\nNext issue: 17 May"
    )
    assert published(text) == "2021-05-09"
