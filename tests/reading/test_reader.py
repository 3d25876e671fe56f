"""The reader as a whole: the gate, the order and the sameness of readings, what is kept of a report passed over."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from sarez.intake.report import Report
from sarez.reading import model as model_module
from sarez.reading.reader import load_reader, read

CLASH = "Kyrgyz and Tajik border guards exchanged fire near Kok-Tash on 29 April 2021, killing 12 people."
MARKET = "Published: 30 April 2021\nShares fall in Paris\nShares fell in Paris on Thursday after Prime Minister Jean Castex met union leaders in Lyon."
SAMPLE = sorted((Path(__file__).parents[2] / "src/sarez/sample").glob("*.txt"))[:12]


def sample() -> list[Report]:
    return [Report(f.name, f.read_text(encoding="utf-8")) for f in SAMPLE]


def test_a_clash_is_read() -> None:
    (event, *_) = load_reader().read(Report("r", CLASH)).events
    assert (event.type, event.date, event.killed) == ("ASSAULT", "2021-04-29", 12)


def test_a_report_from_elsewhere_is_kept_with_its_passages_and_holds_no_records() -> None:
    reader = load_reader()
    report = Report("r", MARKET, publisher="Wire")
    reading = reader.read(report)
    assert not reader.is_relevant(report)
    assert not (
        reading.people or reading.events or reading.engagements or reading.commitments or reading.places
    )
    assert (reading.language, reading.published, reading.title) == (
        "en",
        "2021-04-30",
        "Shares fall in Paris",
    )
    assert [p.role for p in reading.passages] == ["metadata", "headline", "body"]
    assert reading.reader == reader.maker
    assert reading.note is not None and "--all-topics" in reading.note


def test_a_reading_without_a_model_says_so() -> None:
    assert "without a language model" in (read(CLASH, model="none").note or "")
    assert read(CLASH).note is None


def test_all_topics_are_read_when_asked_for() -> None:
    assert [p.name for p in load_reader(all_topics=True).read(Report("r", MARKET)).people] == ["Jean Castex"]
    assert [p.name for p in read(MARKET, all_topics=True).people] == ["Jean Castex"]
    assert read(MARKET).people == ()


def test_a_title_given_with_a_report_may_say_that_it_concerns_the_region() -> None:
    reader = load_reader()
    assert reader.is_relevant(Report("r", MARKET, title="What it means for Kazakhstan"))


def test_what_is_only_in_a_menu_or_another_language_does_not_make_a_report_relevant() -> None:
    text = "News | Kyrgyzstan | Tajikistan | Contact\n" + MARKET
    assert not load_reader().is_relevant(Report("r", text))


def test_the_gate_changes_no_reading_that_it_lets_through() -> None:
    gated, all_ = load_reader(), load_reader(all_topics=True)
    assert list(gated.read_many(sample())) == list(all_.read_many(sample()))


def test_many_reports_are_read_in_order_each_as_if_alone() -> None:
    reader = load_reader()
    reports = [r for pair in zip(sample(), [Report("m", MARKET)] * 12, strict=True) for r in pair]
    readings = list(reader.read_many(reports))
    assert [r.file for r in readings] == [r.file for r in reports]
    assert readings == [reader.read(r) for r in reports]
    assert list(reader.read_many(reports[::-1])) == readings[::-1]


def test_readings_come_before_the_stream_has_ended() -> None:
    def stream():  # type: ignore[no-untyped-def]
        yield from (Report(str(i), CLASH) for i in range(200))
        raise AssertionError("read to the end before giving anything")

    assert next(load_reader().read_many(stream())).events


def test_forgetting_words_changes_no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = load_reader()
    before = list(reader.read_many(sample()))
    monkeypatch.setattr(model_module, "WARM", 0)
    monkeypatch.setattr(model_module, "LEMMAS", 10)
    size = len(reader.model.nlp.vocab.strings)
    assert list(reader.read_many(sample())) == before
    strange = replace(sample()[0], text=sample()[0].text + " Zzyzxqq Qqyzzyx met in Osh.")
    reader.read(strange)
    assert len(reader.model.nlp.vocab.strings) == size


def test_threads_share_a_reader() -> None:
    reader, reports = load_reader(), sample()
    alone = [reader.read(r) for r in reports]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(reader.read, reports)) == alone


def test_one_very_long_paragraph_is_read_in_pieces_that_lead_back_to_the_text() -> None:
    text = " ".join([CLASH] * 90)
    reading = load_reader().read(Report("r", text))
    assert len(reading.passages) > 1
    assert all(text[e.start : e.end] for event in reading.events for e in event.evidence)
    assert reading.events[0].killed == 12


def test_two_sides_are_those_of_the_talks_told_and_not_of_what_comes_after() -> None:
    text = (
        "The ministers of Kazakhstan and Uzbekistan met in Shymkent on Monday. At the end of the talks it was agreed that the "
        "road would be repaired by June. Kyrgyzstan had accused Tajikistan of closing it."
    )
    found = load_reader().read(Report("t.txt", text, published="2021-05-20")).commitments
    assert [set(c.parties) for c in found] == [{"KAZ", "UZB"}]
