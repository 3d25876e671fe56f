"""Paragraphs: what of a page is its story."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import some

from sarez.reading.paragraphs import STORY, dateline, dateline_of, split

BODY = "Border guards of the two countries exchanged fire near the village on Monday, officials said."


def roles(text: str) -> list[str]:
    return [p.role for p in split(text)]


def role_at_head(line: str) -> str:
    return roles(f"{line}\n\nFour killed as border guards trade fire\n\n{BODY}")[0]


def role_at_foot(line: str) -> str:
    return roles(f"Four killed as border guards trade fire\n\n{BODY}\n\n{line}")[-1]


GOLD = sorted((Path(__file__).parents[2] / "gold" / "dev").glob("*.json"))


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_in_the_annotated_reports_the_story_holds_every_record_and_the_headline_is_found(path: Path) -> None:
    gold, text = json.loads(path.read_text("utf-8")), path.with_suffix(".txt").read_text("utf-8")
    passages = split(text)
    for record in [r for kind in ("events", "engagements", "commitments") for r in gold[kind]]:
        at = text.find(record["sentence"])
        assert [p.role for p in passages if p.start <= at < p.end and p.role in STORY], record["sentence"]
    assert next((text[p.start : p.end] for p in passages if p.role == "headline"), None) == gold["title"]


def test_a_page_is_taken_apart() -> None:
    text = f"Home > News > Politics\n\nFour killed in clash\n18 Feb. 2022, 11:05 / Society\n\n{BODY}\n\nSee also: Border | Drugs"
    assert roles(text) == ["menu", "headline", "metadata", "body", "teaser"]


@pytest.mark.parametrize(
    "line",
    [
        "Home / News / Security",
        "» News » Regional cooperation",
        "Home | About | Vacancies",
        "Главная » Новости",
        "News",
    ],
)
def test_a_trail_is_menu(line: str) -> None:
    assert role_at_head(line) == "menu"


@pytest.mark.parametrize(
    "line",
    [
        "Published On 6 Nov 2025",
        "Posted: Sat, 17 Apr 2010 | Section: Conflict watch | 0 comments",
        "17:24, 17 February 2020, Bishkek",
        "June 2021 | Politics | 1,904 views",
        "5 Apr 2025 · 2 min read · Подписаться",
        "08.06.2010",
        "Author: Staff correspondent          Mon, 25 March 11:32",
        "Regional Observer (RO) | Updated: Jul 05, 2022 21:46 IST",
    ],
)
def test_a_line_that_gives_the_date_is_metadata(line: str) -> None:
    assert role_at_head(line) == "metadata"


@pytest.mark.parametrize(
    "line",
    [
        "Read also: Power rationing eased in the capital",
        "Don't miss out: join us on WhatsApp",
        "Views: 1204. Нашли ошибку? Выделите и нажмите Ctrl+Enter",
        "[ Print version ]   Читать по-русски",
        "Comments (0). Чтобы оставить комментарий, войдите.",
        "For further information: press office. Reproduction authorised.",
        "(Reporting by Bishkek bureau; editing by desk)",
        "Follow us on Telegram and be the first to read the news. Подписывайтесь!",
        "SOURCE: AGENCIES",
        "Donate | خبرها به فارسی",
    ],
)
def test_what_leads_elsewhere_is_teaser(line: str) -> None:
    assert role_at_foot(line) == "teaser"


@pytest.mark.parametrize(
    "line",
    ["Photo: press service", "[Photo 1/14] [Photo 2/14]", "Фото: пресс-служба", "20 04 22 1", "IMG_2034.jpg"],
)
def test_what_stands_under_a_picture_is_caption(line: str) -> None:
    assert role_at_foot(line) == "caption"


@pytest.mark.parametrize(
    "line",
    [
        "With 29 million people, the country leads the region in population.",
        "More than a third of the border is disputed.",
        "$600 million of it will arrive before the year is out, the president said.",
        "For reference: over a third of the border is disputed.",
        "22:40 (Bishkek) | Three killed on the Kyrgyz side, the health ministry reports.",
        "> The government's version. Its spokesman said that the men were shot at.",
        "Following the meeting the sides agreed:",
        "Share prices fell after the news of the clash.",
        "What comes next? The Presidency is to draw up the guidelines by June.",
        "12 people were taken to hospital in the town.",
    ],
)
def test_sentences_that_begin_like_boilerplate_are_body(line: str) -> None:
    assert roles(f"Four killed in border clash\n\n{BODY}\n\n{line}\n\n{BODY}")[2] == "body"


def test_items_after_a_paragraph_are_list_items_and_before_the_headline_kickers() -> None:
    text = f"* Presidents meet in Osh\n* Two roads reopen\n\nDeal on roads signed\n\n{BODY}\n– to open the road;\n— to pull back;\n1) to meet again."
    assert roles(text) == ["kicker", "kicker", "headline", "body", "list_item", "list_item", "list_item"]


def test_a_paragraph_in_another_language_is_foreign() -> None:
    text = f"{BODY}\n\nВ Таджикистане сегодня выходной – День Конституции.\n\nDie Lage an der Grenze zwischen den beiden Ländern bleibt angespannt, berichten lokale Medien am Montag.\n\n{BODY}"
    assert [(p.language, p.role) for p in split(text)] == [
        ("en", "body"),
        ("ru", "foreign"),
        ("de", "foreign"),
        ("en", "body"),
    ]


def test_a_russian_report_is_no_foreign_one() -> None:
    text = "Президенты двух стран встретились в понедельник в городе Ош.\n\nОни договорились открыть дорогу и продолжить переговоры о границе."
    assert {(p.language, p.role) for p in split(text)} == {("ru", "body")}


def test_a_headline_that_names_persons_needs_no_capital_rule() -> None:
    assert roles(f"EXPERTS OF FIVE COUNTRIES GET THEIR OWN FORUM\n\n30 Oct 2018\n\n{BODY}") == [
        "headline",
        "metadata",
        "body",
    ]


def test_the_name_of_the_site_is_not_the_headline() -> None:
    assert roles(f"WARSAW POINT — world news in brief\nFirst troops of the force land\n\n{BODY}") == [
        "menu",
        "headline",
        "body",
    ]


def test_a_text_with_no_headline_has_none() -> None:
    assert roles(f"{BODY}\n\n{BODY}") == ["body", "body"]
    assert roles(BODY) == ["body"]


def test_wrapped_lines_are_one_paragraph_and_offsets_are_exact() -> None:
    text = "The presidents of the two countries met in the town of Isfara on\nFriday and agreed to open the road.\n\nThey will meet again in the autumn, it was said."
    assert [text[p.start : p.end] for p in split(text)] == text.split("\n\n")


@pytest.mark.parametrize(
    ("text", "place", "date", "prose"),
    [
        ("ASTANA (TCA) — New challenges arose.", "ASTANA", None, "New"),
        ("DUSHANBE, January 16, 2024 (Courier) -- Lawyers met.", "DUSHANBE", "January 16, 2024", "Lawyers"),
        (" date 2023-08-25 ASTANA – The minister met him.", "ASTANA", "2023-08-25", "The"),
        ("Tashkent [Uzbekistan], July 5 (Agency): Last week they met.", "Tashkent", "July 5", "Last"),
        ("TASHKENT/BUKHARA, Uzbekistan – Two days went by.", "TASHKENT/BUKHARA", None, "Two"),
        ("Moscow, Thursday 6 Jan 2022. The ministry said so.", "Moscow", "Thursday 6 Jan 2022", "The"),
        ("ALMATY – 14/03/2024. In the park they met.", "ALMATY", "14/03/2024", "In"),
        ("ALMATY. April 29. (Steppe Wire) The five met.", "ALMATY", "April 29", "The"),
        ("16 May 2005 – An inter-agency mission came.", None, "16 May 2005", "An"),
        ("Almaty. 27 July. Interfax-Kazakhstan - Five miners died.", "Almaty", "27 July", "Five"),
        ("Government note, Bishkek. Deputy premiers met.", "Bishkek", None, "Deputy"),
    ],
)
def test_a_dateline_gives_place_date_and_where_the_prose_begins(
    text: str, place: str | None, date: str | None, prose: str
) -> None:
    found = dateline(text, split(text)[0])
    assert found is not None
    assert (text[found.place.start : found.place.end] if found.place else None) == place
    assert (text[found.date.start : found.date.end] if found.date else None) == date
    assert text[found.prose :].startswith(prose)


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "Qosh Tepa (Qush Tepa in other spellings) is to be 285 km long.",
        "Karimov, who insisted on it, left.",
        "UN experts came.",
    ],
)
def test_prose_has_no_dateline(text: str) -> None:
    assert dateline(text, split(text)[0]) is None


def test_a_dateline_may_stand_on_a_line_of_its_own() -> None:
    text = f"Four killed in border clash\n\n17:24, 17 February 2020, Bishkek\n\n{BODY}"
    found = dateline_of(text, split(text))
    assert found is not None and found.place is not None
    assert text[found.place.start : found.place.end] == "Bishkek"


@settings(max_examples=some(300, 60), deadline=None)
@given(st.text(alphabet=st.one_of(st.sampled_from("\n\n  .,:|>/–-*()A1аé"), st.characters()), max_size=300))
def test_every_non_blank_character_is_in_one_passage(text: str) -> None:
    passages = split(text)
    left, at = "", 0
    for p in passages:
        assert at <= p.start < p.end <= len(text)
        left, at = left + text[at : p.start], p.end
        dateline(text, p)
    assert not (left + text[at:]).strip(" \t\n\r\u00a0\u200b\ufeff\u3000\u2028\u2029")
