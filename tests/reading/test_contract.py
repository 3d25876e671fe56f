"""A reading as JSON and back."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarez.errors import SarezError
from sarez.reading.contract import from_dict, to_dict, to_json
from sarez.reading.records import (
    Commitment,
    Engagement,
    Event,
    Evidence,
    Passage,
    Person,
    Place,
    Reader,
    Reading,
)

SPAN = (Evidence(0, 20), Evidence(31, 40))
READING = Reading(
    file="batken.txt",
    url=None,
    publisher="24.kg",
    title="Дорога Кёк-Таш",
    language="en",
    published="2021-04-30",
    reader=Reader("sarez", "0.1.0", "en_core_web_sm-3.8.0", "ab12"),
    people=(Person("Sadyr Japarov", "president", None, "KGZ", SPAN, 0.91, ("S. Japarov",)),),
    events=(
        Event(
            "ASSAULT", ("TJK",), ("KGZ",), "2021-04-29", "Thursday before 30 April", "Kok-Tash", "KGZ", ("border",),
            "occurred", 3, None, "The violence started", SPAN, 0.8,
        ),
    ),
    engagements=(
        Engagement(
            "negotiation", None, "2021-04-30", None, None, "Batken", "KGZ", (), ("KGZ", "TJK"), ("Sadyr Japarov",),
            ("border",), "planned", "They are to meet", SPAN, 0.7,
        ),
    ),
    commitments=(Commitment(("KGZ",), "open the road", "2021-05", "by May", "offered", "It will open", SPAN, 0.5),),
    places=(Place("Batken", 40.06, 70.82, "KGZ", "Batken", "city", SPAN),),
    passages=(Passage(0, 40, "en", "body"),),
)  # fmt: skip


def test_the_keys_are_those_of_the_guide_in_its_order():
    data = to_dict(READING)
    guide = [
        "url",
        "publisher",
        "title",
        "language",
        "published",
        "people",
        "events",
        "engagements",
        "commitments",
    ]
    assert [key for key in data if key in guide] == guide
    event = [
        "type", "actor", "recipient", "date", "place", "country", "issues", "status", "killed", "injured", "sentence",
    ]  # fmt: skip
    assert [key for key in data["events"][0] if key in event] == event
    assert set(data) - set(guide) == {"file", "places", "passages", "reader", "note"}
    assert set(data["events"][0]) - set(event) == {"date_reason", "evidence", "confidence"}


def test_every_record_carries_its_evidence_and_confidence():
    data = to_dict(READING)
    for kind in ("people", "events", "engagements", "commitments"):
        assert data[kind][0]["evidence"] == [{"start": 0, "end": 20}, {"start": 31, "end": 40}]
        assert 0 < data[kind][0]["confidence"] < 1
    assert data["commitments"][0]["modality"] == "offered"
    assert data["reader"] == {
        "name": "sarez", "version": "0.1.0", "model": "en_core_web_sm-3.8.0", "model_sha256": "ab12",
    }  # fmt: skip


def test_a_reading_comes_back_from_its_json():
    assert from_dict(json.loads(to_json(READING))) == READING


def test_the_json_is_one_line_and_keeps_cyrillic_readable():
    line = to_json(READING)
    assert "\n" not in line
    assert "Дорога Кёк-Таш" in line


def test_an_annotation_of_the_guide_is_a_reading():
    gold = {
        "file": "a.txt", "url": None, "people": [], "engagements": [], "commitments": [],
        "events": [{"type": "AID", "actor": ["JPN"], "recipient": ["KGZ"], "date": None, "status": "occurred"}],
    }  # fmt: skip
    event = from_dict(gold).events[0]
    assert (event.actor, event.evidence, event.confidence) == (("JPN",), (), 1.0)


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        ({"url": None}, "lacks “file”"),
        ({"file": "a.txt", "events": {"type": "AID"}}, "“events” must be a list"),
        ({"file": "a.txt", "events": [{"actor": ["JPN"]}]}, "lacks “type”"),
        ({"file": "a.txt", "people": ["Sadyr Japarov"]}, "no record"),
        ({"file": "a.txt", "events": [{"type": "AID", "evidence": [{"start": 1}]}]}, "lacks “end”"),
    ],
)
def test_what_is_no_reading_is_refused_with_the_reason(data, complaint):
    with pytest.raises(SarezError, match=complaint):
        from_dict(data)


@given(st.text(), st.floats(0, 1), st.integers(0, 10**6))
def test_any_text_and_confidence_come_back(text, confidence, start):
    person = Person(text, text, None, None, (Evidence(start, start + 1),), round(confidence, 3))
    reading = Reading("a", text, None, None, "en", None, Reader("sarez", "0", "none", None), people=(person,))
    assert from_dict(json.loads(to_json(reading))) == reading
