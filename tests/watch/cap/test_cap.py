"""Warnings as CAP 1.2 messages: valid, escaped, and read back as they were."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from sarez.watch.cap import (
    NAMESPACE,
    Area,
    CapError,
    Reference,
    Text,
    certainty_of,
    from_cap,
    message_of,
    to_cap,
    urgency_of,
)

SHARED = Path(__file__).parents[4] / "shared" / "data" / "cap"
SENT = datetime(2022, 9, 1, 12, 0, 5, tzinfo=UTC)
TEXTS = (
    Text("en", "Border tension", "KGZ-TJK: caution", "Acts of conflict & threats: 4 < 5.", "Prepare."),
    Text("ru", "Напряжённость на границе", "KGZ-TJK: внимание", "Силовые действия.", "Подготовиться."),
)
AREAS = (
    Area((("en", "Batken and Sughd"), ("ru", "Баткен и Согд"))),
    Area((("en", "Kabul"), ("ru", "Кабул")), ("AF01",)),
)
EARLIER = Reference("desk@example.org", "w-6", SENT - timedelta(days=9))


def made(**more):
    settings = {
        "identifier": "w-7",
        "sender": "desk@example.org",
        "sent": SENT,
        "kind": "Alert",
        "marking": "AMBER",
        "level": "orange",
        "unit": "KGZ-TJK",
        "issue": "border",
        "first": date(2022, 9, 2),
        "last": date(2022, 9, 29),
        "texts": TEXTS,
        "areas": AREAS,
        "probability": 0.46,
        "odds": "roughly even chance",
    }
    return message_of(**(settings | more))


def told(message, path):
    root = etree.fromstring(to_cap(message))
    found = root.xpath(path, namespaces={"c": NAMESPACE})
    return [one.text for one in found]


def test_a_warning_is_told_with_its_level_window_and_probability():
    message = made()
    assert told(message, "c:status | c:msgType | c:scope | c:restriction") == [
        "Actual", "Alert", "Restricted", "TLP:AMBER",
    ]  # fmt: skip
    assert told(message, "c:info/c:language") == ["en", "ru"]
    assert told(message, "c:info[1]/c:urgency | c:info[1]/c:severity | c:info[1]/c:certainty") == [
        "Immediate", "Severe", "Possible",
    ]  # fmt: skip
    assert told(message, "c:info[1]/c:onset | c:info[1]/c:expires") == [
        "2022-09-02T00:00:00-00:00", "2022-09-30T00:00:00-00:00",
    ]  # fmt: skip
    names = told(message, "c:info[1]/c:parameter/c:valueName")
    assert dict(zip(names, told(message, "c:info[1]/c:parameter/c:value"), strict=True)) == {
        "level": "orange (heightened danger)",
        "unit": "KGZ-TJK",
        "window": "2022-09-02/2022-09-29",
        "issue": "border",
        "probability": "0.46",
        "probability-words": "roughly even chance",
    }
    assert told(message, "c:info[2]/c:area/c:areaDesc") == ["Баткен и Согд", "Кабул"]
    assert told(message, "c:info[1]/c:area/c:geocode/*") == ["P-CODE", "AF01"]


def test_a_drill_says_so():
    assert told(made(is_drill=True), "c:status") == ["Exercise"]


def test_an_update_and_a_cancel_name_the_message_before():
    message = made(kind="Cancel", references=(EARLIER,))
    assert told(message, "c:references") == ["desk@example.org,w-6,2022-08-23T12:00:05-00:00"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"kind": "Update"}, "names the message before"),
        ({"references": (EARLIER,)}, "an Alert names none"),
        ({"kind": "Ack"}, "no kind of message"),
        ({"identifier": "w 7"}, "identifier"),
        ({"sender": ""}, "sender"),
        ({"sent": datetime(2022, 9, 1)}, "no zone"),
        ({"texts": ()}, "a text and an area"),
        ({"areas": ()}, "a text and an area"),
    ],
)
def test_what_the_protocol_forbids_is_refused(more, said):
    with pytest.raises(CapError, match=said):
        if more.get("sent"):
            to_cap(replace(made(), sent=more["sent"]))
        to_cap(made(**more))


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (None, "Unknown"),
        (0.0, "Unlikely"),
        (0.049, "Unlikely"),
        (0.05, "Possible"),
        (0.5, "Possible"),
        (0.51, "Likely"),
    ],
)
def test_certainty_follows_probability(probability, word):
    assert certainty_of(probability) == word


@pytest.mark.parametrize(
    ("first", "last", "word"),
    [
        (date(2022, 9, 2), date(2022, 9, 9), "Immediate"),
        (date(2022, 9, 3), date(2022, 9, 9), "Expected"),
        (date(2022, 10, 1), date(2022, 10, 9), "Expected"),
        (date(2022, 10, 2), date(2022, 10, 9), "Future"),
        (date(2022, 8, 1), date(2022, 8, 31), "Past"),
    ],
)
def test_urgency_follows_the_window(first, last, word):
    assert urgency_of(SENT, first, last) == word


WORDS = st.text(max_size=40).map(lambda text: "".join(c for c in text if c.isprintable()).strip())
TIMES = st.datetimes(
    datetime(1990, 1, 2),
    datetime(2090, 1, 1),
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30))]),
).map(lambda t: t.replace(microsecond=0))


@given(
    WORDS,
    WORDS,
    WORDS,
    st.none() | st.floats(0, 1),
    st.sampled_from(("yellow", "red", "grey")),
    TIMES,
    st.booleans(),
)
def test_a_message_is_read_back_as_it_was(headline, description, note, probability, level, sent, is_drill):
    text = Text("en", "Tension", headline, description)
    message = made(
        texts=(text, replace(text, language="ru")),
        probability=probability,
        level=level,
        sent=sent,
        is_drill=is_drill,
        note=note,
        kind="Update",
        references=(EARLIER, replace(EARLIER, identifier="w-5")),
    )
    assert from_cap(to_cap(message)) == message


@given(st.text(max_size=30))
def test_any_characters_can_be_said(text):
    from_cap(to_cap(made(texts=(Text("en", text or "x", text, text, text),), note=text, contact=text)))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<alert/>",
        b"no XML",
        to_cap(made()).replace(b"T12:00:05-00:00", b"T12:00:05"),
        to_cap(made()).replace(b"2022-09-01T", b"1 September "),
        b'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><sent>2022-09-01T00:00:00-00:00</sent></alert>',
        b"x" * 1_000_001,
    ],
)
def test_what_is_no_message_is_refused_with_what_to_do(data):
    with pytest.raises(CapError):
        from_cap(data)


def test_an_entity_is_not_expanded():
    bomb = (
        b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
        + to_cap(made(note="NOTE")).split(b"?>", 1)[1]
    )
    assert from_cap(bomb.replace(b"NOTE", b"&e;")).note == ""


@pytest.mark.workshop
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/data/cap")
@pytest.mark.parametrize(
    "message",
    [
        made(),
        made(is_drill=True, level="grey", probability=None, odds="", issue=""),
        made(
            kind="Cancel",
            references=(EARLIER,),
            sender_name="The desk",
            web="https://desk.example.org/w/7",
            note="n",
        ),
        made(sent=SENT.astimezone(timezone(timedelta(hours=6)))),
    ],
    ids=["alert", "drill", "cancel", "zone"],
)
def test_the_oasis_schema_accepts_it(message):
    schema = etree.XMLSchema(etree.parse(str(SHARED / "CAP-v1.2.xsd")))
    document = etree.fromstring(to_cap(message))
    assert schema.validate(document), schema.error_log


@pytest.mark.workshop
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/data/cap")
def test_the_schemas_own_example_is_read():
    message = from_cap((SHARED / "cap_amber_alert_example.xml").read_bytes())
    assert message.identifier == "KAR0-0306112239-SW"
    assert [text.language for text in message.texts] == ["en-US", "es-US"]
    assert message.areas[0].says == (("en-US", "Los Angeles County"), ("es-US", "condado de Los Ángeles"))
