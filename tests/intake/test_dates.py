from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarez.intake.dates import date_in_url, published_date


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2021-04-30", "2021-04-30"),
        ("2021-04-30T23:59:00+06:00", "2021-04-30"),
        ("2021-04-30 10:00", "2021-04-30"),
        ("2021/4/3", "2021-04-03"),
        ("20210430", "2021-04-30"),
        ("20210430T101500Z", "2021-04-30"),
        ("2021-04", "2021-04"),
        ("2021", "2021"),
        (2021, "2021"),
        ("30.04.2021", "2021-04-30"),
        ("03.04.2021 12:00", "2021-04-03"),
        ("30/04/2021", "2021-04-30"),
        ("04/30/2021", "2021-04-30"),
        ("30 April 2021", "2021-04-30"),
        ("Fri, 30 Apr 2021 10:00:00 GMT", "2021-04-30"),
        ("Friday, 30th April, 2021", "2021-04-30"),
        ("April 30, 2021", "2021-04-30"),
        ("Sept. 3, 2021", "2021-09-03"),
        ("April 2021", "2021-04"),
        (date(2021, 4, 30), "2021-04-30"),
        (datetime(2021, 4, 30, 1, 2, tzinfo=UTC), "2021-04-30"),
    ],
)
def test_a_stated_date_is_read_as_far_as_it_goes(stated: object, expected: str) -> None:
    assert published_date(stated) == expected


@pytest.mark.parametrize(
    "stated",
    [
        "",
        "yesterday",
        "2021-13-01",
        "2021-02-30",
        "03/04/2021",
        "2017-218",
        "0000-00-00",
        "30 Foo 2021",
        "1234",
        "99999",
        "x" * 1000,
        "2021-04-30000",
        "June",
        None,
        True,
        3.5,
        20210430,
        10**30,
        [],
        {},
    ],
)
def test_what_is_no_date_is_none(stated: object) -> None:
    assert published_date(stated) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/2021/04/30/clash", "2021-04-30"),
        ("https://a.example/news/2021-04-30-clash", "2021-04-30"),
        ("https://a.example/2021/04/clash", "2021-04"),
        ("https://a.example/2021/clash", None),
        ("https://a.example/2021/44/clash", None),
        ("https://a.example/news/20213", None),
        (None, None),
    ],
)
def test_a_date_in_an_address(url: str | None, expected: str | None) -> None:
    assert date_in_url(url) == expected


@given(st.one_of(st.text(), st.from_regex(r"[\d/. ,TZa-z-]{1,30}"), st.integers(), st.floats()))
def test_whatever_is_stated_comes_out_as_iso_or_none(stated: object) -> None:
    found = published_date(stated)
    assert found is None or (len(found) in (4, 7, 10) and found == published_date(found))


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_date_is_known_again_however_written(day: date) -> None:
    for form in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d.%m.%Y", "%a, %d %b %Y 00:00:00"):
        assert published_date(day.strftime(form)) == day.isoformat()
