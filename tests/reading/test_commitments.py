"""What was undertaken, by whom, how firmly and by when: each test's text is its input."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarez.intake.report import Report
from sarez.reading.commitments import AGREED, IN_PRINCIPLE, OFFERED, PROPOSED, Undertaking, collect
from sarez.reading.commitments_due import due_of
from sarez.reading.commitments_undertaking import distinct, with_topic
from sarez.reading.commitments_words import load_words, parse_words
from sarez.reading.dates import find_dates
from sarez.reading.mentions import find_mentions
from sarez.reading.model import load_model
from sarez.reading.parsed import ParsedPassage, ParsedReport
from sarez.reading.parties import Cast, Discourse
from sarez.reading.records import DateValue, Passage
from sarez.region.region import load_region

PAIR = ("KGZ", "TJK")


@lru_cache(maxsize=2)
def nlp(name: str | None = None):
    return load_model(name).nlp


@lru_cache(maxsize=1)
def actors():
    return load_region().actors


def read(text: str, *, model: str | None = None, pair: tuple[str, ...] = PAIR) -> list[Undertaking]:
    """The undertakings of a text whose passages are parted by line breaks, told of two states' talks."""
    found, thread, start = [], None, 0
    for line in text.split("\n"):
        doc = nlp(model)(line)
        discourse = Discourse(home="KGZ", pair=pair)
        cast = Cast(doc, discourse, find_mentions(doc, start, actors()))
        items, thread = collect(cast, Passage(start, start + len(line), "en", "body"), thread)
        found += items
        start += len(line) + 1
    return found


def texts(text: str, **options) -> list[str]:
    return [u.text for u in read(text, **options) if u.modality == AGREED]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Uzbekistan has agreed to reopen ten crossing points.", "reopen ten crossing points"),
        ("Tashkent has bound itself to pay the debt in full.", "pay the debt in full"),
        (
            "Moscow gave an undertaking to withdraw its guards from the airport.",
            "withdraw its guards from the airport",
        ),
        ("It was decided to create a regional centre in Almaty.", "create a regional centre in Almaty"),
        ("Kazakhstan has pledged $2 million for the Aral Sea fund.", "$2 million for the Aral Sea fund"),
        (
            "Kazakhstan is to give 430 peacekeepers to four missions.",
            "give 430 peacekeepers to four missions",
        ),
        ("The protocol foresees the withdrawal of heavy weapons.", "the withdrawal of heavy weapons"),
        ("The president ordered that the guard be stiffened.", "the guard be stiffened"),
    ],
)
def test_an_undertaking_is_found_in_its_many_wordings(sentence: str, expected: str) -> None:
    assert texts(sentence) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "Kyrgyzstan refused to sign the agreement.",
        "Tajikistan did not agree to open the road.",
        "If Uzbekistan agrees, the dam will be built.",
        "The OSCE called on both sides to withdraw heavy weapons.",
        "The President will visit Beijing on Monday.",
        "The two presidents agreed to meet again in October.",
        "Inflation will reach 12 percent, the bank forecasts.",
        "The funds will be used to buy equipment.",
        "The EU will continue to support the reforms.",
        "The Bank says it has promised no funds for the dam.",
        "The Centre is tasked with assisting the governments of the region.",
        "They are working in order to bring the sides together.",
        "Would the governments accept it?",
    ],
)
def test_hopes_calls_plans_of_meetings_and_refusals_are_no_undertakings(sentence: str) -> None:
    assert texts(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("The two sides agreed to open the road.", AGREED),
        ("The delegations agreed on the need to continue consultations.", IN_PRINCIPLE),
        ("Tashkent is ready to provide a platform for the talks.", OFFERED),
        ("Russia offered to mediate between the two sides.", OFFERED),
        ("Kazakhstan proposed creating a common fund for glaciers.", PROPOSED),
    ],
)
def test_the_modality_is_no_stronger_than_the_words(sentence: str, modality: str) -> None:
    assert [u.modality for u in read(sentence)] == [modality]


def test_coordinated_undertakings_are_told_apart() -> None:
    sentence = "The two sides reached an agreement to remove their units from the line, and to investigate the conflict."
    assert texts(sentence) == ["remove their units from the line", "investigate the conflict"]


def test_a_refusal_to_do_two_things_is_not_split_into_a_promise_of_the_second() -> None:
    found = texts("Uzbekistan pledged not to close the border or block the railway.")
    assert len(found) == 1
    assert found[0].startswith("not to close")


def test_an_aside_of_who_says_so_is_not_part_of_the_text() -> None:
    assert texts("The men, the General Staff promises, will be relieved by another company.") == [
        "The men will be relieved by another company"
    ]


def test_the_items_after_the_sides_agreed_are_their_undertakings() -> None:
    found = read(
        "The sides agreed:\n(a) to carry out the study jointly;\n(b) to open a joint office.\nIt rained."
    )
    assert [(u.text, u.parties) for u in found] == [
        ("carry out the study jointly", PAIR),
        ("open a joint office", PAIR),
    ]


def test_a_list_of_demands_is_no_list_of_undertakings() -> None:
    assert texts("The villagers demand:\n- that the decision be revoked;\n- that the road be opened.") == []


def test_it_is_written_out_in_brackets() -> None:
    found = texts("The sides agreed:\n- to prepare the first economic forum;\n- to hold it in Bishkek.")
    assert found[1] == "hold [the first economic forum] in Bishkek"


@pytest.mark.parametrize(
    ("sentence", "parties"),
    [
        ("The Taliban promised to protect the pylons.", ("Taliban",)),
        ("The two sides agreed to open the road.", PAIR),
        ("It was agreed to open the road.", PAIR),
        ("The IFAS Executive Committee has been charged with drawing up a programme.", ("IFAS",)),
        ("The USA obtained from Uzbekistan the assurance that the base will remain open.", ("UZB",)),
        ("Dushanbe and Ashgabat did not sign: they will join the treaty later this year.", ("TJK", "TKM")),
        ("OSH, May 3 (Wire) -- Uzbekistan has agreed to reopen the border.", ("UZB",)),
    ],
)
def test_who_undertakes(sentence: str, parties: tuple[str, ...]) -> None:
    assert [u.parties for u in read(sentence) if u.modality == AGREED] == [parties]


def test_the_same_undertaking_told_twice_is_one() -> None:
    text = (
        "The two sides agreed to open the Batken road.\nBoth governments have agreed to open the Batken road."
    )
    assert texts(text) == ["open the Batken road"]


def test_without_a_parse_the_plainest_wordings_and_lists_are_still_read() -> None:
    text = (
        "Kazakhstan agreed to supply 100 tonnes of flour.\nThe sides agreed:\n- to open the road to Vorukh."
    )
    found = read(text, model="none")
    assert [u.text for u in found] == ["supply 100 tonnes of flour", "open the road to Vorukh"]
    assert found[0].parties == ("KAZ",)


def due(text: str, published: str | None) -> str | None:
    (found,) = read(text)
    passage = Passage(0, len(text), "en", "body")
    dates = find_dates(text, 0, len(text), published, published)
    day = DateValue(published, "given") if published else None
    page = ParsedReport(Report("a.txt", text), (passage,), [ParsedPassage(passage, nlp()(text), dates)], day)
    return due_of(found, page)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Germany is to draw up the guidelines by June.", "2007-06"),
        ("Uzbekistan undertook to hold free elections within six months.", "2007-09"),
        ("In March 2006 Uzbekistan undertook to open its archives to scholars.", None),
        ("Uzbekistan undertook to open its archives to scholars.", None),
        ("Only a week earlier the two sides had agreed to patrol the area jointly.", None),
    ],
)
def test_the_due_date_is_stated_or_null(text: str, expected: str | None) -> None:
    assert due(text, "2007-03-28") == expected


def test_a_pronoun_is_replaced_only_near_the_verb() -> None:
    assert with_topic("hold it this autumn", "the Forum") == "hold [the Forum] this autumn"
    assert with_topic("build a road and open it", "the Forum") == "build a road and open it"
    assert with_topic("hold it", None) == "hold it"


@given(st.text(max_size=200))
def test_any_text_gives_undertakings_that_lie_within_it(text: str) -> None:
    for found in read(text.replace("\n", " ").replace("\r", " ")):
        assert 0 <= found.start < found.end <= len(text)
        assert 0 <= found.confidence <= 1


@given(
    st.lists(
        st.sampled_from(["open the road", "open the northern road", "exchange all prisoners"]), max_size=5
    )
)
def test_what_is_distinct_stays_so(wordings: list[str]) -> None:
    found = [
        Undertaking(PAIR, w, AGREED, (i * 50, i * 50 + 40), i * 50, i * 50 + 30, "agree")
        for i, w in enumerate(wordings)
    ]
    once = distinct(found, ())
    assert distinct(once, ()) == once


def test_the_lexicon_gives_each_cue_one_modality() -> None:
    words = load_words()
    assert words.verbs["pledge"] == AGREED
    assert words.nouns["readiness"] == OFFERED
    assert {"pledge", "readiness", "lay"} <= words.all_cues


def test_a_lexicon_without_its_lists_is_refused() -> None:
    with pytest.raises(KeyError):
        parse_words({"verbs": {"agreed": "agree"}})


def test_papers_named_before_a_colon_open_a_list_whose_items_say_who_does_what() -> None:
    found = read(
        "A treaty was signed in Khujand. By these documents:\n"
        "1) Tajikistan cedes to Kyrgyzstan 300 hectares of meadow near the river;\n"
        "2) Kyrgyzstan opens the canal to the villages below the dam."
    )
    assert [(u.parties, u.text.split()[0]) for u in found] == [
        (("TJK",), "Tajikistan"),
        (("KGZ",), "Kyrgyzstan"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "On Friday the presidents of Kyrgyzstan and Tajikistan are going to open a business forum.",
        "The Kyrgyz minister will chair the session of the council in June.",
    ],
)
def test_to_open_or_chair_a_gathering_is_no_undertaking(sentence: str) -> None:
    assert texts(sentence) == []
