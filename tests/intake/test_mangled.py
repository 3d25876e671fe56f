"""Mangled files of every kind: only reports and problems come out, soon, and nothing on stderr."""

from __future__ import annotations

import io
import json
import random
import time
from typing import Any

import pytest

from sarez.errors import Problem
from sarez.intake import Origin, Report, read_stream

KINDS = ["a.txt", "a.html", "a.pdf", "packed.pdf", "a.docx", "a.jsonl", "a.warc", "a.warc.gz"]
SPLICES = [
    b"99999999",
    b"0",
    b"-1",
    b"<<",
    b">>",
    b"[",
    b"\0\0",
    b"\n",
    b"<p",
    b"\xff\xfe",
    b"WARC/1.0\r\n",
    b"{",
]


@pytest.fixture(scope="module")
def sound(make: Any) -> dict[str, bytes]:
    """A sound file of each kind."""
    import pypdf

    lines = [
        (14.0, "Guards exchange fire at Vorukh"),
        (28.0, "Nobody was hurt on Tuesday."),
        (14.0, "The road is open."),
    ]
    plain = make.pdf([lines, lines], "/Title(Shots)")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(plain))
    for page in writer.pages:
        page.compress_content_streams()
    packed = io.BytesIO()
    writer.write(packed)

    def fill(document: Any) -> None:
        document.add_paragraph(make.news)
        document.add_table(2, 2).cell(0, 0).text = "Batken"

    pages = [(f"https://a.example/{n}", "text/html", make.page.encode()) for n in range(3)]
    line = json.dumps(
        {"text": make.news, "id": "x", "published": "2021-04", "title": "Shots"}, ensure_ascii=False
    )
    return {
        "a.txt": (make.news + "\r\n\r\nПограничники обменялись выстрелами.\n").encode() * 3,
        "a.html": make.page.encode(),
        "a.pdf": plain,
        "packed.pdf": packed.getvalue(),
        "a.docx": make.docx(fill),
        "a.jsonl": (line + "\n").encode() * 4,
        "a.warc": make.warc(pages),
        "a.warc.gz": make.warc(pages, gzip=True),
    }


def mangled(data: bytes, rng: random.Random) -> bytes:
    """Change, drop, add, repeat or cut off some bytes, up to twenty times."""
    out = bytearray(data)
    for _ in range(rng.choice([1, 2, 5, 20])):
        at = rng.randrange(len(out) or 1)
        match rng.randrange(6):
            case 0:
                out[at : at + 1] = rng.randbytes(1)
            case 1:
                del out[at : at + rng.randrange(1, 200)]
            case 2:
                out[at:at] = rng.randbytes(rng.randrange(1, 30))
            case 3:
                other = rng.randrange(len(out) or 1)
                out[at:at] = out[other : other + rng.randrange(200)]
            case 4:
                out[at : at + 2] = rng.choice(SPLICES)
            case _:
                del out[at + len(out) // 2 :]
    return bytes(out)


def check(name: str, data: bytes, seed: int) -> None:
    data = mangled(data, random.Random(f"{name} {seed}"))
    started = time.monotonic()
    items = list(read_stream(io.BytesIO(data), Origin(name, name)))
    assert time.monotonic() - started < 5, f"{name}, seed {seed}: too slow"
    assert items, f"{name}, seed {seed}: nothing said"
    for item in items:
        if isinstance(item, Report):
            assert item.text.strip() and item.file
            "".join([item.text, item.file, item.title or "", item.url or "", *item.notes]).encode()
        else:
            assert isinstance(item, Problem) and item.message and item.remedy
            str(item).encode()


@pytest.mark.parametrize("name", KINDS)
def test_a_mangled_file_gives_reports_and_problems_only(
    sound: dict[str, bytes], name: str, capfd: Any
) -> None:
    for seed in range(60):
        check(name, sound[name], seed)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", KINDS)
def test_a_file_cut_off_anywhere_gives_reports_and_problems_only(sound: dict[str, bytes], name: str) -> None:
    data = sound[name]
    for cut in range(0, len(data), max(1, len(data) // 40)):
        items = list(read_stream(io.BytesIO(data[:cut]), Origin(name, name)))
        assert items and all(isinstance(item, (Report, Problem)) for item in items)


@pytest.mark.slow
@pytest.mark.parametrize("name", KINDS)
def test_many_mangled_files_give_reports_and_problems_only(sound: dict[str, bytes], name: str) -> None:
    for seed in range(1000, 4000):
        check(name, sound[name], seed)


@pytest.mark.slow
def test_memory_stays_flat_over_many_files(sound: dict[str, bytes]) -> None:
    import os

    import psutil

    process = psutil.Process(os.getpid())
    for name in KINDS:
        for seed in range(100):
            check(name, sound[name], seed)
    before = process.memory_info().rss
    for name in KINDS:
        for seed in range(500):
            check(name, sound[name], seed)
    assert process.memory_info().rss - before < 60_000_000
