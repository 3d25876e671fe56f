"""The catalogue of measures at this desk: what comes with Sarez, with the desk's own file laid over it, searched and sorted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings

from sarez.desk.events.wording import language
from sarez.errors import DataError
from sarez.vocabulary.measures import Catalogue, Measure, Words, load_measures

FOLDER = "vocabulary"


@dataclass(frozen=True, slots=True)
class Sought:
    """Which measures to show; an empty field asks nothing."""

    words: str = ""
    dimension: str = ""
    source: str = ""
    kind: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Sought:
        """What an address asks; what the catalogue does not know is not asked."""
        known = measures()
        return cls(
            words=" ".join(query.get("q", "").split())[:100],
            dimension=_known(query.get("dimension", ""), known.dimensions),
            source=_known(query.get("source", ""), known.sources),
            kind=_known(query.get("kind", ""), known.kinds),
        )

    def __bool__(self) -> bool:
        return bool(self.words or self.dimension or self.source or self.kind)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The measures of one dimension, by their source."""

    name: str
    label: str
    sources: tuple[tuple[str, tuple[Measure, ...]], ...]

    @property
    def count(self) -> int:
        """How many measures stand here."""
        return sum(len(found) for _source, found in self.sources)


def shelves(sought: Sought) -> list[Shelf]:
    """The measures that are asked for, by dimension and source, in the order of the catalogue."""
    known, found = measures(), []
    passed = [m for m in known.measures.values() if passes(m, sought, known)]
    for name in known.dimensions:
        here = [m for m in passed if m.dimension == name]
        by_source = {s: tuple(m for m in here if m.source == s) for s in known.sources}
        told = tuple((called(known.sources, s), own) for s, own in by_source.items() if own)
        if told:
            found.append(Shelf(name, called(known.dimensions, name), told))
    return found


def passes(measure: Measure, sought: Sought, known: Catalogue) -> bool:
    """Whether a measure is asked for: every word must stand somewhere in what is told of it, in either language."""
    for name in ("dimension", "source", "kind"):
        if getattr(sought, name) not in ("", getattr(measure, name)):
            return False
    told = (measure.label, measure.does, *(part[getattr(measure, n)] for n, part in _parts(known).items()))
    text = " ".join(f"{words.en} {words.ru}" for words in told).casefold()
    return all(word in text for word in sought.words.casefold().split())


def measures() -> Catalogue:
    """The catalogue of this desk."""
    return _read()[0]


def fault() -> str:
    """What is wrong with the desk's own file, where something is; then only what comes with Sarez stands."""
    return _read()[1]


def measure_called(name: str) -> Measure:
    """A measure by its name; one that left the catalogue goes by its name alone."""
    return measures().measures.get(name) or Measure(name, Words(name), "", "", "", Words(""))


def called(part: Mapping[str, Words], name: str) -> str:
    """What a dimension, source, kind or step is called in the language of the page."""
    return part[name].told(language()) if name in part else name


def choices(part: Mapping[str, Words]) -> list[tuple[str, str]]:
    """Names and labels for a select."""
    return [(name, words.told(language())) for name, words in part.items()]


def grouped() -> list[tuple[str, Any]]:
    """All measures by dimension, for a select."""
    known = measures()
    return [
        (
            label,
            [(m.name, m.label.told(language())) for m in known.measures.values() if m.dimension == name],
        )
        for name, label in choices(known.dimensions)
    ]


def _parts(known: Catalogue) -> dict[str, Mapping[str, Words]]:
    return {"dimension": known.dimensions, "source": known.sources, "kind": known.kinds}


def _known(name: str, part: Mapping[str, Words]) -> str:
    return name if name in part else ""


@lru_cache(maxsize=1)
def _read() -> tuple[Catalogue, str]:
    try:
        return load_measures(settings.HOME.folder / FOLDER), ""
    except DataError as error:
        return load_measures(), str(error)
