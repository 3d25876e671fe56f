"""A reading as a table for people on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sarez.cli import wording
from sarez.cli.summary import Summary

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sarez.intake.report import Report
    from sarez.reading.records import Commitment, Engagement, Event, Person, Reading

# Blue for cooperation, yellow and red for conflict; the type stands beside it, so no colour is needed to read on.
STYLES = {
    "verbal cooperation": "cyan",
    "material cooperation": "bold blue",
    "verbal conflict": "yellow",
    "material conflict": "bold red",
}
_STATUS_STYLES = {"planned": "italic", "called_for": "italic", "denied": "strike"}


def reading_table(report: Report, reading: Reading, *, width: int) -> RenderableType:
    """One report: a heading, then its people, events, engagements and commitments; what is empty in one dim line."""
    sections = [
        _events(report, reading, width),
        _section("Engagements", [_engagement(held) for held in reading.engagements]),
        _section("Commitments", [_commitment(made) for made in reading.commitments]),
        _section("People", [_person(person) for person in reading.people]),
    ]
    parts = [section for section in sections if section is not None]
    return Group(_heading(report, reading), *parts, *_nothing(reading), Text())


def totals(summary: Summary, problems: int) -> Text:
    """The last line: what all reports hold together."""
    counts = (
        wording.plural(summary.reports, "report"),
        wording.plural(summary.events, "event"),
        wording.plural(summary.engagements, "engagement"),
        wording.plural(summary.commitments, "commitment"),
        wording.plural(len(summary.people), "person", "people"),
    )
    line = Text(" · ".join(counts), style="bold")
    if problems:
        line.append(f" · {problems:,} could not be read", style="bold red")
    return line


def _heading(report: Report, reading: Reading) -> Text:
    title = reading.title or report.title
    facts = [wording.day(reading.published), reading.language, reading.file]
    head = Text()
    if title:
        head.append(title, style="bold")
        head.append("\n")
    head.append(" · ".join(facts if title else [reading.file, *facts[:2]]), style="dim" if title else "bold")
    return head


def _section(name: str, rows: Iterable[Iterable[RenderableType]]) -> RenderableType | None:
    listed = [list(row) for row in rows]
    if not listed:
        return None
    table = Table.grid(padding=(0, 2))
    for column in range(len(listed[0])):
        table.add_column(no_wrap=column == 0, overflow="fold", ratio=None)
    for row in listed:
        table.add_row(*row)
    return Group(Text(f"  {name}", style="bold dim"), Padding(table, (0, 0, 0, 4)))


def _words(report: Report, event: Event, room: int) -> Text:
    """Who was hurt, and the beginning of the words that an event rests on best."""
    first = next(iter(event.evidence), None)
    words = report.text[first.start : first.end] if first else event.sentence
    losses = wording.losses(event)
    line = Text(" " * 15)
    if losses:
        line.append(f"{losses}  ", style="bold red")
        room -= len(losses) + 2
    return line.append(f"“{wording.first_words(words, room)}”", style="dim")


def _events(report: Report, reading: Reading, width: int) -> RenderableType | None:
    """Each event in a row, and under it the words it rests on across the whole width."""
    if not reading.events:
        return None
    where = min(34, max(18, width // 4))
    parts: list[RenderableType] = [Text("  Events", style="bold dim")]
    for event in reading.events:
        row = Table.grid(padding=(0, 2))
        for wide in (9, width - where - 32, 11, where):
            row.add_column(width=wide, overflow="fold")
        row.add_row(*_event(event))
        parts += [Padding(row, (0, 0, 0, 4)), _words(report, event, width - 18)]
    return Group(*parts)


def _event(event: Event) -> Iterator[RenderableType]:
    yield Text(event.type, style=STYLES.get(wording.quad(event.type), ""))
    what = Text(wording.dyad(event), style=_STATUS_STYLES.get(event.status, ""))
    if event.status != "occurred":
        what.append(f" ({wording.status(event.status)})", style="magenta not strike")
    yield what
    yield Text(wording.day(event.date), style="" if event.date else "dim")
    yield Text(wording.place(event))


def _engagement(held: Engagement) -> Iterator[RenderableType]:
    yield Text(held.kind, style="magenta")
    who = Text(wording.encounter(held))
    if held.status != "occurred":
        who.append(f" ({wording.status(held.status)})", style="magenta")
    yield Group(who, Text(held.title, style="italic")) if held.title else who
    yield Text(wording.day(held.date), style="" if held.date else "dim")
    yield Text(wording.place(held))


def _commitment(made: Commitment) -> Iterator[RenderableType]:
    yield Text(wording.modality(made.modality), style="green" if made.modality == "agreed" else "dim")
    yield Text(f"{wording.parties(made.parties)}: ").append(made.text, style="italic")
    yield Text(wording.due(made), style="" if made.due else "dim")


def _person(person: Person) -> Iterator[RenderableType]:
    yield Text(person.name)
    yield Text(", ".join(part for part in (person.position, person.organization) if part), style="dim")
    yield Text(person.country or "")


def _nothing(reading: Reading) -> list[Text]:
    note = [Text(f"  {reading.note}", style="dim italic")] if reading.note else []
    empty = [
        name
        for name, records in (
            ("event", reading.events),
            ("engagement", reading.engagements),
            ("commitment", reading.commitments),
            ("person", reading.people),
        )
        if not records
    ]
    return note + ([Text(f"  no {', no '.join(empty)}", style="dim italic")] if empty else [])
