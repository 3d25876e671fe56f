"""What a warning is called on a page: its level in word, colour and shape, its probability in a word, its unit and issue."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from sarez.desk.events import wording
from sarez.errors import DataError
from sarez.vocabulary.issues import load_issues
from sarez.watch.rules.levels import Level, load_levels, odds_of
from sarez.watch.units import UnitError, unit_of

if TYPE_CHECKING:
    from sarez.desk.warnings.models import Content


def level_of(name: str) -> Level:
    """The level of this name; the least loud for one that the desk does not know any more."""
    levels = load_levels()
    return levels.get(name) or next(iter(levels.values()))


def level_choices() -> list[tuple[str, str]]:
    """The levels for a form, the loudest first."""
    language = wording.language()
    return [(one.name, one.told(language)) for one in reversed(load_levels().values())]


def odds(probability: float | None) -> str:
    """The word for a probability, in the language of the page."""
    return "" if probability is None else odds_of(probability).word.told(wording.language())


def percent(probability: float | None) -> str:
    """A probability as a number: `35 %`; finer only where it is small."""
    if probability is None:
        return ""
    told = 100 * probability
    return "> 99 %" if 99.5 <= told < 100 else f"{told:.0f} %" if told >= 10 else f"{told:.2g} %"


def unit_called(name: str) -> str:
    """What a unit is called in the language of the page: `KGZ-TJK` → Kyrgyzstan – Tajikistan."""
    try:
        unit = unit_of(name)
    except UnitError:
        return name
    if unit.kind == "issue":
        return issue_called(unit.name)
    states = " – ".join(wording.party(code) for code in unit.states)
    return f"{unit.name.partition(':')[2]} ({states})" if unit.kind == "province" else states


def issue_called(name: str) -> str:
    """The label of an issue in the language of the page."""
    known = load_issues().by_name.get(name)
    return known.label(wording.language()) if known else name


def title_of(told: Content) -> str:
    """What a warning is about, in one line."""
    unit, issue = unit_called(told.unit), issue_called(told.issue) if told.issue else ""
    return f"{unit}: {issue}" if issue and issue != unit else unit


@lru_cache(maxsize=1)
def hours() -> dict[str, dict[str, int]]:
    """By level, within how many hours a warning is to be acknowledged and decided on: hours.yaml."""
    import yaml

    text = resources.files("sarez.desk.warnings").joinpath("hours.yaml").read_text("utf-8")
    told: dict[str, dict[str, int]] = yaml.safe_load(text)
    if set(told) != set(load_levels()):
        raise DataError(f"hours.yaml: one line for each level is wanted: {', '.join(load_levels())}.")
    return told


def within(level: str, step: str) -> timedelta:
    """How long after a warning was issued it may take to `acknowledge` it or to `decide`."""
    return timedelta(hours=hours()[level_of(level).name][step])
