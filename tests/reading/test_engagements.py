"""Which encounters a report tells of: each test's text is its input."""

from __future__ import annotations

from functools import lru_cache

import pytest

from sarez.errors import DataError
from sarez.intake.report import Report
from sarez.reading.engagement_cues import compile_encounters, listed
from sarez.reading.reader import ReportReader, load_reader
from sarez.reading.records import Engagement

FRIDAY = "2019-05-17"


@lru_cache(maxsize=2)
def reader(model: str | None = None) -> ReportReader:
    return load_reader(model)


def read(text: str, *, published: str | None = FRIDAY, model: str | None = None) -> list[Engagement]:
    page = f"News of the day\n\nTASHKENT – {text}\n"
    return list(reader(model).read(Report("report.txt", page, published=published)).engagements)


def one(text: str, **options: str | None) -> Engagement:
    (found,) = read(text, **options)
    return found


def parties(found: Engagement) -> set[str]:
    return {*found.organizers, *found.participants}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Foreign Minister Abdulaziz Kamilov met the Chinese ambassador in Tashkent on Thursday.", "meeting"),
        ("The eleventh round of Kyrgyz-Uzbek border talks opened in Fergana today.", "negotiation"),
        ("A round table on water was staged in Almaty on 14 May by UNRCCA and the Kazakh Foreign Ministry.", "conference"),
        ("Twenty Afghan customs officers finished a course of the OSCE in Dushanbe on Thursday.", "training"),
        ("Iranian Foreign Minister Javad Zarif flew to Bishkek on Thursday.", "visit"),
        ("Vladimir Putin telephoned President Sooronbay Jeenbekov on Thursday evening.", "call"),
        ("At a press conference in Astana on Tuesday the OSCE's envoy said the vote had been calm.", "briefing"),
        ("Kazakhstan and Uzbekistan signed a memorandum in Astana on Thursday.", "signing"),
        ("The new Chinese ambassador handed his credentials to President Jeenbekov on Tuesday.", "accreditation"),
        ("Kazakhstan sent 120 peacekeepers to Lebanon in October 2018.", "deployment"),
        ("The European Union opened an office in Ashgabat on 26 July 2018.", "launch"),
    ],
)  # fmt: skip
def test_each_kind_of_encounter_is_known_by_its_words(text: str, kind: str) -> None:
    assert [e.kind for e in read(text)] == [kind]


def test_an_encounter_has_its_date_place_parties_and_evidence() -> None:
    found = one("The presidents of Kazakhstan and Uzbekistan conferred in Turkistan on Wednesday.")
    assert (found.kind, found.date, found.place, found.country) == (
        "meeting",
        "2019-05-15",
        "Turkistan",
        "KAZ",
    )
    assert parties(found) == {"KAZ", "UZB"}
    assert found.status == "occurred"
    assert found.evidence and 0 < found.confidence < 1


def test_talks_that_point_back_are_the_meeting_told_before() -> None:
    found = one(
        "Foreign Minister Abdulaziz Kamilov met the Chinese ambassador in Tashkent on Thursday. "
        "At the meeting Uzbekistan and China discussed trade."
    )
    assert len(found.evidence) == 2


def test_a_second_round_is_an_encounter_of_its_own() -> None:
    first, second = read(
        "Kyrgyz-Tajik border talks were held in Batken on 14 May. A second round of talks will be held in Isfara in June."
    )
    assert (first.place, first.status) == ("Batken", "occurred")
    assert (second.place, second.status) == ("Isfara", "planned")


def test_a_visit_and_a_meeting_told_in_it_are_two() -> None:
    kinds = {
        e.kind
        for e in read(
            "The UN Secretary-General, António Guterres, arrived in Ashgabat on Monday. "
            "On Tuesday he met President Gurbanguly Berdimuhamedov."
        )
    }
    assert kinds == {"visit", "meeting"}


def test_a_journey_to_talks_is_part_of_the_talks() -> None:
    kinds = [
        e.kind
        for e in read(
            "A Kyrgyz delegation left for Astana on Thursday. Kyrgyz-Kazakh talks on the border dispute were held in Astana on Thursday."
        )
    ]
    assert "visit" not in kinds


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Iranian Foreign Minister Javad Zarif will fly to Bishkek next week.", "planned"),
        ("The SCO heads of state are to convene in Bishkek in June.", "planned"),
        ("Emomali Rahmon has been asked by Shavkat Mirziyoyev to come to Tashkent.", "called_for"),
        ("The UN called on Kyrgyzstan and Tajikistan to sit down together.", "called_for"),
    ],
)
def test_what_lies_ahead_or_is_asked_for_has_its_status(text: str, status: str) -> None:
    assert one(text).status == status


@pytest.mark.parametrize(
    "text",
    [
        "If the presidents of Kazakhstan and Uzbekistan meet, the border will be on the agenda.",
        "Such meetings are useful, he said in Tashkent.",
        "The conference hall in Almaty was repaired in May.",
        "The Conference on Interaction and Confidence-Building Measures in Asia has 27 members.",
        "The lines meet on the 1,332 kilometres where Tajikistan and Uzbekistan meet.",
        "The plant in Osh met the standards of the European Union in May.",
        "Forty Tajik border guards came to Ak-Sai village on 11 January.",
        "Fire was opened on Kyrgyz border guards at Ak-Sai on Thursday.",
        "The ambassador of Kyrgyzstan was recalled to Bishkek for consultations on Thursday.",
        "The Kazakh officials told of their experience in holding peace talks.",
    ],
)
def test_words_that_only_sound_like_an_encounter_make_none(text: str) -> None:
    assert read(text) == []


def test_who_came_is_added_from_the_sentences_after() -> None:
    found = one(
        "A conference on water was held in Almaty on 14 May. "
        "Experts from Kyrgyzstan and Tajikistan attended, as did envoys of the OSCE."
    )
    assert {"KGZ", "TJK", "OSCE"} <= parties(found)


def test_a_named_encounter_has_its_title_and_a_common_one_none() -> None:
    assert (
        one("The first Central Asian Expert Forum was held in Tashkent on 15 May.").title
        == "Central Asian Expert Forum"
    )
    assert one("A conference on water was held in Almaty on 14 May.").title is None


@pytest.mark.parametrize("model", ["none", None])
@pytest.mark.parametrize("text", ["", "x", "Talks.", "The meeting (", "— — —", "встреча в Астане состоялась"])
def test_any_text_is_read_without_a_crash(text: str, model: str | None) -> None:
    for found in read(text, published=None, model=model):
        assert found.evidence


def test_an_unknown_kind_in_the_lexicon_is_named() -> None:
    with pytest.raises(DataError, match="banquet"):
        compile_encounters({"banquet": ["dine/V"]})


def test_an_unknown_option_in_the_lexicon_is_named() -> None:
    with pytest.raises(DataError, match="loud"):
        compile_encounters({"meeting": ["meet/V ; loud"]})


def test_the_lexicon_gives_its_lists_of_words() -> None:
    assert "delegation" in listed("visitors")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The foreign ministers of Kazakhstan and Uzbekistan discussed trade by phone on Thursday.", "call"),
        ("On Thursday the premiers of Kyrgyzstan and Kazakhstan had a conversation by telephone.", "call"),
        ("The Kazakh and Turkmen presidents spoke via video link on Wednesday.", "meeting"),
        ("The security chiefs of Kyrgyzstan and Uzbekistan held three rounds of talks in Osh in April.", "negotiation"),
        ("The 12th meeting of the Council of Heads of Customs of the CIS was held in Ashgabat on 7 May.", "conference"),
        ("Ambulju Saidov, spokesman of the Tajik Foreign Ministry, met the press in Dushanbe on Thursday.", "briefing"),
        ("Thirty Kyrgyz rescuers flew to Turkey on 8 May to help the search.", "deployment"),
        ("A group of Chinese engineers toured the Rogun dam in Tajikistan on Thursday.", "visit"),
        ("A team of the Russian embassy visited the wounded in Khujand on Thursday.", "visit"),
    ],
)  # fmt: skip
def test_the_means_and_the_hearers_say_which_kind_it_is(text: str, kind: str) -> None:
    assert [e.kind for e in read(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "On Tuesday an official of the ministry had talked of 28 dead in Kunduz.",
        "The crowd moved on Tuesday to the office of the governor in Khorog, where troops opened fire.",
    ],
)
def test_figures_talked_of_and_fire_opened_at_an_office_are_no_encounters(text: str) -> None:
    assert read(text) == []


def test_what_a_meeting_is_for_is_no_second_meeting() -> None:
    found = one(
        "The Kazakh and Uzbek interior ministers met in Shymkent on Tuesday to discuss drug smuggling."
    )
    assert (found.kind, found.status) == ("meeting", "occurred")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The ambassador of Iran handed over his credentials in Dushanbe on Monday.", "accreditation"),
        ("A videoconference of the health ministers of the SCO took place on 4 May.", "conference"),
        ("A Turkmen delegation is expected in Kabul on 30 May.", "visit"),
        ("Talks on prisoner exchange between the Taliban and Kabul began in Doha on 3 May.", "negotiation"),
        ("The presidents of Kyrgyzstan and Tajikistan exchanged views in Dushanbe on 2 May.", "meeting"),
    ],
)
def test_credentials_screens_expected_guests_and_prisoners_say_the_kind(text: str, kind: str) -> None:
    assert [e.kind for e in read(text)] == [kind]


def test_teams_that_meet_in_a_final_hold_no_meeting() -> None:
    assert read("The Kyrgyz team met Tajikistan in the final in Tashkent on Sunday and won 2:1.") == []


@pytest.mark.parametrize(
    ("text", "kind", "parties"),
    [
        (
            "After the shooting on Monday the governors of Batken and Sughd met at the Guliston crossing.",
            "negotiation",
            {"KGZ", "TJK"},
        ),
        ("The governor of Osh met the mayor of Andijan on Friday.", "meeting", {"KGZ", "UZB"}),
        (
            "American and Taliban negotiators opened a new round of talks in Doha on Monday.",
            "negotiation",
            {"USA", "Taliban"},
        ),
        (
            "In the evening Sadyr Japarov spoke to Emomali Rahmon by phone.",
            "call",
            {"KGZ", "TJK"},
        ),
        (
            "On Monday the presidents of Uzbekistan and Kazakhstan talked about the pipeline in Turkistan.",
            "meeting",
            {"UZB", "KAZ"},
        ),
    ],
)
def test_who_met_whom_and_what_to_call_it(bench, text, kind, parties):
    (found,) = bench.read(text).engagements
    assert (found.kind, set(found.participants)) == (kind, parties)


def test_a_remark_to_journalists_is_no_briefing() -> None:
    text = "The foreign minister of Kazakhstan told journalists on Monday that the road to China was open."
    found = load_reader().read(Report("t.txt", text, published="2021-05-20")).engagements
    assert [e.kind for e in found] == []
