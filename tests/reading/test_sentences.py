"""Single sentences of world news: which act, whose, and upon whom."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.examples import some

from sarez.reading.reader import load_reader
from sarez.reading.sentences import read_sentence
from sarez.vocabulary.events import load_events


@pytest.fixture(scope="module")
def reader():
    reader = load_reader()
    if not reader.model.is_trained:
        pytest.skip("needs the language model")
    return reader


def told(text, reader):
    event = read_sentence(text, reader)
    assert event is not None, "no event"
    return event.type, event.source, event.target


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mexico on Monday rejected a Canadian proposal on fishing rights.", ("REJECT", ("MEX",), ("CAN",))),
        (
            "Peruvian fishermen were detained by Chilean police on Sunday.",
            ("COERCE", ("CHL",), ("PER",)),
        ),
        ("Norway gave Mongolia 40 tons of medicine on Friday.", ("AID", ("NOR",), ("MNG",))),
        ("The Kenyan army shelled positions of Ugandan rebels.", ("ASSAULT", ("KEN",), ("UGA",))),
        (
            "Spain has agreed to release 12 Moroccan fishermen, the radio reported.",
            ("AGREE", ("ESP",), ("MAR",)),
        ),
        ("Finland was urged by Sweden to reopen its embassy.", ("REQUEST", ("SWE",), ("FIN",))),
        ("Brazil imposed sanctions on Paraguay on Tuesday.", ("SANCTION", ("BRA",), ("PRY",))),
        ("Thousands marched in Lisbon to protest against Spanish fishing.", ("PROTEST", ("PRT",), ("ESP",))),
    ],
)
def test_source_and_target_are_read_from_who_did_it(reader, text, expected):
    assert told(text, reader) == expected


def test_what_is_only_announced_is_a_promise_or_a_threat(reader):
    assert told("Chile will send doctors to Bolivia, a minister said.", reader) == (
        "AGREE",
        ("CHL",),
        ("BOL",),
    )
    assert told("Greece will expel Bulgarian diplomats, a minister said.", reader)[0] == "THREATEN"


def test_what_is_not_done_is_a_refusal(reader):
    assert told("Malawi will not sign the treaty with Zambia.", reader)[0] == "REJECT"
    assert told("Denmark and Iceland failed to reach agreement on herring.", reader)[0] == "REJECT"


def test_who_says_that_another_must_act_makes_a_request(reader):
    assert told("Portugal said on Monday that Angola must return the ship.", reader) == (
        "REQUEST",
        ("PRT",),
        ("AGO",),
    )


def test_aid_that_is_stopped_is_a_sanction(reader):
    assert told("Japan suspended aid to Nepal on Thursday.", reader) == ("SANCTION", ("JPN",), ("NPL",))


def test_two_who_agree_are_both_source(reader):
    kind, source, target = told("Estonia and Latvia agreed on a new ferry line.", reader)
    assert (kind, set(source), target) == ("AGREE", {"EST", "LVA"}, ())


def test_a_group_stands_for_the_state_it_acts_in(reader):
    assert told("Shining Path guerrillas attacked a Brazilian convoy.", reader) == (
        "ASSAULT",
        ("PER",),
        ("BRA",),
    )


def test_an_ethnic_name_is_no_party_of_that_state(reader):
    _, source, target = told("Ethnic Hungarians demonstrated in Slovakia on Sunday.", reader)
    assert "HUN" not in source + target


def test_according_to_is_no_accord(reader):
    assert read_sentence("The lake is blue, according to Swedish experts.", reader) is None


def test_who_tells_the_news_is_no_party_to_it(reader):
    _, source, target = told("Ghana accused Togo of smuggling, Italian officials said.", reader)
    assert (source, target) == (("GHA",), ("TGO",))


def test_a_sentence_without_an_act_gives_nothing(reader):
    assert read_sentence("The sky over the lake is blue.", reader) is None
    assert read_sentence("", reader) is None


def test_the_evidence_is_the_sentence_and_the_cue_a_word_in_it(reader):
    text = "It is cold. Mexico rejected a Canadian proposal."
    event = read_sentence(text, reader)
    assert text[event.evidence.start : event.evidence.end] == "Mexico rejected a Canadian proposal."
    assert text[event.cue.start : event.cue.end] == "rejected"


@settings(
    max_examples=some(60, 15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    words=st.lists(
        st.sampled_from(
            "Iran attacked , will not the and of Serb aid visit Syria 's would halt said talks U.N. rebels Gaza must “ to".split()
        )
        | st.text(max_size=6),
        max_size=14,
    ),
    day=st.none() | st.dates(date(1980, 1, 1), date(2026, 1, 1)),
)
def test_any_text_gives_a_sound_event_or_none(reader, words, day):
    text = " ".join(words)
    event = read_sentence(text, reader, published=day and day.isoformat())
    if event is not None:
        assert event.quad == load_events()[event.type].quad
        assert 0 < event.confidence <= 1
        assert 0 <= event.evidence.start <= event.cue.start < event.cue.end <= event.evidence.end <= len(text)
