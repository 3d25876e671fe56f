"""What a page states about itself: title, address, publisher and date of publication."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sarez.intake.dates import date_in_url, published_date

_DATES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date_published",
    "publishdate", "pubdate", "publication_date", "published_at", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "citation_publication_date", "citation_date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date",
    "dcterms.date", "article.published", "article:post_date", "release_date", "date",
)  # fmt: skip
_TITLES = ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title", "title")
_PUBLISHERS = ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher", "application-name")
_ADDRESSES = ("og:url", "twitter:url")
_ARTICLES = re.compile(r"(?:News|Report|\w*)Article|BlogPosting|WebPage|Report|PressRelease")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says of itself; None where it says nothing."""

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None


def page_facts(tree: Any, url: str | None = None) -> Facts:
    """Collect the facts from a parsed page's metadata; `url` is where it was fetched, if that is known.

    Looks at meta tags first, then JSON-LD, then marked-up elements. Nothing is guessed from the prose.
    """
    tags = _tags(tree)
    linked = list(_linked_data(tree))
    address = url or _address(tree, tags)
    publisher = _first(tags, _PUBLISHERS) or next(filter(None, map(_publisher, linked)), None)
    title = _first(tags, _TITLES) or next(filter(None, (_text(d.get("headline")) for d in linked)), None)
    return Facts(
        title=_without_site(title or _heading(tree), publisher),
        url=address,
        publisher=publisher,
        published=_published(tree, tags, linked) or date_in_url(address),
    )


def _tags(tree: Any) -> dict[str, str]:
    tags: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = (meta.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop"):
            if content and meta.get(attribute):
                tags.setdefault(meta.get(attribute).strip().lower(), content[:2000])
    return tags


def _first(tags: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((tags[name] for name in names if name in tags), None)


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """Give the JSON-LD objects that describe an article or its page, articles first."""
    found: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue  # broken metadata is no metadata
        for entry in data if isinstance(data, list) else [data]:
            graph = entry.get("@graph") if isinstance(entry, dict) else None
            found += [d for d in (graph if isinstance(graph, list) else [entry]) if isinstance(d, dict)]
    articles = [d for d in found if _ARTICLES.fullmatch(_type(d))]
    yield from sorted(articles, key=lambda d: _type(d) == "WebPage")


def _type(data: dict[str, Any]) -> str:
    kind = data.get("@type")
    return str(kind[0] if isinstance(kind, list) and kind else kind)


def _publisher(data: dict[str, Any]) -> str | None:
    publisher = data.get("publisher")
    return _text(publisher.get("name")) if isinstance(publisher, dict) else _text(publisher)


def _text(value: object) -> str | None:
    return " ".join(value.split())[:500] or None if isinstance(value, str) else None


def _published(tree: Any, tags: dict[str, str], linked: list[dict[str, Any]]) -> str | None:
    stated = [tags[name] for name in _DATES[:-1] if name in tags]
    stated += [str(d["datePublished"]) for d in linked if d.get("datePublished")]
    stated += _marked_up(tree)
    stated += [tags[_DATES[-1]]] if _DATES[-1] in tags else []
    return next(filter(None, map(published_date, stated)), None)


def _marked_up(tree: Any) -> list[str]:
    """Give dates of elements marked as the publication date, or of the only `<time>` of the page."""
    marked = [
        element.get("datetime") or element.get("content") or element.text_content()
        for element in tree.xpath("//*[@itemprop='datePublished' or @pubdate]")
    ]
    times = tree.xpath("//time[@datetime]")
    if len({time.get("datetime") for time in times}) == 1:
        marked.append(times[0].get("datetime"))
    return [value.strip()[:100] for value in marked if value]


def _address(tree: Any, tags: dict[str, str]) -> str | None:
    canonical = tree.xpath("//link[@rel='canonical']/@href")
    for address in [*canonical, *(tags[name] for name in _ADDRESSES if name in tags)]:
        if re.match(r"https?://[^\s/]+\.[^\s]+$", address.strip()):
            return str(address.strip())[:2000]
    return None


def _heading(tree: Any) -> str | None:
    headings = [_text(heading.text_content()) for heading in tree.xpath("//h1")]
    titles = [_text(title.text_content()) for title in tree.xpath("//head/title|//title")]
    only = headings[0] if len(headings) == 1 else None
    return only or (titles[0] if titles else None)


def _without_site(title: str | None, publisher: str | None) -> str | None:
    """Take the site's name off the end of a title."""
    title = _text(title)
    if not title or not publisher:
        return title
    return re.sub(rf"\s+[-–—|·:]\s+{re.escape(publisher)}\s*$", "", title, flags=re.IGNORECASE) or title
