"""What is looked for in every row: a condition, what it means, whether the row is lost by it, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sarez.errors import Problem

NAMED = 5
"""Rows named one by one; of more there is a count."""


@dataclass(frozen=True, slots=True)
class Check:
    """A condition in SQL that is true of a faulty row. `is_lost` where the row is left out, else the value is."""

    column: str
    condition: str
    message: str
    remedy: str
    is_lost: bool = False


def unread(column: str, macro: str, *, is_lost: bool = False) -> Check:
    """A check that a column, where it says something, can be read by a macro (`whole`, `figure`, `day_of`)."""
    kind = {"whole": "a whole number", "figure": "a number", "day_of": "a date"}[macro]
    fate = "the rows were left out" if is_lost else "the value was left empty"
    return Check(
        column,
        f"{column} IS NOT NULL AND {macro}({column}) IS NULL",
        f"{column} is not {kind}; {fate}.",
        f"Correct {column} there and add the file again.",
        is_lost,
    )


COMMON = (
    Check("id", "id IS NULL", "there is no number of the event; the rows were left out.", "Give each event its own.", True),
    Check("date", "first IS NULL", "there is no date that can be read; the rows were left out.", "Write dates as 2021-04-30.", True),
    Check(
        "date", "last < first", "the end lies before the beginning; the two were exchanged.", "Look at both dates.",
    ),
    Check(
        "date",
        "first < DATE '1800-01-01' OR last > DATE '2200-01-01'",
        "the year cannot be; the rows were left out.",
        "Correct the year.",
        True,
    ),
    Check(
        "date",
        "status = 'occurred' AND first > CAST(known_at AS DATE) + 1",
        "it has happened after it was known; the rows were left out.",
        "Correct the date, or say with --known-at when the table became known.",
        True,
    ),
    Check(
        "coordinates",
        "lat < -90 OR lat > 90 OR lon < -180 OR lon > 180 OR (lat IS NULL) <> (lon IS NULL)",
        "latitude and longitude are no place on earth; both were left empty.",
        "See whether they are exchanged, or lack their point.",
    ),
    Check(
        "deaths",
        "deaths_low < 0 OR deaths < 0 OR deaths_high < 0 OR greatest(deaths_low, deaths, deaths_high) > 100000000",
        "a number of deaths is negative or too large; that figure was left empty.",
        "Correct the figure; leave it empty where nobody knows.",
    ),
    Check(
        "deaths",
        "least(deaths_low, deaths, deaths_high) >= 0 AND (deaths_low > deaths OR deaths > deaths_high OR deaths_low > deaths_high)",
        "low, best and high are not in order; low and high were widened to hold the best.",
        "Look at the three figures.",
    ),
    Check(
        "intensity", "intensity < -10 OR intensity > 10",
        "the weight lies beyond -10 to +10; it was left empty.", "Correct the weight.",
    ),
)  # fmt: skip
"""The checks of what each layout makes of its rows, on the columns of the table of events."""


def bits(checks: Iterable[Check], start: int = 0) -> str:
    """The checks as one SQL number: bit `start` is set where the first is true, and so on."""
    terms = [
        f"(CASE WHEN {check.condition} THEN {1 << (start + n)} ELSE 0 END)" for n, check in enumerate(checks)
    ]
    return " + ".join(terms) or "0"


@dataclass(slots=True)
class Findings:
    """How often each check was true, and the first rows it was true of."""

    checks: tuple[Check, ...]
    counts: dict[int, int] = field(default_factory=dict)
    examples: dict[int, list[str]] = field(default_factory=dict)

    def add(self, number: int, faults: int, name: str, row: Callable[[int], int]) -> None:
        """Note a row (the `number`-th that was read) with its faults, as `bits` has them."""
        for n in range(len(self.checks)):
            if faults >> n & 1:
                self.counts[n] = self.counts.get(n, 0) + 1
                told = self.examples.setdefault(n, [])
                if len(told) < NAMED:
                    told.append(f"{row(number)} ({name})" if name else str(row(number)))

    def problems(self, source: str) -> list[Problem]:
        """One problem for each check that was true somewhere."""
        out = []
        for n in sorted(self.counts):
            check, count = self.checks[n], self.counts[n]
            out.append(Problem(source, place(self.examples[n], count), check.message, check.remedy))
        return out


def place(rows: list[str], count: int) -> str:
    """Which rows: the first few by number, and how many there are."""
    word = "row" if count == 1 else "rows"
    more = count - len(rows)
    return f"{word} {', '.join(rows)}" + (f" and {more:,} more" if more else "")
