"""OPML: the list of feeds that feed readers exchange."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from sarez.errors import Problem

MOST_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed in a list: its address, what it is called, and its language, if told."""

    url: str
    title: str = ""
    language: str = ""


def read_opml(data: bytes, source: str = "the list") -> list[Subscription] | Problem:
    """The feeds of a list, each once; a Problem where it is none."""
    from lxml import etree

    remedy = "Export the feeds of the other program as OPML, and try that file."
    if len(data) > MOST_BYTES:
        return Problem(source, "", f"is larger than {MOST_BYTES / 1e6:.0f} MB.", remedy)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or root.tag != "opml":
        return Problem(source, "", "is no OPML list of feeds.", remedy)
    found: dict[str, Subscription] = {}
    for outline in root.iter("outline"):
        url = (outline.get("xmlUrl") or "").strip()
        if url:
            title = " ".join((outline.get("title") or outline.get("text") or "").split())
            found.setdefault(url, Subscription(url, title[:200], (outline.get("language") or "")[:5]))
    return list(found.values())


def write_opml(feeds: Iterable[Subscription], title: str) -> str:
    """The list as OPML 2.0."""
    lines = [
        f'    <outline type="rss" text={_quoted(feed.title)} title={_quoted(feed.title)} xmlUrl={_quoted(feed.url)}'
        + (f" language={_quoted(feed.language)}" if feed.language else "")
        + "/>"
        for feed in feeds
    ]
    name = quoteattr(title)[1:-1]
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n  <head><title>{name}</title></head>\n'
    return head + "  <body>\n" + "\n".join(lines) + "\n  </body>\n</opml>\n"


def _quoted(text: str) -> str:
    return quoteattr(text)
