"""Tables of events from files: recognized, read batch by batch into the one table, with what was wrong beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sarez.errors import Problem
from sarez.intake.tables import codes, own, ucdp
from sarez.intake.tables.checks import NAMED, place
from sarez.intake.tables.grids import Grid, open_grid
from sarez.intake.tables.layouts import Layout, folded, layouts, recognized
from sarez.intake.tables.provinces import Provinces
from sarez.intake.tables.streams import FAILURES, NoTable, members
from sarez.intake.tables.translating import Told, Translator

if TYPE_CHECKING:
    import pyarrow as pa

    from sarez.region.region import Region

SOURCES = ("ucdp-ged", "ucdp-candidate", "acled", "gdelt", "icews", "polecat", "sarez")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person said of the files, and the moment it is now (aware), which stands where nothing else tells."""

    now: datetime
    source: str | None = None
    version: str | None = None
    known_at: datetime | None = None
    low: int = 0
    label: str | None = None
    """What the file is called in problems and in the store, where its own name is of no use."""


@dataclass(slots=True)
class Reading:
    """One table being read. `batches` gives its events; afterwards `problems` says what was wrong with it.

    `rows` counts events (rows of part 1) that were read, `left_out` rows of the file that were not.
    """

    file: str
    source: str
    version: str
    _batches: Iterator[pa.Table]
    _close: Callable[[], None]
    problems: list[Problem] = field(default_factory=list)
    rows: int = 0
    left_out: int = 0
    member: str = ""
    """Which of the tables in an archive it is."""

    def close(self) -> None:
        """Close the file, where the batches are not taken to their end."""
        self._close()

    def batches(self) -> Iterator[pa.Table]:
        """The events in tables of the one schema, none very large."""
        import pyarrow.compute as pc

        try:
            for table in self._batches:
                if table.num_rows:
                    self.rows += pc.sum(pc.equal(table["part"], 1)).as_py() or 0
                    yield table
        finally:
            self._close()


def read_tables(path: Path, asked: Asked, region: Region | None = None) -> Iterator[Reading | Problem]:
    """The tables in a file: one, or several in a zip archive. What cannot be read at all is a problem.

    Take a reading's batches to their end, which closes the file. Nothing that a file holds raises.
    """
    file = asked.label or str(path)
    try:
        names = members(path)
    except FAILURES as error:
        yield _unreadable(file, error)
        return
    if not names:
        yield Problem(file, "", "The archive holds no table.", "Add the file that it should hold.")
    for member in names:
        label = f"{file}:{member}" if member and len(names) > 1 else file
        try:
            grid = open_grid(path, member)
        except FAILURES as error:
            yield _unreadable(label, error)
        except NoTable as error:
            yield _no_table(label, str(error))
        else:
            found = _recognized(grid, label, Path(member or path).name, asked, region)
            if isinstance(found, Problem):
                grid.close()
            else:
                found.member = member
            yield found


def _recognized(grid: Grid, label: str, name: str, asked: Asked, region: Region | None) -> Reading | Problem:
    if grid.objects is not None and "events" in grid.columns:
        told = _told("sarez", asked.version or asked.now.date().isoformat(), asked)
        reading = Reading(label, "sarez", told.version, iter(()), grid.close)
        reading._batches = own.batches(grid, reading, told, region)
        return reading
    layout = recognized(grid.columns, grid.has_header)
    if layout is None:
        return _no_table(label, f"its columns are of no source that is known ({_listed(grid.columns)})")
    columns = grid.columns if grid.has_header else layout.headless[len(grid.columns)]
    present = {folded(c): i for i, c in reversed(list(enumerate(columns)))}
    missing = [c for c in layout.needed if c not in present]
    if missing:
        return Problem(
            label,
            "",
            f"It looks like {layout.title}, but lacks the column {', '.join(missing)}.",
            "Export the table again with all its columns.",
        )
    named = _source_and_version(layout, name, asked)
    if isinstance(named, str):
        return Problem(label, "", named, "Say it with --version, as in --version 23.1.")
    told = _told(*named, asked)
    reading = Reading(label, *named, iter(()), grid.close)
    if not grid.has_header and len(grid.columns) == 57:
        reading.problems.append(_old_gdelt(label))
    reading.problems += _undated(layout, label, told, asked)
    reading._batches = _translated(grid, layout, present, told, reading, region)
    return reading


def _translated(
    grid: Grid, layout: Layout, present: dict[str, int], told: Told, reading: Reading, region: Region | None
) -> Iterator[pa.Table]:
    import pyarrow as pa

    wanted = [c for c in layout.columns if c in present]
    positions = tuple(present[c] for c in wanted)
    names = codes.Names(region.actors if region else None)
    provinces = Provinces(region.places, region.watched) if region else Provinces()
    with Translator(layout, tuple(wanted), told, names, provinces) as translator:
        index = 0
        try:
            for batch in grid.batches(positions):
                given = pa.RecordBatch.from_arrays([batch.column(f"c{i}") for i in positions], wanted)
                yield translator.events(given, index, grid.number)
                index += batch.num_rows
        except NoTable as error:
            reading.problems.append(_broken(reading.file, str(error), grid.number(index) - 1))
        except FAILURES as error:
            reading.problems.append(_broken(reading.file, _said(error), grid.number(index) - 1))
        reading.left_out += translator.left_out + len(grid.torn.numbers)
        reading.problems += notes_of(grid, reading.file)
        reading.problems += translator.findings.problems(reading.file)


def notes_of(grid: Grid, label: str) -> list[Problem]:
    """The problems that the bytes and rows of a grid gave while it was read."""
    out = []
    if torn := grid.torn.numbers:
        rows = [str(n) for n in torn[:NAMED]]
        out.append(
            Problem(
                label,
                place(rows, len(torn)),
                f"there are not {grid.torn.wanted or len(grid.columns)} values as in the other rows (but, as in the last, "
                f"{grid.torn.found}); the rows were left out.",
                "Look for a quotation mark that is not closed, or a line that is cut, and add the file again.",
            )
        )
    if grid.notes.not_utf8:
        lines = [str(n) for n in grid.notes.numbers]
        where = place(lines, grid.notes.not_utf8).replace("row", "line", 1)
        out.append(
            Problem(
                label,
                where,
                "the text is not UTF-8; it was read as Windows-1252.",
                "Save the table as UTF-8.",
            )
        )
    return out


def _told(source: str, version: str, asked: Asked) -> Told:
    known = asked.known_at or codes.releases().get((source, version))
    return Told(source, version, asked.now, known, asked.low)


def _source_and_version(layout: Layout, name: str, asked: Asked) -> tuple[str, str] | str:
    """The source and version of a table; a sentence on what is not known of them."""
    if layout.name != "ucdp":
        return layout.name, asked.version or asked.now.astimezone(UTC).date().isoformat()
    version = asked.version or ucdp.version_in(name)
    if version is None:
        return "Its name does not tell which release of UCDP it is."
    return asked.source if asked.source in SOURCES[:2] else ucdp.source_of(version), version


def _undated(layout: Layout, label: str, told: Told, asked: Asked) -> list[Problem]:
    if layout.name != "ucdp" or told.known_at is not None:
        return []
    return [
        Problem(
            label,
            "",
            f"When {told.source} {told.version} came out is not on file; it counts as known from now "
            f"({asked.now.date()}), so no look back will find it.",
            "Say the day with --known-at, as in --known-at 2023-11-20.",
        )
    ]


def _old_gdelt(label: str) -> Problem:
    return Problem(
        label,
        "",
        "It is GDELT 1.0 of before April 2013, which names no address of what told an event.",
        "Nothing to do.",
    )


def _no_table(label: str, why: str) -> Problem:
    known = ", ".join(layout.title for layout in layouts())
    return Problem(
        label, "", f"It is no table of events: {why}.", f"Known are {known}, and JSON lines of `sarez read`."
    )


def _listed(columns: tuple[str, ...]) -> str:
    shown = ", ".join(c[:30] for c in columns[:6])
    return f"{len(columns)}: {shown}, …" if len(columns) > 6 else shown


def _unreadable(label: str, error: BaseException) -> Problem:
    return Problem(
        label, "", f"It cannot be read: {_said(error)}.", "See whether the file is whole; fetch it again."
    )


def _broken(label: str, why: str, row: int) -> Problem:
    return Problem(
        label,
        f"after row {row}",
        f"the rest could not be read: {why}.",
        "What stood before is kept. Fetch the file again, or mend it there, and add it again.",
    )


def _said(error: BaseException) -> str:
    return " ".join(str(getattr(error, "strerror", None) or error).split())[:150] or type(error).__name__


def with_version(asked: Asked, version: str) -> Asked:
    """The same, with a version where none was said."""
    return asked if asked.version else replace(asked, version=version)
