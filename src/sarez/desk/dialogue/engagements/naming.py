"""Documents that name a person: by their title, their file's name, or their text as the intake reads it. Their bytes stay."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from sarez.desk.accounts.redaction import in_address, pattern_of
from sarez.desk.accounts.viewers import FOREVER
from sarez.desk.dialogue.models import Content, Document
from sarez.desk.events.apart import ends
from sarez.errors import Problem
from sarez.intake.files import read_stream
from sarez.intake.origin import Limits, Origin

Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A document to look at, and the engagement that it belongs to now."""

    row: Document
    entry: int

    @property
    def is_past(self) -> bool:
        """Whether it was taken off; its bytes are kept, to be seen as of before."""
        return self.row.known_to < FOREVER

    @property
    def day(self) -> str:
        """A day as of which a past one can be fetched; empty where none ended with it."""
        first = self.row.known_from.date()
        return first.isoformat() if self.is_past and self.row.known_to.date() > first else ""


def documents_naming(names: Sequence[str]) -> tuple[Numbers, Numbers]:
    """The numbers of the documents that have one of these full names in them, and of those that the desk cannot read.

    Past ones count too: their bytes are still kept.
    """
    if not names:
        return (), ()
    told, of = _titled(names), defaultdict(set)
    for number, content, file in Document.objects.values_list("number", "content", "file_name").order_by(
        "pk"
    ):
        of[content, file].add(number)
    says = {key: _says(*key, tuple(names)) for key in of}
    found = told | {n for key, numbers in of.items() if says[key] for n in numbers}
    unread = {n for key, numbers in of.items() if says[key] is None for n in numbers}
    return tuple(sorted(found)), tuple(sorted(unread - found))


def latest(numbers: Sequence[int]) -> list[Named]:
    """The documents of these numbers as they stand, or as they last stood."""
    rows = {
        row.number: row for row in Document.objects.filter(number__in=numbers).order_by("known_from", "pk")
    }
    at = ends(row.entry_id for row in rows.values())
    return [Named(rows[number], at[rows[number].entry_id]) for number in numbers if number in rows]


def forget_what_was_read() -> None:
    """Keep nothing of the names that were asked for."""
    _says.cache_clear()


def _titled(names: Sequence[str]) -> set[int]:
    name = pattern_of(names, is_of_file=True)
    rows = Document.objects.values_list("number", "title", "file_name")
    return {n for n, *texts in rows if any(name.search(t) or in_address(t, names) for t in texts)}


@lru_cache(maxsize=4096)
def _says(sha256: str, file: str, names: tuple[str, ...]) -> bool | None:
    """Whether the text of a document has one of the names; None where it cannot be read. Kept from the page that shows
    it to the deed itself: reading a hundred PDFs takes a while."""
    data = bytes(Content.objects.only("data").get(pk=sha256).data)
    name, limits = pattern_of(names), Limits(file_bytes=settings.MOST_UPLOADED)
    items = list(read_stream(io.BytesIO(data), Origin(file, file), limits))
    texts = [item for item in items if not isinstance(item, Problem)]
    if any(name.search(f"{item.title or ''}\n{item.text}") for item in texts):
        return True
    return None if len(texts) < len(items) or not items else False
