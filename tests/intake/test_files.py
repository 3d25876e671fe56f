from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sarez.errors import Problem
from sarez.intake import Report, read_paths


def test_one_bad_file_does_not_keep_the_others_from_being_read(desk: Any, make: Any) -> None:
    desk.put("a.txt", "Shots near Vorukh.")
    desk.put("b.txt", "")
    desk.put("c.pdf", make.pdf([[(0, "Shots near Vorukh.")]])[:300])
    desk.put("d.docx", b"PK\x03\x04")
    desk.put("e.html", make.page)
    desk.put("f.jsonl", '{"text": "Shots."}\nrubbish\n{"text": "More."}')
    items = list(read_paths([desk.folder, "no/such/path"]))
    assert [i.file for i in items if isinstance(i, Report)] == ["a.txt", "e.html", "f.jsonl:1", "f.jsonl:3"]
    assert [Path(i.source).name for i in items if isinstance(i, Problem)] == [
        "b.txt",
        "c.pdf",
        "d.docx",
        "f.jsonl",
        "path",
    ]


@pytest.mark.parametrize(
    ("content", "texts", "first"),
    [
        (b"Shots near Vorukh.\r\n", ["Shots near Vorukh.\r\n"], "stdin"),
        (b'{"text": "one"}\n{"text": "two"}\n', ["one", "two"], "stdin:1"),
        (b'{"id": "x", "text": "one"}', ["one"], "x"),
        ("\ufeffВорух".encode(), ["Ворух"], "stdin"),
    ],
)
def test_standard_input_is_text_or_json_lines(content: bytes, texts: list[str], first: str) -> None:
    items = list(read_paths(["-"], stdin=io.BytesIO(content)))
    assert [item.text for item in items if isinstance(item, Report)] == texts
    assert isinstance(items[0], Report) and items[0].file == first


def test_standard_input_may_be_a_pdf_through_a_pipe(make: Any) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    (report,) = read_paths(["-"], stdin=Pipe(make.pdf([[(0, "Shots near Vorukh.")]])))
    assert isinstance(report, Report) and report.text == "Shots near Vorukh."


def test_empty_standard_input_is_a_problem() -> None:
    (problem,) = read_paths(["-"], stdin=io.BytesIO())
    assert isinstance(problem, Problem) and problem.source == "standard input"


def test_a_named_pipe_given_outright_is_read(desk: Any) -> None:
    path = desk.folder / "pipe"
    os.mkfifo(path)
    with subprocess.Popen([sys.executable, "-c", f"open({str(path)!r}, 'w').write('Shots near Vorukh.')"]):
        (report,) = read_paths([path])
    assert isinstance(report, Report) and report.text == "Shots near Vorukh."


def test_a_file_that_goes_away_before_its_turn_is_a_problem(desk: Any) -> None:
    first, second = desk.put("a.txt", "one"), desk.put("b.txt", "two")
    items = read_paths([first, second])
    assert isinstance(next(items), Report)
    second.unlink()
    (problem,) = items
    assert isinstance(problem, Problem) and "does not exist" in problem.message


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_a_problem(desk: Any) -> None:
    path = desk.put("a.txt", "one")
    path.chmod(0)
    (problem,) = read_paths([path])
    assert isinstance(problem, Problem) and "permissions" in problem.remedy


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that fails on reading")
def test_a_file_that_fails_on_reading_is_a_problem() -> None:
    (problem,) = read_paths(["/proc/self/mem"])
    assert isinstance(problem, Problem) and "cannot be read" in problem.message


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs an endless file")
def test_an_endless_file_comes_to_an_end() -> None:
    (problem,) = read_paths(["/dev/zero"])
    assert isinstance(problem, Problem) and "is not text" in problem.message


def test_a_large_file_is_refused_without_reading_it_all(desk: Any) -> None:
    path = desk.folder / "big.txt"
    with path.open("wb") as stream:
        stream.write(b"Shots near Vorukh. " * 4000)
        stream.truncate(50_000_000_000)  # a file of holes: were it read, the test would not end
    (problem,) = read_paths([path])
    assert isinstance(problem, Problem) and "5,000,000 characters" in problem.message


def test_reading_is_lazy() -> None:
    read_paths(iter(lambda: "no/such", None))  # an endless list of paths


def test_importing_the_room_loads_no_reader() -> None:
    heavy = "trafilatura lxml pypdf docx warcio zipfile justext htmldate"
    code = f"import sys, sarez.intake; print([m for m in {heavy.split()!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
