"""What can go wrong: bad data is reported as a `Problem`, bad use raises a `SarezError`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with data that was met on the way; the rest went on.

    `source` is the file or feed, `place` where in it ("line 12", "page 3", "" for the whole),
    `message` what is wrong and `remedy` what the user can do about it.
    """

    source: str
    place: str
    message: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.source}, {self.place}" if self.place else self.source
        return f"{where}: {self.message} {self.remedy}".strip()


class SarezError(Exception):
    """The root of what Sarez raises for bad use. The message says what to do next."""


class ModelError(SarezError):
    """A language model is missing, of the wrong kind, or not the file it should be."""


class DataError(SarezError):
    """A vocabulary or region file of the installation cannot be used."""
