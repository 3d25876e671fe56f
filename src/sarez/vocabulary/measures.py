"""Confidence-building measures: what each does, where it comes from, and the clocks that its source sets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sarez.vocabulary.tables import fault, layers, mapping, one_of, read_table, section, sentence

LANGUAGES = ("en", "ru")
START, HAPPENS = "start", "happens"
"""What a clock is counted from: the start of the act, or what it announces; else an earlier step."""
SIDES = ("from", "to", "any")
UNITS = ("hours", "days", "months")
_SPAN = re.compile(r"(\d{1,4})\s+(hour|day|month)s?")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_KEYS = frozenset({"label", "dimension", "source", "kind", "does", "clocks"})


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time: hours count exactly, days and months by the calendar."""

    count: int
    unit: str


@dataclass(frozen=True, slots=True)
class Words:
    """A word or sentence in each language of the desk."""

    en: str
    ru: str = ""

    def told(self, language: str = "en") -> str:
        """In a language; in English where there is none."""
        return (self.ru if language == "ru" else "") or self.en

    def filled(self, **blanks: object) -> Words:
        """With its blanks filled: a value is put in as it is, words in the language of the sentence."""
        told = (
            {name: value.told(code) if isinstance(value, Words) else value for name, value in blanks.items()}
            for code in LANGUAGES
        )
        return Words(*(self.told(code).format(**given) for code, given in zip(LANGUAGES, told, strict=True)))


@dataclass(frozen=True, slots=True)
class Clock:
    """One step of a measure and when it is due: `within` so long after `of`, `before` what the act announces, or `yearly`.

    A step without any of these may be told, and is never overdue.
    """

    name: str
    label: Words
    by: str = "any"
    of: str = START
    within: Span | None = None
    earliest: Span | None = None
    before: Span | None = None
    yearly: str = ""

    @property
    def is_of_act(self) -> bool:
        """Whether the act itself is the step: it is done when the act is."""
        return self.name == "given"

    @property
    def is_timed(self) -> bool:
        """Whether the step has a time at which it is due."""
        return bool(self.within or self.before or self.yearly)


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of the catalogue. `name` is its slug in addresses."""

    name: str
    label: Words
    dimension: str
    source: str
    kind: str
    does: Words
    clocks: tuple[Clock, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All measures by name, and what their dimensions, sources, kinds and steps are called, in the order of the file."""

    measures: Mapping[str, Measure]
    dimensions: Mapping[str, Words]
    sources: Mapping[str, Words]
    kinds: Mapping[str, Words]
    steps: Mapping[str, Words]


def span_of(text: str) -> Span | None:
    """`48 hours`, `21 days`, `12 months` as a length of time; None where it is none."""
    found = _SPAN.fullmatch(" ".join(text.split()))
    return Span(int(found[1]), f"{found[2]}s") if found else None


def read_words(path: Path, place: str, value: Any) -> Words:
    """A text by language; English is needed."""
    row = mapping(path, place, value)
    if unknown := set(row) - set(LANGUAGES):
        raise fault(path, place, f"{sorted(unknown)[0]!r} is not known here", f"Use {', '.join(LANGUAGES)}.")
    russian = sentence(path, f"{place}, ru", row["ru"]) if "ru" in row else ""
    return Words(sentence(path, f"{place}, en", row.get("en")), russian)


def read_sentences(path: Path) -> Mapping[str, Words]:
    """Sentences with blanks to be filled, by their keys. DataError on a bad file."""
    return {key: read_words(path, key, value) for key, value in read_table(path).items()}


def read_clock(path: Path, place: str, name: str, value: Any, steps: Mapping[str, Words]) -> Clock:
    """One step of a measure."""
    row = mapping(path, place, value)
    known = {"by", "of", "within", "earliest", "before", "yearly"}
    if unknown := set(row) - known:
        raise fault(
            path, place, f"{sorted(unknown)[0]!r} is not known here", f"Use {', '.join(sorted(known))}."
        )
    if len(set(row) & {"within", "before", "yearly"}) > 1:
        raise fault(path, place, "a step is due in one way", "Keep one of within, before, yearly.")
    if name != "given" and set(row) & {"before", "yearly"}:
        raise fault(path, place, "before and yearly tell of the act itself", "Name the step `given`.")
    if name == "given" and set(row) & {"within", "earliest", "of"}:
        raise fault(path, place, "the act itself is counted from nothing", "Use before or yearly.")
    return Clock(
        name=name,
        label=steps[one_of(path, place, name, steps)],
        by=one_of(path, f"{place}, by", row.get("by", "any"), SIDES),
        of=sentence(path, f"{place}, of", row.get("of", START)),
        within=_span(path, place, row, "within"),
        earliest=_span(path, place, row, "earliest"),
        before=_span(path, place, row, "before"),
        yearly=_yearly(path, place, row.get("yearly", "")),
    )


def read_measure(path: Path, name: str, value: Any, known: Catalogue) -> Measure:
    """One entry of `measures` in measures.yaml."""
    row = mapping(path, name, value)
    if not _SLUG.fullmatch(name):
        raise fault(path, name, "this name cannot stand in an address", "Use a-z, 0-9 and single hyphens.")
    if unknown := set(row) - _KEYS:
        raise fault(
            path, name, f"{sorted(unknown)[0]!r} is not known here", f"Use {', '.join(sorted(_KEYS))}."
        )
    return Measure(
        name=name,
        label=read_words(path, f"{name}, label", row.get("label")),
        dimension=one_of(path, f"{name}, dimension", row.get("dimension"), known.dimensions),
        source=one_of(path, f"{name}, source", row.get("source"), known.sources),
        kind=one_of(path, f"{name}, kind", row.get("kind"), known.kinds),
        does=read_words(path, f"{name}, does", row.get("does")),
        clocks=_clocks(path, name, row.get("clocks"), known.steps),
    )


@lru_cache(maxsize=8)
def load_measures(folder: Path | None = None) -> Catalogue:
    """The catalogue; a measures.yaml in `folder` adds or replaces measures and what they are sorted by. DataError on a bad file."""
    found = Catalogue({}, {}, {}, {}, {})
    for path, table in layers("measures.yaml", folder):
        called = {
            part: {
                **getattr(found, part),
                **{n: read_words(path, f"{part}, {n}", v) for n, v in section(path, table, part).items()},
            }
            for part in ("dimensions", "sources", "kinds", "steps")
        }
        found = Catalogue(found.measures, **called)
        told = section(path, table, "measures").items()
        read = {name: read_measure(path, name, value, found) for name, value in told}
        found = Catalogue({**found.measures, **read}, **called)
    return found


def _clocks(path: Path, name: str, value: Any, steps: Mapping[str, Words]) -> tuple[Clock, ...]:
    told = mapping(path, f"{name}, clocks", value) if value is not None else {}
    found = [read_clock(path, f"{name}, clocks, {n}", n, v, steps) for n, v in told.items()]
    before = {START}
    for clock in found:
        if clock.of not in before:
            place = f"{name}, clocks, {clock.name}"
            raise fault(
                path, place, f"{clock.of!r} is no earlier step", f"Use one of: {', '.join(sorted(before))}."
            )
        before.add(clock.name)
    return tuple(found)


def _span(path: Path, place: str, row: Mapping[str, Any], key: str) -> Span | None:
    if key not in row:
        return None
    found = span_of(str(row[key]))
    if found is None:
        raise fault(
            path,
            f"{place}, {key}",
            f"{row[key]!r} is no length of time",
            "Write 48 hours, 21 days or 12 months.",
        )
    return found


def _yearly(path: Path, place: str, value: Any) -> str:
    told = str(value)
    if told and not _DAY.fullmatch(told):
        raise fault(
            path, f"{place}, yearly", f"{told!r} is no day of the year", 'Write month and day: "12-15".'
        )
    return told
