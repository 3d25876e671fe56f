from __future__ import annotations

import io
import itertools
import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarez.errors import Problem
from sarez.intake import Origin, Report, read_stream


def items_of(content: bytes, name: str = "a.jsonl") -> list[Report | Problem]:
    return list(read_stream(io.BytesIO(content), Origin(name, name)))


def test_a_line_is_a_report_with_what_it_states() -> None:
    line = {
        "text": "Shots.\r\nMore.",
        "url": "https://a.example/2021/04/30/x",
        "publisher": "Chronicle",
        "title": " A  b ",
    }
    (report,) = items_of(json.dumps(line).encode())
    assert report == Report(
        "a.jsonl:1",
        "Shots.\r\nMore.",
        url=line["url"],
        publisher="Chronicle",
        title="A b",
        published="2021-04-30",
    )


@pytest.mark.parametrize(
    ("fields", "file"),
    [
        ({"file": "a01.txt", "id": "x"}, "a01.txt"),
        ({"id": "x"}, "x"),
        ({"id": 7}, "7"),
        ({"id": True}, "a.jsonl:1"),
        ({"file": " "}, "a.jsonl:1"),
        ({}, "a.jsonl:1"),
    ],
)
def test_a_record_may_name_itself(fields: dict[str, object], file: str) -> None:
    (report,) = items_of(json.dumps({"text": "Shots.", **fields}).encode())
    assert isinstance(report, Report) and report.file == file


@pytest.mark.parametrize(
    ("stated", "expected"), [("2021-04", "2021-04"), ("soon", None), (["x"], None), (2021, "2021")]
)
def test_the_date_is_whole_partial_or_none(stated: object, expected: str | None) -> None:
    (report,) = items_of(json.dumps({"text": "Shots.", "published": stated}).encode())
    assert isinstance(report, Report) and report.published == expected and report.notes == ()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"not json", "is not JSON"),
        (b'{"text": "cut', "is not JSON"),
        (b"[1]", "is not a JSON object"),
        (b"null", "is not a JSON object"),
        (b'{"body": "x"}', "has no 'text' (its keys: body)"),
        (b'{"text": null}', "has no 'text'"),
        (b'{"text": 3}', "is a number"),
        (b'{"text": ["x"]}', "is a list"),
        (b'{"text": ""}', "nothing but blanks"),
        (b'{"text": "\xff"}', "is not valid UTF-8"),
        (b'{"text": ' + b"[" * 100_000, "nested too deeply"),
        (b'{"text": "x", "n": ' + b"9" * 5000 + b"}", "is not JSON"),
    ],
)
def test_a_bad_line_is_told_by_number_and_the_others_are_read(line: bytes, says: str) -> None:
    first, problem, last = items_of(b'{"text": "one"}\n\n' + line + b'\n{"text": "two"}')
    assert isinstance(first, Report) and isinstance(last, Report) and last.file == "a.jsonl:4"
    assert isinstance(problem, Problem) and problem.place == "line 3" and says in problem.message


def test_fields_of_the_wrong_kind_are_left_out_with_a_note() -> None:
    (report,) = items_of(b'{"text": "one", "url": 5, "title": {"a": 1}}')
    assert (
        isinstance(report, Report) and report.url is None and report.title is None and len(report.notes) == 2
    )


def test_the_same_report_twice_is_two_reports() -> None:
    assert len(items_of(b'{"text": "one"}\n' * 2)) == 2


def test_half_a_pair_is_shown_as_one_character() -> None:
    (report,) = items_of(b'{"text": "a\\ud800b\\u0000c"}')
    assert isinstance(report, Report) and report.text == "a\ufffdb\ufffdc"


def test_utf16_and_a_byte_order_mark_are_read() -> None:
    line = '{"text": "Ворух"}\n'
    for encoding in ("utf-16", "utf-8-sig"):
        assert [item.text for item in items_of((line * 2).encode(encoding)) if isinstance(item, Report)] == [
            "Ворух"
        ] * 2


def test_a_line_over_the_limit_is_passed_over() -> None:
    long = b'{"text": "' + b"x" * 200_000 + b'"}\n'
    stream = io.BytesIO(long + b'{"text": "y"}\n')
    from sarez.intake import Limits

    problem, report = read_stream(stream, Origin("a.jsonl", "a.jsonl"), Limits(1000))
    assert (
        isinstance(problem, Problem) and problem.place == "line 1" and "1,000 characters" in problem.message
    )
    assert isinstance(report, Report) and report.file == "a.jsonl:2"


def test_a_file_of_rubbish_is_not_told_line_by_line_for_ever() -> None:
    items = items_of(b"rubbish\n" * 5000)
    assert len(items) == 101 and "4,900 more" in str(items[-1])


class Endless(io.RawIOBase):
    """A pipe that never ends."""

    def __init__(self) -> None:
        self.lines = itertools.count()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        line = json.dumps({"text": f"Report {next(self.lines)}. " + "x" * 5000}).encode() + b"\n"
        buffer[: len(line)] = line
        return len(line)


def test_an_endless_stream_is_read_as_it_comes_in_little_memory() -> None:
    stream = io.BufferedReader(Endless(), 65_536)
    tracemalloc.start()
    try:
        taken = list(itertools.islice((item.file for item in read_stream(stream, Origin("-", "-"))), 4000))
        assert taken[-1] == "-:4000" and tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


@given(st.text(min_size=1).filter(lambda text: text.strip()))
def test_any_text_comes_back_one_character_for_one(text: str) -> None:
    (report,) = items_of(json.dumps({"text": text}).encode())
    assert isinstance(report, Report) and len(report.text) == len(text)
    assert all(a == b or b == "\ufffd" for a, b in zip(text, report.text, strict=True))
