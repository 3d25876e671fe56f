"""JSON lines: one report a line, read as they come."""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from sarez.intake.dates import date_in_url, published_date
from sarez.intake.origin import Item, Limits, Origin
from sarez.intake.streams import Rejoined

_PATIENCE = 100
"""How many bad lines are told one by one; the others are only counted."""


def read_lines(stream: BinaryIO, origin: Origin, limits: Limits) -> Iterator[Item]:
    """Read a stream of JSON objects, one a line, holding no more than one line in memory.

    Each has `text` and may have `url`, `published`, `publisher`, `title`, and `file` or `id` as its name.
    A line that is no such object becomes a `Problem` with its number; blank lines are skipped.
    """
    bad = 0
    empty = True
    for number, line in _lines(stream, limits):
        here = Origin(f"{origin.file}:{number}", origin.source, f"line {number}", notes=origin.notes)
        item = here.too_long(limits) if line is None else _item(line, here, limits) if line.strip() else None
        if item is None:
            continue
        empty = False
        bad += not hasattr(item, "text")
        if hasattr(item, "text") or bad <= _PATIENCE:
            yield item
    if bad > _PATIENCE:
        yield origin.problem(f"has {bad - _PATIENCE:,} more bad lines.", "Mend what the first ones name.")
    if empty:
        yield origin.empty()


def _lines(stream: BinaryIO, limits: Limits) -> Iterator[tuple[int, str | None]]:
    """Give numbered lines, None for one that is longer than any allowed text could be."""
    most = 6 * limits.characters + 65_536  # \\u0430: six letters for one
    head = stream.read(4)
    encoding = _encoding(head)
    errors = "surrogateescape" if encoding == "utf-8-sig" else "replace"
    text = io.TextIOWrapper(io.BufferedReader(Rejoined(head, stream)), encoding, errors, newline="\n")
    number = 0
    while line := text.readline(most):
        number += 1
        if len(line) == most and not line.endswith("\n"):
            while (rest := text.readline(1_000_000)) and not rest.endswith("\n"):
                pass
            yield number, None
        else:
            yield number, line
    text.detach()


def _encoding(head: bytes) -> str:
    return "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"


def _item(line: str, origin: Origin, limits: Limits) -> Item:
    try:
        line.encode("utf-8")
        found = json.loads(line)
    except UnicodeEncodeError:
        return origin.problem("is not valid UTF-8.", "Save the file as UTF-8.")
    except RecursionError:
        return origin.problem("is nested too deeply.", "Write one flat object a line.")
    except ValueError as error:
        reason = getattr(error, "msg", str(error))
        return origin.problem(
            f"is not JSON ({reason[:80]}).", "Write one JSON object a line, without line breaks inside."
        )
    if not isinstance(found, dict):
        return origin.problem("is not a JSON object.", 'Write {"text": "…"} on each line.')
    return _from_object(found, origin, limits)


def _from_object(found: dict[str, Any], origin: Origin, limits: Limits) -> Item:
    text = found.get("text")
    if text is None:
        keys = ", ".join(sorted(map(str, found))[:8]) or "none"
        return origin.problem(
            f"has no 'text' (its keys: {keys[:200]}).", "Put the report's text under 'text'."
        )
    if not isinstance(text, str):
        return origin.problem(
            f"has a 'text' that is {_kind(text)}.", "Put the report's text there as a string."
        )
    odd = [
        k for k in ("url", "publisher", "title") if found.get(k) is not None and not isinstance(found[k], str)
    ]
    known = Origin(_name(found) or origin.file, origin.source, origin.place, notes=origin.notes)
    url = _string(found, "url")
    return known.report(
        text,
        limits,
        "text/plain",
        [f"'{key}' is not a string, left out" for key in odd],
        url=url,
        title=_string(found, "title"),
        published=published_date(found.get("published")) or date_in_url(url),
        publisher=_string(found, "publisher"),
    )


def _string(found: dict[str, Any], key: str) -> str | None:
    value = found.get(key)
    return value[:2000] if isinstance(value, str) else None


def _name(found: dict[str, Any]) -> str | None:
    """Return what the record calls itself."""
    for key in ("file", "id"):
        value = found.get(key)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()[:500].encode("utf-8", "replace").decode("utf-8")
    return None


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), "something else")
