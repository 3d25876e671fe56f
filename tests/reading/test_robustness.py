"""Any text gives a sound reading: no exception, evidence that stands in the text, values of the vocabulary."""

from __future__ import annotations

import itertools
import re
import time
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.examples import some

from sarez.intake.report import Report
from sarez.reading.contract import from_dict, to_dict
from sarez.reading.reader import ReportReader, load_reader
from sarez.reading.records import Evidence, Reading
from sarez.vocabulary.engagements import load_engagements
from sarez.vocabulary.events import load_events, load_statuses
from sarez.vocabulary.issues import load_issues
from sarez.vocabulary.modalities import load_modalities

NEWS = (
    "BISHKEK (Wire) - Kyrgyz and Tajik border guards exchanged fire near Kok-Tash on Thursday, April 29, 2021, the border "
    "service said. At least 12 people were killed and some 100 wounded. Tajikistan denied that it had fired first.",
    "Foreign Minister Ruslan Kazakbaev met his Tajik counterpart Sirojiddin Muhriddin in Dushanbe yesterday. “We agreed to "
    "pull back the troops,” Mr. Kazakbaev told reporters. They will meet again in Isfara next week.",
    "Heads of the Central Asian states signed a treaty in Cholpon-Ata. Under it, Uzbekistan is to supply 150 million kWh:",
    "- Kazakhstan undertakes to release water from Toktogul by 1 June;",
    "The UN Secretary-General's Special Representative, Natalia Gherman (UNRCCA), called on the parties to hold talks.",
    "Water talks in Tashkent fail again",
    "Published: 30 April 2021 | Read more: Karakalpakstan calm",
    "Кыргыз чек арачылары менен тажик чек арачылары атышты. 12 киши каза болду.",
)
ODD = "\x00\x07\x0b\x0c\x1b\x85\xa0\xad\u0301\u0489\u200b\u200d\u200e\u200f\u202b\u202e\u2028\u2029\ufeff\ufffd😀🇰🇬ﷺ؟。…“”«»'\"()[]{}:;,.!?-–—|•\t\r\n"
ISO = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?\Z")


@lru_cache(maxsize=4)
def reader(model: str | None = None) -> ReportReader:
    return load_reader(model, all_topics=True)


def read(text: str, model: str | None = None, **known: str) -> Reading:
    return reader(model).read(Report("r.txt", text, **known))


def spans(reading: Reading) -> Iterator[tuple[object, tuple[Evidence, ...]]]:
    for records in (reading.people, reading.events, reading.engagements, reading.commitments, reading.places):
        for record in records:
            yield record, record.evidence


def faults(text: str, reading: Reading) -> list[str]:
    """What is wrong with a reading of `text`, whatever the text says."""
    found = [f"no evidence: {r}" for r, evidence in spans(reading) if not evidence]
    found += [
        f"{e} of {r}" for r, all_ in spans(reading) for e in all_ if not 0 <= e.start < e.end <= len(text)
    ]
    told = [*reading.events, *reading.engagements, *reading.commitments]
    flat = " ".join(text.split())
    found += [f"sentence not in text: {r.sentence!r}" for r in told if not r.sentence.strip()]
    found += [
        f"sentence not in text: {r.sentence!r}" for r in told if " ".join(r.sentence.split()) not in flat
    ]
    dates = [e.date for e in reading.events] + [d for g in reading.engagements for d in (g.date, g.date_end)]
    dates += [c.due for c in reading.commitments] + [reading.published]
    found += [f"date {d!r}" for d in dates if d is not None and not ISO.match(d)]
    issues = {i for r in (*reading.events, *reading.engagements) for i in r.issues}
    found += [f"issue {i}" for i in issues - set(load_issues().by_name)]
    found += [f"type {e.type}" for e in reading.events if e.type not in load_events()]
    statuses = {r.status for r in (*reading.events, *reading.engagements)}
    found += [f"status {s}" for s in statuses - set(load_statuses())]
    found += [f"kind {g.kind}" for g in reading.engagements if g.kind not in load_engagements()]
    found += [f"modality {c.modality}" for c in reading.commitments if c.modality not in load_modalities()]
    found += [f"toll of {e}" for e in reading.events if min(e.killed or 0, e.injured or 0) < 0]
    found += [f"confidence of {r}" for r in (*reading.people, *told) if not 0 <= r.confidence <= 1]
    found += [f"no name: {p}" for p in reading.people if not p.name.strip()]
    ends = [(p.start, p.end) for p in reading.passages]
    in_order = all(a[1] <= b[0] for a, b in itertools.pairwise(ends))
    if not in_order or any(not 0 <= a < b <= len(text) for a, b in ends):
        found.append(f"passages {ends}")
    return found


@st.composite
def mangled(draw: st.DrawFn) -> str:
    """News, cut, shuffled, doubled and strewn with what does not belong in it."""
    pieces = draw(st.lists(st.sampled_from(NEWS), min_size=1, max_size=4))
    text = draw(st.sampled_from(("\n", "\n\n", " ", "")))
    text = text.join(pieces)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(text)))
        how = draw(st.sampled_from(("cut", "insert", "double", "upper", "words", "lower", "title")))
        if how == "cut":
            text = text[:at] + text[at + draw(st.integers(1, 60)) :]
        elif how == "insert":
            text = text[:at] + draw(st.text(st.sampled_from(ODD), min_size=1, max_size=5)) + text[at:]
        elif how == "double":
            text = text[:at] + text[max(0, at - draw(st.integers(1, 80))) : at] * 2 + text[at:]
        elif how == "words":
            words = text.split(" ")
            text = " ".join(draw(st.permutations(words[:40]))) + " ".join(words[40:])
        else:
            text = text[:at] + getattr(text[at:], how)()
    return text


def lists_of_capitals() -> st.SearchStrategy[str]:
    word = st.sampled_from(
        (
            "UN",
            "OSCE",
            "KAZAKHSTAN",
            "Mr.",
            "Dr",
            "A.",
            "B",
            "I",
            "US",
            "TASHKENT",
            "of",
            "the",
            ",",
            "(",
            "and",
            "-",
            "44",
            "’s",
        )
    )
    return st.lists(word, min_size=1, max_size=60).map(" ".join)


ANY = st.one_of(
    mangled(),
    mangled(),
    st.text(max_size=300),
    lists_of_capitals(),
    st.text(st.sampled_from(ODD), max_size=80),
)
CALM = settings(deadline=None, suppress_health_check=list(HealthCheck))


@settings(CALM, max_examples=some(150, 10))
@given(ANY)
@example("")
@example("Mr. " * 1000)
@example("“" * 300 + "Uzbekistan agreed" + "”" * 3)
@example("(" * 2000 + "Kyrgyz" + ")" * 2000)
@example("A. B. C. D. E. F. " * 100)
@example("Uzbekistan, " * 500)
@example("killed " * 300 + "12 " * 300)
@example("n" * 100_000)
@example("no-" * 3000)
@example("Tashkent" * 2000)
@example("1" * 5000 + " people were killed in Osh on 99.99.99999999.")
@example("On 31 February 2021 and 2021-13-45, Tajikistan shelled Batken, killing ٣٤ and ²³ people.")
@example("9999999999999999999 Tajik soldiers were killed in year 0000 and 10000 on April 31, 0001.")
def test_any_text_gives_a_sound_reading(text: str) -> None:
    assert faults(text, read(text)) == []


@settings(CALM, max_examples=some(60, 10))
@given(ANY)
@example("Mr. " * 1000)
def test_any_text_gives_a_sound_reading_without_a_model(text: str) -> None:
    assert faults(text, read(text, "none")) == []


@settings(CALM, max_examples=some(40, 10))
@given(mangled(), st.one_of(st.none(), st.text(max_size=12), st.dates().map(str)), st.text(max_size=40))
@example("They met in Osh yesterday.", "0001-01-01", "")
@example("They will meet in Osh tomorrow and next year.", "9999-12-31", "")
def test_any_date_address_and_title_given_with_it_are_borne(
    text: str, given_: str | None, other: str
) -> None:
    reading = reader().read(Report("r.txt", text, url=other, title=other or None, published=given_))
    assert faults(text, reading) == []


@settings(CALM, max_examples=some(25, 6))
@given(st.lists(mangled(), min_size=2, max_size=5))
def test_a_text_is_read_alike_alone_again_and_among_others(texts: list[str]) -> None:
    reports = [Report(f"{i}.txt", text) for i, text in enumerate(texts)]
    alone = [reader().read(report) for report in reports]
    assert list(reader().read_many(reports)) == alone
    assert list(reader().read_many(reports[::-1])) == alone[::-1]


@settings(CALM, max_examples=some(25, 6))
@given(mangled())
def test_a_reading_survives_the_contract(text: str) -> None:
    plain = to_dict(read(text))
    assert to_dict(from_dict(plain)) == plain


def long_text(sentences: int, between: str) -> str:
    parts = [part.rstrip(".") for piece in NEWS[:5] for part in piece.split(". ")]
    return between.join(f"{parts[i % len(parts)]}, item {i}." for i in range(sentences))


def cost(text: str) -> float:
    began = time.process_time()
    assert faults(text, read(text)) == []
    return time.process_time() - began


@pytest.mark.slow
def test_the_time_a_long_report_takes_grows_with_its_length_only() -> None:
    read(long_text(50, " "))
    short, long = (min(cost(long_text(n, " ")) for _ in range(2)) for n in (200, 800))
    assert long < 8 * short


@pytest.mark.slow
@pytest.mark.parametrize("between", [" ", "\n"])
def test_ten_thousand_sentences_are_read_in_bounded_time_and_memory(between: str) -> None:
    import psutil

    before = psutil.Process().memory_info().rss
    assert cost(long_text(10_000, between)) < 300
    assert psutil.Process().memory_info().rss - before < 500 * 2**20


@pytest.mark.slow
def test_more_than_a_parser_takes_at_once_is_read() -> None:
    text = (
        "The Kyrgyz and Uzbek presidents met in Osh. " * 25_000
    )  # over a million characters in one paragraph
    assert faults(text, read(text)) == []


def test_one_word_longer_than_a_parser_takes_is_borne() -> None:
    text = "Tashkent " + "x" * 1_100_000 + " talks failed in Osh."
    assert faults(text, read(text, "none")) == []


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n\t \u200b\ufeff\n", "\x00", ". . .", "—", "😀", "2021", "Osh"]
)
def test_a_text_without_a_sentence_gives_an_empty_reading(text: str) -> None:
    reading = read(text)
    assert faults(text, reading) == []
    assert not (reading.people or reading.events or reading.engagements or reading.commitments)


FOREIGN = {
    "ka": "ყირგიზეთისა და ტაჯიკეთის მესაზღვრეებმა ერთმანეთს ცეცხლი გაუხსნეს. დაიღუპა თორმეტი ადამიანი. მოლაპარაკებები ოშში გაიმართა.",
    "fa": "مرزبانان قرقیزستان و تاجیکستان روز پنجشنبه به سوی یکدیگر آتش گشودند. دوازده نفر کشته شدند. گفتگوها در اوش برگزار شد.",
    "zh": "吉尔吉斯斯坦和塔吉克斯坦边防军星期四在科克塔什附近交火，至少十二人死亡。双方随后在奥什举行会谈，并同意撤军和停火。会谈将于下周继续进行，两国外交部长都将出席。",
    "ru": "Пограничники Киргизии и Таджикистана открыли огонь друг по другу в четверг. Погибли 12 человек. Переговоры прошли в Оше.",
    "ky": "Кыргыз жана тажик чек арачылары бейшемби күнү атышты. Он эки киши каза болду. Сүйлөшүүлөр Ошто өттү.",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_a_report_in_another_language_is_kept_marked_and_not_guessed_at(language: str) -> None:
    text = FOREIGN[language]
    reading = read(text)
    assert faults(text, reading) == []
    assert reading.language not in {"en", ""}
    assert "".join(text[p.start : p.end] for p in reading.passages) == text
    assert not (
        reading.people or reading.events or reading.engagements or reading.commitments or reading.places
    )


def test_scripts_mixed_in_a_word_do_not_break_it_off_the_evidence() -> None:
    text = "Кyrgyz and Tаjik guards exchanged fire near Kök-Tаsh (Көк-Таш) on 29 April 2021, killing 12 people in Batken."
    for form in ("NFC", "NFD", "NFKD"):
        written = unicodedata.normalize(form, text)
        assert faults(written, read(written)) == []


def test_dates_set_in_capitals_are_read() -> None:
    text = "KYRGYZ GUARDS WERE SHOT AT IN JANUARY LAST YEAR IN THE SUMMER OF THE PREVIOUS YEAR, THE KYRGYZ SIDE SAID."
    assert faults(text, read(text, published="2021-04-30")) == []


def test_the_rules_read_without_a_model_and_the_reading_says_so() -> None:
    reading = read("\n".join(NEWS), "none")
    assert reading.reader.model.startswith("none-") and reading.reader.model_sha256 is None
    assert reading.people
