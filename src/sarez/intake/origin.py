"""Where a text comes from and how much of it is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sarez.errors import Problem
from sarez.intake.report import Report

DEFAULT_MAX_CHARACTERS = 5_000_000
"""Longest text of one report. The longest report of a working desk (a UN panel's, 700 pages) has two million."""

Item = Report | Problem


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read, so that no file can take the machine down. Sizes are in bytes but for `characters`."""

    characters: int = DEFAULT_MAX_CHARACTERS
    file_bytes: int = 200_000_000
    page_bytes: int = 10_000_000
    xml_bytes: int = 30_000_000
    pages: int = 20_000

    @property
    def text_bytes(self) -> int:
        """The most bytes that a text of the allowed length can have (four a character, and a mark)."""
        return 4 * self.characters + 4


@dataclass(frozen=True, slots=True)
class Origin:
    """What is being read: `file` names it in the report, `source` where the user finds it, `place` where therein."""

    file: str
    source: str
    place: str = ""
    url: str | None = None
    notes: tuple[str, ...] = field(default=())

    def problem(self, message: str, remedy: str, place: str | None = None) -> Problem:
        """Say what is wrong here and what to do about it."""
        return Problem(self.source, self.place if place is None else place, message, remedy)

    def too_long(self, limits: Limits) -> Problem:
        """Say that the text is longer than the limit on characters."""
        return self.problem(
            f"has more than {limits.characters:,} characters, the limit for one report.",
            "Split it, or raise the limit with --max-characters.",
        )

    def too_big(self, size: int, what: str = "is") -> Problem:
        """Say that there are more bytes than are read at once."""
        return self.problem(
            f"{what} larger than {size / 1e6:,.0f} MB.", "Split it, or save the text you need as .txt."
        )

    def empty(self) -> Problem:
        """Say that there is nothing in it."""
        return self.problem("is empty.", "Check that it was saved or downloaded completely, or leave it out.")

    def report(
        self,
        text: str,
        limits: Limits,
        media_type: str,
        notes: Iterable[str] = (),
        *,
        url: str | None = None,
        title: str | None = None,
        published: str | None = None,
        publisher: str | None = None,
    ) -> Item:
        """Make the report, or say why there is none: too long, or nothing but blanks."""
        if len(text) > limits.characters:
            return self.too_long(limits)
        if not text.strip():
            return self.problem(
                "holds nothing but blanks.", "Check that the right file was saved, or leave it out."
            )
        text, mended = storable(text)
        return Report(
            self.file,
            text,
            url=plain(url or self.url),
            publisher=plain(publisher),
            title=plain(title),
            published=published,
            media_type=media_type,
            notes=(*self.notes, *notes, *mended),
        )


_UNSTORABLE = dict.fromkeys([0, *range(0xD800, 0xE000)], "\ufffd")


def storable(text: str) -> tuple[str, list[str]]:
    """Replace NULs and lone surrogates, which no database or UTF-8 file can hold, by U+FFFD.

    One character stands for one, so that offsets stay right. Returns the text and a note if any was replaced.
    """
    if "\0" not in text and not _has_surrogate(text):
        return text, []
    mended = text.translate(_UNSTORABLE)
    count = sum(a != b for a, b in zip(text, mended, strict=True))
    return mended, [f"characters that cannot be stored (NUL, half of a pair) shown as U+FFFD: {count}"]


def plain(value: str | None) -> str | None:
    """Return a field of one line without surrounding blanks, None if nothing is left."""
    if value is None:
        return None
    return storable(" ".join(value.split()))[0] or None


def _has_surrogate(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False
