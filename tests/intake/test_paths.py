from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from sarez.errors import Problem
from sarez.intake import count_paths
from sarez.intake.paths import Found, walk


def files(*paths: Any) -> list[str]:
    return [item.file for item in walk(paths) if isinstance(item, Found)]


def problems(*paths: Any) -> list[Problem]:
    return [item for item in walk(paths) if isinstance(item, Problem)]


def test_a_folder_is_walked_in_order_and_names_are_relative_to_it(desk: Any) -> None:
    for name in ("b/2.txt", "b/1.HTML", "a.pdf", "c.docx", "b/d/e/x.jsonl", "z.warc.gz"):
        desk.put(name, "x")
    assert files(desk.folder) == ["a.pdf", "b/1.HTML", "b/2.txt", "b/d/e/x.jsonl", "c.docx", "z.warc.gz"]


def test_a_file_is_named_as_it_was_given(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.put("a/x.txt", "x")
    monkeypatch.chdir(desk.folder)
    assert files("a/x.txt") == ["a/x.txt"]


def test_hidden_files_and_sidecars_are_left_out_without_a_word(desk: Any) -> None:
    for name in (
        ".hidden.txt",
        ".git/x.txt",
        "~$a.docx",
        "a01.json",
        "README.md",
        "LICENSE",
        "page_files/style.css",
    ):
        desk.put(name, "x")
    desk.put("a01.txt", "x")
    assert files(desk.folder) == ["a01.txt"] and problems(desk.folder) == []


def test_a_folder_with_nothing_to_read_is_a_problem(desk: Any) -> None:
    desk.put("a01.json", "x")
    (problem,) = problems(desk.folder)
    assert "nothing to read" in problem.message


def test_unknown_kinds_are_reported_once_each(desk: Any) -> None:
    for name in ("a.xlsx", "b.xlsx", "c/d.xlsx", "e.mp3", "noext", "f.txt"):
        desk.put(name, "x")
    assert files(desk.folder) == ["f.txt"]
    found = problems(desk.folder)
    assert [Path(p.source).name for p in found] == ["noext", "e.mp3", "a.xlsx"]
    assert "2 more" in found[2].message and ".xlsx" in found[2].message


def test_a_page_or_pdf_under_an_unknown_name_is_found_by_its_bytes(desk: Any, make: Any) -> None:
    desk.put("index.aspx", make.page)
    desk.put("download", make.pdf([[(0, "x")]]))
    assert files(desk.folder) == ["download", "index.aspx"]


def test_a_file_of_an_unknown_kind_named_outright_is_given(desk: Any) -> None:
    assert len(files(desk.put("notes.md", "x"))) == 1


def test_the_same_file_twice_is_read_once(desk: Any) -> None:
    path = desk.put("a/x.txt", "x")
    (desk.folder / "link.txt").symlink_to(path)
    assert len(files(path, path, str(path), desk.folder, desk.folder / "a" / ".." / "a")) == 1
    assert problems(desk.folder, desk.folder, desk.folder / "a") == []
    assert files("-", "-") == ["stdin"]


def test_links_that_go_round_in_a_circle_come_to_an_end(desk: Any) -> None:
    desk.put("a/x.txt", "x")
    (desk.folder / "a" / "up").symlink_to(desk.folder)
    (desk.folder / "self").symlink_to("self")
    (desk.folder / "gone.txt").symlink_to("nowhere")
    assert files(desk.folder) == ["a/x.txt"]
    assert [Path(p.source).name for p in problems(desk.folder)] == ["gone.txt", "self"]


def test_a_folder_deeper_than_the_system_can_name_is_a_problem(desk: Any) -> None:
    desk.put("z.txt", "x")
    at = os.open(desk.folder, os.O_RDONLY)
    for _ in range(30):
        os.mkdir("d" * 200, dir_fd=at)
        at, last = os.open("d" * 200, os.O_RDONLY, dir_fd=at), at
        os.close(last)
    os.close(at)
    assert files(desk.folder) == ["z.txt"]
    (problem,) = problems(desk.folder)
    assert "too long" in problem.message


def test_four_hundred_folders_deep_is_no_trouble(desk: Any) -> None:
    desk.put("/".join("d" * 400) + "/x.txt", "x")
    assert len(files(desk.folder)) == 1


@pytest.mark.parametrize("path", ["no/such/file.txt", "", "a\0b"])
def test_a_path_that_is_none_is_a_problem(path: str) -> None:
    (problem,) = problems(path)
    assert "spelling" in problem.remedy


def test_a_pipe_in_a_folder_is_not_waited_for(desk: Any) -> None:
    os.mkfifo(desk.folder / "pipe.txt")
    desk.put("x.txt", "x")
    assert files(desk.folder) == ["x.txt"] and problems(desk.folder) == []


def test_reports_are_counted_where_that_is_cheap(desk: Any) -> None:
    desk.put("a/1.txt", "x")
    desk.put("a/2.html", "x")
    lines = desk.put("b/3.jsonl", "x")
    assert count_paths([desk.folder / "a"]) == 2
    assert count_paths([desk.folder / "a", lines]) is None and count_paths(["-"]) is None
    assert count_paths(["no/such"]) == 0
