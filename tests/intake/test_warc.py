from __future__ import annotations

import gzip
import io
import tracemalloc
from typing import Any

import pytest

from sarez.errors import Problem
from sarez.intake import Limits, Origin, Report, read_stream


def pages(make: Any, count: int) -> list[tuple[str, str, bytes]]:
    return [
        (
            f"https://a.example/{n}",
            "text/html; charset=utf-8",
            make.page.replace("Tuesday", f"day {n}").encode(),
        )
        for n in range(count)
    ]


def reports(items: list[Report | Problem]) -> list[Report]:
    return [item for item in items if isinstance(item, Report)]


def problems(items: list[Report | Problem]) -> list[Problem]:
    return [item for item in items if isinstance(item, Problem)]


@pytest.mark.parametrize("packed", [False, True])
def test_each_page_is_a_report_named_by_its_record(desk: Any, make: Any, packed: bool) -> None:
    name = "a.warc.gz" if packed else "a.warc"
    items = desk.read(name, make.warc(pages(make, 3), gzip=packed))
    assert [item.file.rpartition("/")[2] for item in items] == [f"{name}:{n}" for n in (2, 3, 4)]
    assert [item.url for item in items] == [f"https://a.example/{n}" for n in range(3)]
    assert "fired on day 1" in items[1].text and items[1].published == "2021-04-28"


def test_an_archive_compressed_as_a_whole_is_read(desk: Any, make: Any) -> None:
    assert len(reports(desk.read("a.warc.gz", gzip.compress(make.warc(pages(make, 3)))))) == 3


def test_what_is_no_page_is_passed_over(desk: Any, make: Any) -> None:
    others = [
        ("https://a.example/p.png", "image/png", b"x" * 500_000),
        ("https://a.example/r", "text/plain", b"robots"),
    ]
    assert len(desk.read("a.warc", make.warc([*others, *pages(make, 1), *others]))) == 1
    assert "no pages among its 3 records" in desk.problem("b.warc", make.warc(others)).message


def test_answers_other_than_ok_are_passed_over(desk: Any, make: Any) -> None:
    data = make.warc(pages(make, 1)).replace(b"HTTP/1.1 200 OK", b"HTTP/1.1 404 NO")
    assert "no pages" in desk.problem("a.warc", data).message


def test_a_packed_page_is_unpacked_and_an_unknown_packing_is_a_problem(desk: Any, make: Any) -> None:
    packed = [("https://a.example/1", "text/html", gzip.compress(make.page.encode()))]
    report = desk.report("a.warc", make.warc(packed, headers={"Content-Encoding": "gzip"}))
    assert report.title == "Shots near Vorukh"
    problem = desk.problem("b.warc", make.warc(packed, headers={"Content-Encoding": "br"}))
    assert problem.place == "record 2" and "(br)" in problem.message


def test_the_servers_word_on_the_encoding_is_believed(desk: Any, make: Any) -> None:
    body = make.page.replace('<meta charset="utf-8">', "").replace("Vorukh", "Ворух").encode("koi8-r")
    report = desk.report("a.warc", make.warc([("https://a.example/1", "text/html; charset=koi8-r", body)]))
    assert "Ворух" in report.text and report.notes == ()


def test_a_damaged_record_costs_only_itself(desk: Any, make: Any) -> None:
    data = make.warc(pages(make, 5)).split(b"WARC/1.0\r\n")
    data[4] = data[4].replace(b"Content-Length", b"Content-Langth", 1)
    items = desk.read("a.warc", b"WARC/1.0\r\n".join(data))
    assert len(reports(items)) == 4
    (problem,) = problems(items)
    assert problem.place == "record 4" and "how long" in problem.message


def test_rubbish_between_records_is_told_once(desk: Any, make: Any) -> None:
    data = make.warc(pages(make, 3)).split(b"WARC/1.0\r\n")
    data[2] += b"rubbish\n" * 20_000
    items = desk.read("a.warc", b"WARC/1.0\r\n".join(data))
    assert len(reports(items)) == 3 and ["160,004 bytes" in p.message for p in problems(items)] == [True]


def test_a_damaged_compressed_record_does_not_eat_the_next(desk: Any, make: Any) -> None:
    whole = make.warc(pages(make, 5), gzip=True)
    start = [at for at in range(len(whole)) if whole.startswith(b"\x1f\x8b\x08", at)][3]
    data = bytearray(whole)
    data[start + 200] ^= 255
    items = desk.read("a.warc.gz", bytes(data))
    assert [("day 2" in r.text, r.text.count("Vorukh")) for r in reports(items)] == [(False, 3 - 1)] * 4
    assert any("damaged compressed part" in problem.message for problem in problems(items))


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("cut", [30, 400, 700])
def test_a_truncated_archive_is_read_as_far_as_it_goes(desk: Any, make: Any, packed: bool, cut: int) -> None:
    data = make.warc(pages(make, 3), gzip=packed)[:-cut]
    items = desk.read("a.warc.gz" if packed else "a.warc", data)
    assert len(reports(items)) == 2
    assert any("cut short" in p.message or "do not end" in p.message for p in problems(items))


def test_an_archive_without_records_is_a_problem(desk: Any) -> None:
    assert "damaged" in desk.problem("a.warc.gz", gzip.compress(b"WARC/1.0 nothing")).message
    assert "not a web archive" in desk.problem("b.gz", gzip.compress(b"hello")).message


def test_a_huge_record_is_passed_over_in_little_memory(make: Any) -> None:
    flood = gzip.compress(
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 100000000\r\n\r\n"
        + b"a" * 100_000_000
        + b"\r\n\r\n"
    ) + make.warc(pages(make, 1), gzip=True)
    desk_items: list[Report | Problem] = []
    list(
        read_stream(io.BytesIO(make.warc(pages(make, 1), gzip=True)), Origin("a", "a"))
    )  # imports are not counted
    tracemalloc.start()
    try:
        desk_items += read_stream(io.BytesIO(flood), Origin("a.warc.gz", "a.warc.gz"), Limits())
        assert tracemalloc.get_traced_memory()[1] < 6_000_000
    finally:
        tracemalloc.stop()
    assert "larger than 10 MB" in problems(desk_items)[0].message and len(reports(desk_items)) == 1


def test_nothing_is_said_on_stderr(desk: Any, make: Any, capfd: Any) -> None:
    data = make.warc(pages(make, 2), gzip=True)
    for cut in range(50, len(data), 97):
        desk.read("a.warc.gz", data[:cut])
    assert capfd.readouterr() == ("", "")
