from __future__ import annotations

import gzip
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarez.intake.sniff import READABLE, UNREADABLE, kind_by_name, kind_of, mislabelled


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"", "a.txt", "empty"),
        (b"Shots near Vorukh", "a.txt", "text"),
        (b"Shots near Vorukh", "a.html", "text"),
        (b"Shots near Vorukh", "a.pdf", "text"),
        (b"<!-- saved -->\n<!DOCTYPE html><html>", "a.txt", "page"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!DOCTYPE html><html>", "a", "page"),
        ("<html><p>Ворух".encode("utf-16"), "a.htm", "page"),
        (b"<p>one</p>", "a", "page"),
        (b"<p>one", "a.html", "page"),
        (b"<Kyrgyzstan> and <Tajikistan> are placeholders", "a.txt", "text"),
        (b"<?xml version='1.0'?><rss><channel/></rss>", "a.xml", "feed"),
        (b"%PDF-1.7\n", "a.txt", "pdf"),
        (b"junk\n%PDF-1.7\n", "a.pdf", "pdf"),
        (b"see %PDF-1.7 for more", "a.txt", "text"),
        (b"PK\x03\x04....word/document.xml", "a.txt", "word"),
        (b"PK\x03\x04....xl/workbook.xml", "a.zip", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.docx", "ole"),
        (b"{\\rtf1 hello", "a.txt", "rtf"),
        (b"WARC/1.0\r\n", "a", "warc"),
        (gzip.compress(b"WARC/1.1\r\nWARC-Type: warcinfo", mtime=0), "a.gz", "warc.gz"),
        (gzip.compress(b"hello", mtime=0), "a.gz", "gzip"),
        (b'{"text": "one"}\n{"text": "two"}\n', "-", "lines"),
        (b'{"text": "one"}\n', "a.txt", "lines"),
        (b'{"text": "a line longer than what is looked at', "-", "lines"),
        (b'{"a": 1}\n', "a.txt", "text"),
        (b"nonsense", "a.jsonl", "lines"),
        (b'{\n  "text": "one"\n}', "a.json", "json"),
        (b'[{"text": "one"}]', "a.json", "json"),
        (b"[Bishkek, 3 May] The president met", "-", "text"),
        (b"{sic} The president met", "-", "text"),
        (bytes(range(256)) * 10, "a.txt", "binary"),
    ],
)
def test_bytes_say_what_a_file_is_and_names_only_which_text(head: bytes, name: str, kind: str) -> None:
    assert kind_of(head, name) == kind


def test_a_wrong_label_is_noted_and_a_right_or_missing_one_not() -> None:
    assert mislabelled("pdf", "a.txt") == "named as plain text, read as a PDF, which it is"
    assert mislabelled("pdf", "A.PDF") is None
    assert mislabelled("pdf", "a") is None
    assert mislabelled("warc", "a.warc.gz") is None


def test_names_claim_a_kind_in_any_case() -> None:
    assert (
        kind_by_name("X.Warc.GZ") == "warc.gz"
        and kind_by_name("x.HTM") == "page"
        and kind_by_name("x.gz") is None
    )


@given(
    st.binary(max_size=200), st.sampled_from(["a.txt", "a.html", "a.jsonl", "a.warc.gz", "a.docx", "a", "-"])
)
def test_any_bytes_are_of_some_kind(head: bytes, name: str) -> None:
    kind: Any = kind_of(head, name)
    assert kind in READABLE or kind in UNREADABLE or kind in ("empty", "zip")
