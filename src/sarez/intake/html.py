"""Web pages to text, without menus, teasers and advertisements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sarez.intake.decode import Decoded, decode
from sarez.intake.facts import page_facts
from sarez.intake.origin import Item, Limits, Origin
from sarez.intake.quiet import quiet
from sarez.intake.sniff import UNREADABLE

_LIBRARIES = ("trafilatura", "htmldate", "justext", "courlan", "charset_normalizer", "readability")
_CHARSET = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset\s*=\s*|\?xml[^>]{0,100}?encoding\s*=\s*)["']?\s*([\w.:-]{2,40})""", re.I
)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF], " ")


def read_page(data: bytes, origin: Origin, limits: Limits, *, charset: str | None = None) -> Iterator[Item]:
    """Read a page: its main text, headline first, paragraphs parted by blank lines, and what it states of itself.

    `charset` is what the server said of the encoding.
    """
    import trafilatura  # noqa: F401 - so that its loggers are there to be silenced

    if len(data) > limits.page_bytes:
        yield origin.too_big(limits.page_bytes, "is a page")
        return
    decoded = decode(data, charset or _charset(data))
    if decoded is None:
        yield origin.problem(*UNREADABLE["binary"])
        return
    with quiet(*_LIBRARIES):
        try:
            item = _read(decoded, origin, limits)
        except Exception as error:  # lxml and trafilatura raise anything on pages that are not quite pages
            item = _unusable(origin, f"cannot be read as a page ({type(error).__name__}).")
    yield item


def _read(decoded: Decoded, origin: Origin, limits: Limits) -> Item:
    tree = _tree(decoded.text)
    if tree is None:
        return _unusable(origin, "has no text in it.")
    facts = page_facts(tree, origin.url)
    text = _main_text(tree)
    if not text:
        return _unusable(origin, "has no main text (a menu, a form, or a page built by scripts).")
    return origin.report(
        _with_headline(text, facts.title),
        limits,
        "text/html",
        [decoded.note] if decoded.note else [],
        url=facts.url,
        title=facts.title,
        published=facts.published,
        publisher=facts.publisher,
    )


def _tree(text: str) -> Any:
    from lxml import etree, html

    text = _DECLARATION.sub("", text, count=1).translate(_FORBIDDEN)
    text = text.encode("utf-8", "replace").decode("utf-8")
    if not text.strip():
        return None
    try:
        return html.document_fromstring(text, parser=html.HTMLParser(remove_comments=True, remove_pis=True))
    except etree.ParserError:
        return None


def _main_text(tree: Any) -> str:
    from copy import deepcopy

    from trafilatura import extract

    found = extract(
        deepcopy(tree),
        include_comments=False,
        include_tables=True,
        include_formatting=False,
        with_metadata=False,
    )
    return _paragraphs(found or "")


def _paragraphs(text: str) -> str:
    """Put a blank line between blocks; items of a list and rows of a table stay together."""
    blocks: list[list[str]] = []
    listed = False
    for line in filter(None, map(str.strip, text.split("\n"))):
        is_entry = line.startswith(("- ", "|")) or line.endswith("|")
        if is_entry and listed:
            blocks[-1].append(line)
        else:
            blocks.append([line])
        listed = is_entry
    return "\n\n".join(map("\n".join, blocks))


def _with_headline(text: str, title: str | None) -> str:
    """Put the headline first unless the text has it: pages often keep it outside their main part."""
    if not title:
        return text
    start = " ".join(text[: 3 * len(title) + 300].split()).casefold()
    return text if title.casefold() in start else f"{title}\n\n{text}"


def _charset(data: bytes) -> str | None:
    found = _CHARSET.search(data[:4096])
    return found[1].decode("ascii") if found else None


def _unusable(origin: Origin, message: str) -> Item:
    return origin.problem(message, "Open it in a browser and save the text as .txt, or print it to PDF.")
