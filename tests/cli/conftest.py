"""A report and its reading, made by hand, and the installed command."""

import subprocess
import sys

import pytest

from sarez.intake.report import Report
from sarez.reading.records import (
    Commitment,
    Engagement,
    Event,
    Evidence,
    Passage,
    Person,
    Reader,
    Reading,
)

TEXT = (
    "Home | News | Subscribe\n"
    "Truce on the Batken road\n"
    "Kyrgyz foreign minister Ruslan Kazakbaev and his Tajik colleague agreed on Thursday to pull back troops. "
    "Shots killed 3 people at Kok-Tash. Talks <in Batken> & Isfara are planned for May.\n"
    "Стрельба прекратилась вечером.\n"
)


def span(words):
    return (Evidence(TEXT.index(words), TEXT.index(words) + len(words)),)


def passage(words, language, role):
    return Passage(span(words)[0].start, span(words)[0].end, language, role)


AGREED = (
    "Kyrgyz foreign minister Ruslan Kazakbaev and his Tajik colleague agreed on Thursday to pull back troops."
)
SHOTS = "Shots killed 3 people at Kok-Tash."
TALKS = "Talks <in Batken> & Isfara are planned for May."


@pytest.fixture
def made():
    """A report with a menu, a headline, a story and a Russian line; evidence nests and overlaps."""
    reading = Reading(
        file="truce.txt",
        url="javascript:alert(1)",
        publisher="<b>Agency</b>",
        title="Truce on the Batken road",
        language="en",
        published="2021-04-30",
        reader=Reader("sarez", "0.1.0", "en_core_web_sm-3.8.0", "ab" * 32),
        people=(Person("Ruslan Kazakbaev", "foreign minister", None, "KGZ", span("Ruslan Kazakbaev"), 0.97),),
        events=(
            Event(
                "AGREE", ("KGZ",), ("TJK",), "2021-04-29", "Thursday before 30 April 2021", None, None, ("border",),
                "occurred", None, None, AGREED, span(AGREED), 0.85,
            ),
            Event(
                "ASSAULT", (), ("KGZ",), "2021-04", None, "Kok-Tash", "KGZ", (), "denied", 3, None, SHOTS,
                span(SHOTS), 0.5,
            ),
        ),
        engagements=(
            Engagement(
                "negotiation", None, "2021-05", None, None, "Batken", "KGZ", (), ("KGZ", "TJK"), (), ("border",),
                "planned", TALKS, span(TALKS), 0.6,
            ),
        ),
        commitments=(
            Commitment(("KGZ", "TJK"), "pull back troops", None, None, "agreed", AGREED, span(AGREED), 0.7),
        ),
        passages=(
            passage("Home | News | Subscribe", "en", "menu"),
            passage("Truce on the Batken road", "en", "headline"),
            passage(f"{AGREED} {SHOTS} {TALKS}", "en", "body"),
            passage("Стрельба прекратилась вечером.", "ru", "foreign"),
        ),
    )  # fmt: skip
    return Report("truce.txt", TEXT), reading


@pytest.fixture
def silent():
    """A report of which nothing was recorded."""
    reading = Reading("weather.txt", None, None, None, "en", None, Reader("sarez", "0.1.0", "none", None))
    return Report("weather.txt", "It rained in Osh.\nNothing else."), reading


@pytest.fixture
def sarez():
    """Run the installed command in a process of its own."""

    def run(*arguments, **options):
        command = [sys.executable, "-m", "sarez.cli", *map(str, arguments)]
        options.setdefault("stdin", subprocess.DEVNULL if "input" not in options else None)
        if options["stdin"] is None:
            del options["stdin"]
        return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300, **options)

    return run
