import re

import pytest

from sarez.errors import DataError
from sarez.vocabulary.measures import START, Span, load_measures, span_of

MINE = """
measures:
  village-cup:
    label: {en: Football between two villages}
    dimension: human
    source: ours
    kind: contact
    does: {en: They play each spring.}
    clocks:
      reply: {by: to, within: 3 days}
sources:
  ours: {en: Our own}
"""


def own(tmp_path, text):
    (tmp_path / "measures.yaml").write_text(text, "utf-8")
    return load_measures(tmp_path)


def test_every_dimension_source_and_kind_is_used() -> None:
    known = load_measures()
    assert 60 <= len(known.measures) <= 90
    for part in ("dimension", "source", "kind"):
        used = {getattr(m, part) for m in known.measures.values()}
        assert used == set(getattr(known, f"{part}s"))


def test_the_vienna_document_is_there_by_chapter_and_cica_by_dimension() -> None:
    sources = {m.source for m in load_measures().measures.values()}
    assert {f"vd-{n}" for n in range(1, 13)} <= sources
    assert {f"cica-{d}" for d in ("military", "threats", "economic", "environment", "human")} <= sources


def test_every_text_stands_in_both_languages() -> None:
    known = load_measures()
    labels = [
        w for part in ("dimensions", "sources", "kinds", "steps") for w in getattr(known, part).values()
    ]
    texts = [*labels, *(w for m in known.measures.values() for w in (m.label, m.does))]
    assert [w.en for w in texts if not re.search("[а-яё]", w.ru)] == []
    assert [w.ru for w in texts if re.search("[A-Za-z]", re.sub(r"глава [IVX]+", "", w.ru))] == []
    assert [w.en for w in texts if re.search("[а-яё]", w.en)] == []


def test_no_two_measures_are_called_the_same_and_each_says_what_it_does() -> None:
    measures = load_measures().measures.values()
    for language in ("en", "ru"):
        labels = [m.label.told(language).casefold() for m in measures]
        assert len(labels) == len(set(labels))
    assert [m.name for m in measures if len(m.does.en) < 40 or not m.does.en.endswith(".")] == []


def test_the_clocks_are_those_of_the_sources() -> None:
    measures = load_measures().measures
    question = {c.name: c for c in measures["vd-unusual-activity"].clocks}
    assert (question["reply"].within, question["reply"].of) == (Span(48, "hours"), START)
    assert (question["meeting"].within, question["meeting"].of) == (Span(48, "hours"), "meeting_request")
    assert measures["vd-military-information"].clocks[0].yearly == "12-15"
    assert measures["vd-calendar"].clocks[0].yearly == "11-15"
    assert measures["vd-prior-notification"].clocks[0].before == Span(42, "days")
    arrival = {c.name: c for c in measures["vd-inspection"].clocks}["arrival"]
    assert (arrival.earliest, arrival.within) == (Span(36, "hours"), Span(5, "days"))


def test_a_desk_adds_its_own(tmp_path) -> None:
    known = own(tmp_path, MINE)
    cup = known.measures["village-cup"]
    assert (cup.label.told("ru"), known.sources["ours"].en) == ("Football between two villages", "Our own")
    assert cup.clocks[0].within == Span(3, "days")
    assert len(known.measures) == len(load_measures().measures) + 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("dimension: human", "dimension: sport"), "dimension: 'sport' is not known here"),
        (("source: ours", "source: theirs"), "source: 'theirs' is not known here"),
        (("within: 3 days", "within: soon"), "'soon' is no length of time"),
        (("within: 3 days", "within: 3 days, yearly: 12-15"), "due in one way"),
        (("within: 3 days", "within: 3 days, of: meeting"), "'meeting' is no earlier step"),
        (("by: to, within: 3 days", "by: to, yearly: 12-15"), "Name the step `given`"),
        (("reply:", "given:"), "counted from nothing"),
        (("by: to", "by: them"), "'them' is not known here"),
        (("does: {en: They play each spring.}", "does: {ru: Играют.}"), "does, en: text is wanted"),
        (("village-cup", "Village Cup"), "cannot stand in an address"),
        (("    kind: contact", "    kind: contact\n    clock: 3"), "'clock' is not known here"),
    ],
)
def test_a_bad_entry_is_refused_with_its_place_and_a_remedy(tmp_path, wrong, said) -> None:
    with pytest.raises(DataError) as refused:
        own(tmp_path, MINE.replace(*wrong))
    assert said in str(refused.value)
    assert "measures.yaml" in str(refused.value)


def test_lengths_of_time() -> None:
    assert span_of("48 hours") == Span(48, "hours")
    assert span_of("1  day") == Span(1, "days")
    assert span_of("twelve months") is None
