"""When and where: which date and which place of the report belong to an act.

`Stage` is the door: it is told a report's acts in their order. The parts: settings_spots.py and settings_states.py find
the places of a sentence, settings_fit.py weighs them, settings_days.py weighs the dates, settings_stage.py carries place
and date on to the sentences that name none, settings_country.py knows the state where no place is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sarez.reading.settings_country import Where
from sarez.reading.settings_days import When, is_bound
from sarez.reading.settings_stage import Stage, printed_city

if TYPE_CHECKING:
    from sarez.reading.parsed import ParsedReport

__all__ = ["Stage", "When", "Where", "due_of", "printed_city"]


def due_of(sentence: tuple[int, int], page: ParsedReport) -> tuple[str | None, str | None]:
    """By when something in this sentence is to be done, and why; None where no date is stated."""
    start, end = sentence
    inside = [d for d in page.dates() if start <= d.start < end and d.iso]
    bounds = [d for d in inside if d.kind == "deadline" or is_bound(d)]
    later = [d for d in inside if page.day and d.iso and d.iso[: len(page.day)] > page.day[: len(d.iso)]]
    best = next(iter(bounds or later), None)
    return (best.iso, best.reason) if best else (None, None)
