"""RSS and Atom: the bytes of a feed to its items, and a page that an item leads to, to a report."""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sarez.errors import Problem
from sarez.intake.answers import Answer
from sarez.intake.dates import published_date
from sarez.intake.files import read_stream
from sarez.intake.html import read_page
from sarez.intake.origin import Item, Limits, Origin, plain, storable
from sarez.intake.report import Report
from sarez.intake.sniff import HEAD, kind_of

MOST_ITEMS = 2000
LEAST_OF_FULL = 120
"""Words from which a feed's own text counts as the whole text; what is called content may be shorter, a summary is not."""
LEAST_OF_CONTENT = 60
_CUT = re.compile(
    r"(?:…|\.\.\.|\[\W*\]|read more\W*|continue reading\W*|читать далее\W*|подробнее\W*)$", re.IGNORECASE
)
_BLOCKS = frozenset(
    "p div br li tr h1 h2 h3 h4 h5 h6 blockquote section article ul ol table pre figure figcaption dd dt".split()
)
_SILENT = frozenset({"script", "style", "noscript", "iframe", "form", "template"})


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One item of a feed. `key` knows it again; `text` is what the feed itself says, `is_whole` if that is the full text."""

    key: str
    url: str | None = None
    title: str | None = None
    published: str | None = None
    text: str = ""
    is_whole: bool = False


def parse_feed(answer: Answer) -> list[FeedEntry] | Problem:
    """The items of a feed, the oldest first (feeds print the latest first); a Problem where it is no feed."""
    if b"<!ENTITY" in answer.body:
        return Problem(answer.url, "", "declares entities, as no honest feed does.", "Look for another feed.")
    try:
        parsed = _parsed(answer)
    except Exception as error:  # feedparser raises anything on what is not quite a feed
        return Problem(
            answer.url, "", f"cannot be read as a feed ({type(error).__name__}).", "Tell the site."
        )
    if not parsed.get("version"):
        return Problem(
            answer.url, "", "is no RSS or Atom feed.", "Look on the site for the address of its feed."
        )
    told = parsed.entries[:MOST_ITEMS]
    links: dict[str, set[str]] = {}
    for item in told:
        links.setdefault(str(dict.get(item, "id")), set()).add(str(dict.get(item, "link")))
    made = (_entry(item, is_named=len(links[str(dict.get(item, "id"))]) == 1) for item in told)
    found = {entry.key: entry for entry in made if entry is not None}
    return list(reversed(found.values()))


def report_of_entry(entry: FeedEntry, note: str = "") -> Item:
    """The report that a feed's own words make; `note` says why there is no more."""
    name = entry.url or entry.key
    is_titled = entry.title is None or entry.title in entry.text.splitlines()[:3]
    text = entry.text if is_titled else f"{entry.title}\n\n{entry.text}".rstrip()
    return Origin(name, name, url=entry.url).report(
        text, Limits(), "text/plain", [note] if note else [], title=entry.title, published=entry.published
    )


def report_of_page(answer: Answer, entry: FeedEntry) -> Item:
    """The report in the page (or the PDF or Word file) that an item leads to; what the page does not state, the feed does."""
    origin = Origin(answer.url, answer.url, url=answer.url)
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", answer.headers.get("content-type", ""), re.I)
    if kind_of(answer.body[:HEAD], answer.url) == "page" or answer.media_type in (
        "text/html",
        "application/xhtml+xml",
    ):
        items: Iterator[Item] = read_page(
            answer.body, origin, Limits(), charset=charset[1] if charset else None
        )
    else:
        items = read_stream(io.BytesIO(answer.body), origin)
    item = next(items, origin.empty())
    if not isinstance(item, Report):
        return item
    return Report(
        file=item.file,
        text=item.text,
        url=entry.url or item.url,
        publisher=item.publisher,
        title=item.title or entry.title,
        published=entry.published or item.published,
        media_type=item.media_type,
        notes=item.notes,
    )


def text_of_html(html: str) -> str:
    """The words of a piece of HTML, a blank line between blocks. Unlike a page, all of it is meant."""
    if "<" not in html and "&" not in html:
        return _tidy(html)
    from lxml import etree
    from lxml import html as parser

    try:
        tree = parser.fragment_fromstring(html[:2_000_000], create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return _tidy(re.sub(r"<[^>]*>", " ", html))
    return _tidy("".join(_words(tree)))


def _words(element: Any) -> Iterator[str]:
    """The text of an element in order, `\\n\\n` around blocks; without recursion, since markup may be as deep as it likes."""
    stack: list[Any] = [element]
    while stack:
        here = stack.pop()
        if isinstance(here, str):
            yield here
            continue
        is_told = isinstance(here.tag, str) and here.tag not in _SILENT
        edge = "\n\n" if is_told and here.tag in _BLOCKS else ""
        if here is not element and here.tail:
            stack.append(here.tail)
        if is_told:
            stack += [edge, *reversed(list(here)), here.text or "", edge]


def _tidy(text: str) -> str:
    blocks = (" ".join(block.split()) for block in re.split(r"\n\s*\n", text))
    return storable("\n\n".join(filter(None, blocks)))[0]


def _parsed(answer: Answer) -> Any:
    import feedparser  # type: ignore[import-untyped]

    told = {"content-location": answer.url}
    if "content-type" in answer.headers:
        told["content-type"] = answer.headers["content-type"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # a stream, since feedparser takes bytes that spell a path for a file to open
        return feedparser.parse(io.BytesIO(answer.body), response_headers=told)


def _entry(found: Any, *, is_named: bool) -> FeedEntry | None:
    """One item; where several share an id (some feeds give every item the same), it is known by its link."""
    url = _address(dict.get(found, "link"))
    title = plain(text_of_html(str(dict.get(found, "title") or "")))
    text, is_whole = _text(found)
    named = str((dict.get(found, "id") if is_named else "") or url or "")
    if not named:
        named = "\n".join((title or "", text[:2000]))
    if not (url or title or text):
        return None
    return FeedEntry(
        key=hashlib.sha256(named.encode("utf-8", "replace")).hexdigest(),
        url=url,
        title=title[:500] if title else None,
        published=_published(found),
        text=text,
        is_whole=is_whole,
    )


def _text(found: Any) -> tuple[str, bool]:
    """What the feed says of an item, and whether that is the whole text."""
    contents = [text_of_html(str(c.get("value") or "")) for c in dict.get(found, "content") or ()]
    content = max(contents, key=len, default="")
    summary = text_of_html(str(dict.get(found, "summary") or ""))
    text, least = (
        (content, LEAST_OF_CONTENT) if len(content) >= len(summary) and content else (summary, LEAST_OF_FULL)
    )
    return text, len(text.split()) >= least and not _CUT.search(text)


def _published(found: Any) -> str | None:
    for name in ("published", "created", "updated"):
        if iso := published_date(str(dict.get(found, name) or "")):
            return iso
        parsed = dict.get(found, f"{name}_parsed")
        if parsed and (iso := published_date(f"{parsed[0]:04}-{parsed[1]:02}-{parsed[2]:02}")):
            return iso
    return None


def _address(link: Any) -> str | None:
    text = str(link or "").strip()
    return text if re.fullmatch(r"https?://[^\s/][^\x00-\x20]*", text) and len(text) <= 1000 else None
