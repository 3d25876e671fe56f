"""What is counted of a unit in a period: indicators.yaml, read and checked, with a user's own file laid over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sarez.errors import SarezError
from sarez.vocabulary.events import QUADS, load_events, load_statuses
from sarez.vocabulary.issues import load_issues
from sarez.vocabulary.tables import fault, mapping, one_of, read_table, sentence, word_list

SHIPPED = Path(__file__).parent / "indicators.yaml"
SIDES = ("tension", "peace")
MEASURES = ("count", "deaths", "days", "share")
ROLES = ("place", "party")
CORRECTIONS = ("reports", "none")
COVERS = ("every state", "states it tells of", "the news")


class IndicatorError(SarezError):
    """An indicator that there is none of."""


@dataclass(frozen=True, slots=True)
class Acts:
    """A kind of act: what an event must all have to fit. An empty field asks nothing; `deaths` is some, none or empty."""

    types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    not_modes: tuple[str, ...] = ()
    quads: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    deaths: str = ""
    status: tuple[str, ...] = ("occurred",)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator; indicators.yaml says what each field means. An event counts that fits any of `counts`."""

    name: str
    side: str
    labels: tuple[tuple[str, str], ...]
    descriptions: tuple[tuple[str, str], ...]
    counts: tuple[Acts, ...]
    measure: str = "count"
    of: tuple[Acts, ...] = ()
    by: str = "place"
    correction: str = "reports"

    def label(self, language: str = "en") -> str:
        """The label in a language; English where there is none."""
        return _in(self.labels, language) or self.name

    def description(self, language: str = "en") -> str:
        """What it counts, in a language; English where there is none."""
        return _in(self.descriptions, language)


def _in(texts: tuple[tuple[str, str], ...], language: str) -> str:
    by_language = dict(texts)
    return by_language.get(language[:2]) or by_language.get("en", "")


@lru_cache(maxsize=8)
def load_indicators(folder: Path | None = None) -> dict[str, Indicator]:
    """The indicators by name; an indicators.yaml in `folder` adds or replaces some. DataError on a bad file."""
    found: dict[str, Indicator] = {}
    for path, table in _layers(folder):
        if "indicators" in table or path == SHIPPED:
            part = mapping(path, "indicators", table.get("indicators"))
            found |= {name: read_indicator(path, name, value) for name, value in part.items()}
    return found


@lru_cache(maxsize=8)
def load_sources(folder: Path | None = None) -> dict[str, str]:
    """How a source covers a state that it tells nothing of, one of COVERS by source; those not named follow the news."""
    found: dict[str, str] = {}
    for path, table in _layers(folder):
        if "sources" in table:
            part = mapping(path, "sources", table["sources"])
            found |= {name: one_of(path, f"sources, {name}", value, COVERS) for name, value in part.items()}
    return found


def chosen(names: tuple[str, ...], known: dict[str, Indicator]) -> tuple[Indicator, ...]:
    """The indicators of these names, all where none is named. IndicatorError for a name that is none."""
    for name in names:
        if name not in known:
            raise IndicatorError(f"{name!r} is no indicator. Use one of: {', '.join(known)}.")
    return tuple(known[name] for name in names) or tuple(known.values())


def _layers(folder: Path | None) -> Iterator[tuple[Path, dict[str, Any]]]:
    yield SHIPPED, read_table(SHIPPED)
    own = folder / SHIPPED.name if folder else None
    if own is not None and own.exists():
        yield own, read_table(own)


def read_indicator(path: Path, name: str, value: Any) -> Indicator:
    """One entry of `indicators`."""
    row = mapping(path, name, value)
    _only(path, name, row, "side, label, description, counts, measure, of, by, correction")
    measure = one_of(path, f"{name}, measure", row.get("measure", "count"), MEASURES)
    if "of" in row and measure != "share":
        raise fault(
            path, f"{name}, of", "only a share is of something", "Write measure: share, or leave it out."
        )
    return Indicator(
        name=name,
        side=one_of(path, f"{name}, side", row.get("side"), SIDES),
        labels=_texts(path, f"{name}, label", row.get("label")),
        descriptions=_texts(path, f"{name}, description", row.get("description")),
        counts=_acts(path, f"{name}, counts", row.get("counts")),
        measure=measure,
        of=_acts(path, f"{name}, of", row["of"]) if "of" in row else (),
        by=one_of(path, f"{name}, by", row.get("by", "place"), ROLES),
        correction=one_of(path, f"{name}, correction", row.get("correction", "reports"), CORRECTIONS),
    )


def _texts(path: Path, place: str, value: Any) -> tuple[tuple[str, str], ...]:
    if isinstance(value, str):
        value = {"en": value}
    texts = {
        code: sentence(path, f"{place}, {code}", text) for code, text in mapping(path, place, value).items()
    }
    if "en" not in texts:
        raise fault(path, place, "the English is wanted here", "Write `en:` and the words.")
    return tuple(texts.items())


def _acts(path: Path, place: str, value: Any) -> tuple[Acts, ...]:
    """The kinds of act that a `counts` or an `of` names: one mapping or a list of them."""
    return tuple(_kind(path, place, one) for one in (value if isinstance(value, list) else [value]))


def _kind(path: Path, place: str, value: Any) -> Acts:
    row = mapping(path, place, value)
    _only(path, place, row, "types, modes, not_modes, quads, issues, deaths, status")

    def words(key: str, allowed: Any) -> tuple[str, ...]:
        given = word_list(path, f"{place}, {key}", row.get(key))
        return tuple(one_of(path, f"{place}, {key}", word, allowed) if allowed else word for word in given)

    return Acts(
        types=words("types", load_events()),
        modes=words("modes", ()),  # sources have modes of their own: PLOVER's are not all in our vocabulary
        not_modes=words("not_modes", ()),
        quads=words("quads", QUADS),
        issues=words("issues", load_issues().by_name),
        deaths=one_of(path, f"{place}, deaths", row.get("deaths", ""), ("", "some", "none")),
        status=words("status", load_statuses()) or ("occurred",),
    )


def _only(path: Path, place: str, row: dict[str, Any], allowed: str) -> None:
    if unknown := set(row) - set(allowed.split(", ")):
        raise fault(path, place, f"{sorted(unknown)[0]!r} is not known here", f"Use {allowed}.")
