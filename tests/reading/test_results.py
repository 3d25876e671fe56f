"""Records lead back to the words they rest on."""

from __future__ import annotations

import json
import re
from pathlib import Path

from sarez.intake.report import Report
from sarez.reading.contract import to_dict

PAGE_OF_THE_ROOM = Path(__file__).parents[2] / "docs" / "reading.md"

PAGE = (
    "BISHKEK, 10 March 2022 (Chronicle) — Kyrgyz and Tajik officials met in Batken on Tuesday.\n\n"
    "They agreed to open the Batken – Isfana road by 1 May.\n"
)


def test_sentences_and_evidence_are_words_of_the_text(bench):
    reading = bench.read(PAGE)
    records = [*reading.events, *reading.engagements, *reading.commitments]
    assert {type(r).__name__ for r in records} == {"Event", "Engagement", "Commitment"}
    for record in records:
        first = record.evidence[0]
        assert record.sentence and record.sentence in PAGE[first.start : first.end]
        assert "\n" not in record.sentence and len(record.sentence.split()) <= 8


def test_a_commitment_says_until_when_and_why(bench):
    (commitment,) = bench.read(PAGE).commitments
    assert set(commitment.parties) == {"KGZ", "TJK"} and "open the Batken – Isfana road" in commitment.text
    assert commitment.due == "2022-05-01" and commitment.date_reason


def test_a_place_is_listed_once_with_all_the_spots_that_name_it(bench):
    places = {p.name: p for p in bench.read(PAGE).places}
    assert [PAGE[e.start : e.end] for e in places["Batken"].evidence] == ["Batken", "Batken"]
    assert places["Batken"].country == "KGZ" and 39 < places["Batken"].lat < 41


def test_the_engagement_of_an_event_shares_its_evidence(bench):
    reading = bench.read(PAGE)
    (engagement,) = [e for e in reading.engagements if e.kind == "meeting"]
    assert engagement.evidence == next(e for e in reading.events if e.type == "CONSULT").evidence


def test_the_example_in_the_documentation_is_what_the_reader_says(bench):
    page = PAGE_OF_THE_ROOM.read_text(encoding="utf-8")
    (text,) = re.findall(r"```text\n(.*?)\n```", page, re.DOTALL)
    (example,) = re.findall(r"```json\n(.*?)\n```", page, re.DOTALL)
    told, said = json.loads(example), to_dict(bench.reader.read(Report("vorukh.txt", text)))
    assert {k: v for k, v in told.items() if k != "reader"}.keys() == said.keys() - {"reader"}
    for kind in ("people", "events", "engagements", "commitments", "places", "passages"):
        assert [without_confidence(r) for r in told[kind]] == [without_confidence(r) for r in said[kind]], (
            kind
        )


def without_confidence(record: dict[str, object]) -> dict[str, object]:
    return {k: v for k, v in record.items() if k != "confidence"}
