"""A report: one published or filed text, kept as received."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Report:
    """One text to be read, with what is known of where it came from.

    `text` is the text as received; for a page, a PDF or a Word file it is the text taken from it.
    All evidence counts in characters of `text`. `published` is an ISO date, year-month or year, or None.
    `notes` say what was assumed or mended on the way in: an encoding, a wrong label, pages without text.
    """

    file: str
    text: str
    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    published: str | None = None
    media_type: str = "text/plain"
    notes: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """The hash of the text (UTF-8), by which the same report is known again."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
