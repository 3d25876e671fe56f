from __future__ import annotations

import json

import pytest
from lxml import html

from sarez.intake.facts import Facts, page_facts


def facts(head: str, body: str = "<p>x</p>", url: str | None = None) -> Facts:
    return page_facts(html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>"), url)


def linked(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        ('<meta property="article:published_time" content="2021-04-28T23:40:00+06:00">', "", "2021-04-28"),
        ('<meta name="DC.date.issued" content="2021-04">', "", "2021-04"),
        ('<meta itemprop="datePublished" content="28 April 2021">', "", "2021-04-28"),
        (linked(datePublished="2021-04-28"), "", "2021-04-28"),
        ("", '<time itemprop="datePublished" datetime="2021-04-28">yesterday</time>', "2021-04-28"),
        ("", '<span itemprop="datePublished">28.04.2021</span>', "2021-04-28"),
        ("", '<time datetime="2021-04-28T10:00">Wed</time>', "2021-04-28"),
        ("", '<time datetime="2021-04-28">a</time><time datetime="2020-01-01">b</time>', None),
        ('<meta property="article:modified_time" content="2022-01-01">', "", None),
        (
            '<meta property="article:published_time" content="soon">' + linked(datePublished="2021"),
            "",
            "2021",
        ),
        ('<link rel="canonical" href="https://a.example/2021/04/28/x">', "", "2021-04-28"),
        ("", "<p>On 28 April 2021 shots were fired.</p>", None),
    ],
)
def test_only_a_stated_date_of_publication_is_taken(head: str, body: str, published: str | None) -> None:
    assert facts(head, body or "<p>x</p>").published == published


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ('<meta property="og:title" content="Shots"><title>Other</title>', "", "Shots"),
        (linked(headline="Shots  at\nVorukh"), "", "Shots at Vorukh"),
        ("<title>Other</title>", "<h1>Shots <b>at</b> Vorukh</h1>", "Shots at Vorukh"),
        ("<title>Shots</title>", "<h1>A</h1><h1>B</h1>", "Shots"),
        ('<meta property="og:site_name" content="24.kg"><title>Shots | 24.kg</title>', "", "Shots"),
        ("<title> </title>", "", None),
    ],
)
def test_the_title_is_the_headline_without_the_site(head: str, body: str, title: str | None) -> None:
    assert facts(head, body or "<p>x</p>").title == title


def test_the_publisher_is_stated_or_none() -> None:
    assert facts('<meta property="og:site_name" content="Chronicle">').publisher == "Chronicle"
    assert facts(linked(publisher={"@type": "Organization", "name": "Chronicle"})).publisher == "Chronicle"
    assert facts('<link rel="canonical" href="https://news.example/x">').publisher is None


def test_where_a_page_was_fetched_counts_more_than_what_it_says() -> None:
    head = '<link rel="canonical" href="https://a.example/x">'
    assert facts(head).url == "https://a.example/x"
    assert facts(head, url="https://b.example/2020/05/x") == Facts(
        url="https://b.example/2020/05/x", published="2020-05"
    )
    assert facts('<link rel="canonical" href="/x"><meta property="og:url" content="nonsense">').url is None


def test_a_graph_is_searched_and_broken_data_passed_over() -> None:
    graph = json.dumps(
        {
            "@graph": [
                {"@type": "WebPage", "datePublished": "2020"},
                {"@type": ["Article"], "datePublished": "2021"},
            ]
        }
    )
    head = f'<script type="application/ld+json">{{broken</script><script type="application/ld+json">{graph}</script>'
    assert facts(head).published == "2021"
    assert facts('<script type="application/ld+json">[1, null, "x"]</script>') == Facts()
