"""Tables of events kept with all their versions: Parquet files, and a manifest that says which of them count.

What is written is written aside; only the manifest, replaced in one step, makes it part of the store. So nobody ever
reads half of an addition, and one that was broken off leaves nothing but files that the next one clears away.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sarez.errors import Problem
from sarez.intake.tables.manifest import Kept, Manifest, StoreError, read_manifest, write_manifest
from sarez.intake.tables.parquet import Draft, summary, without_repeats
from sarez.intake.tables.reading import Asked, Reading, read_tables
from sarez.intake.tables.survivorship import endings, quoted

if TYPE_CHECKING:
    import duckdb
    import ibis
    import ibis.expr.types as ir

    from sarez.region.region import Region

PARTS = "parts"
MEMORY = "512MB"
"""What looking for repeated events and sorting out versions may take; beyond it goes to the disk."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a table: its entry, and what was wrong with it. `is_new` is false where it was kept already."""

    kept: Kept
    problems: tuple[Problem, ...] = ()
    is_new: bool = True


class Store:
    """The tables of events in a folder, which is made when something is added."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def versions(self) -> tuple[Kept, ...]:
        """All that is kept, in the order in which it was added."""
        return read_manifest(self.folder).kept

    def paths(self, *sources: str) -> list[Path]:
        """The Parquet files that hold the events (of these sources, or of all), of the schema of `schema.py`.

        A row counts as known on T for clearance C if `known_at <= T and (ended_at is null or ended_at > T) and
        low <= C <= high`; `as_known` is that filter for Ibis.
        """
        kept = [
            k
            for k in self.versions()
            if not k.is_deletions and k.rows and (not sources or k.source in sources)
        ]
        return [self.folder / PARTS / k.part for k in kept]

    def events(
        self, backend: ibis.BaseBackend, *sources: str, as_of: datetime | None = None, clearance: int = 4
    ) -> ir.Table:
        """The events as a table of an Ibis backend (DuckDB, Spark), as known at a moment; of all times where None.

        StoreError where nothing is kept.
        """
        paths = self.paths(*sources)
        if not paths:
            what = " or ".join(sources) or "events"
            raise StoreError(
                f"No table of {what} is kept in {self.folder}. Add one with `sarez tables add FILE`."
            )
        if backend.name == "duckdb":
            table = backend.read_parquet([str(p) for p in paths])
        else:  # Spark's reads one path at a time
            first, *others = (backend.read_parquet(str(p)) for p in paths)
            table = first.union(*others) if others else first
        return as_known(table, as_of, clearance) if as_of is not None else table

    def add(
        self,
        path: Path,
        asked: Asked,
        region: Region | None = None,
        *,
        tell: Callable[[int], object] = lambda _: None,
    ) -> Iterator[Added | Problem]:
        """Add the tables in a file. What was added before under the same words changes nothing.

        `tell` is called now and then with the number of events read so far.
        Raises StoreError where the folder cannot be written, or another process is adding.
        """
        with self._writing():
            try:
                digest = sha256_of(path)
            except OSError as error:
                yield Problem(
                    str(path), "", f"It cannot be read: {error.strerror}.", "Check the name and its rights."
                )
                return
            said = "|".join(
                str(v or "") for v in (asked.source, asked.version, asked.known_at, asked.low or "")
            )
            for reading in read_tables(path, asked, region):
                if isinstance(reading, Problem):
                    yield reading
                    continue
                words = f"{said}|{reading.member}"
                before = [k for k in self.versions() if (k.sha256, k.said) == (digest, words)]
                if before:
                    reading.close()
                    yield Added(before[0], is_new=False)
                else:
                    yield self._take(reading, digest, words, asked, tell)

    def delete(self, source: str, gone: list[tuple[str, datetime]], asked: Asked, file: str) -> Added:
        """Keep a list of events that their source has deleted, each with the moment from which it was gone."""
        import pyarrow as pa

        table = pa.table(
            {
                "id": pa.array([name for name, _ in gone], pa.string()),
                "known_at": pa.array([moment for _, moment in gone], pa.timestamp("us", "UTC")),
            }
        )
        digest = hashlib.sha256(repr(sorted(gone)).encode()).hexdigest()
        with self._writing():
            before = [k for k in self.versions() if k.sha256 == digest]
            if before:
                return Added(before[0], is_new=False)
            manifest = read_manifest(self.folder)
            part = f"{source}-deleted-{manifest.names:06d}.parquet"
            with Draft(self.folder / PARTS / part, table.schema) as draft:
                draft.write(table)
            kept = Kept(
                manifest.next, source, asked.version or asked.now.date().isoformat(), file, digest, "", asked.now, part,
                0, table.num_rows, 0, None, None, None, None, is_deletions=True,
            )  # fmt: skip
            self._settle(replace(manifest, names=manifest.names + 1), kept, [*manifest.kept, kept])
            return Added(kept)

    def remove(self, source: str, version: str) -> int:
        """Remove all that is kept of a version; what it had ended stands again. How many files it was.

        StoreError where no such version is kept.
        """
        with self._writing():
            manifest = read_manifest(self.folder)
            going = [k for k in manifest.kept if (k.source, k.version) == (source, version)]
            if not going:
                known = ", ".join(sorted({f"{k.source} {k.version}" for k in manifest.kept})) or "nothing"
                raise StoreError(f"No version {version} of {source} is kept. Kept is {known}.")
            staying = [k for k in manifest.kept if k not in going]
            for gone in going:
                manifest = self._settle(replace(manifest, next=manifest.next - 1), gone, staying)
                staying = list(manifest.kept)
            return len(going)

    def _take(
        self, reading: Reading, digest: str, said: str, asked: Asked, tell: Callable[[int], object]
    ) -> Added:
        """Write the events of a reading, and make them part of the store."""
        from sarez.intake.tables.schema import schema

        manifest = read_manifest(self.folder)
        word = re.sub(r"[^\w.-]", "_", f"{reading.source}-{reading.version}")[:80]
        path = self.folder / PARTS / f"{word}-{manifest.names:06d}.parquet"
        with Draft(path, schema()) as draft:
            for table in reading.batches():
                draft.write(table)
                tell(reading.rows)
        problems = list(reading.problems)
        repeated = 0
        with self._database() as database:
            repeats = without_repeats(database, path, schema(), by_revision=reading.source == "acled")
            if repeats:
                repeated = repeats.count
                problems.append(repeats.problem(reading.file))
            facts = summary(database, path)
        kept = Kept(
            number=manifest.next, source=reading.source, version=reading.version, file=reading.file, sha256=digest,
            said=said, added=asked.now, part=path.name, left_out=reading.left_out + repeated, **facts,
        )  # fmt: skip
        if kept.rows or reading.left_out == 0:
            self._settle(replace(manifest, names=manifest.names + 1), kept, [*manifest.kept, kept])
        else:
            problems.append(_nothing(reading))
        return Added(kept, tuple(problems))

    def _settle(self, manifest: Manifest, changed: Kept, kept: list[Kept]) -> Manifest:
        """Work out anew when rows end that the changed file has to do with, and make all of it the store."""
        names = manifest.names
        settled = {k.number: k for k in kept}
        with self._database() as database:
            for ending in endings(database, self.folder / PARTS, kept, changed):
                part = self.folder / PARTS / ending.kept.part
                if not _is_changed(database, part, ending.ended_at, ending.join):
                    continue
                stem = re.sub(r"-\d{6}\.parquet\Z", "", part.name)
                fresh = part.with_name(f"{stem}-{names:06d}.parquet")
                names += 1
                _rewrite(database, part, fresh, ending.ended_at, ending.join)
                settled[ending.kept.number] = replace(ending.kept, part=fresh.name)
        done = Manifest(tuple(settled[k.number] for k in kept), manifest.next + 1, names)
        write_manifest(self.folder, done)
        return done

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Be the only one who writes; clear away what a broken-off addition left."""
        try:
            (self.folder / PARTS).mkdir(parents=True, exist_ok=True)
            handle = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StoreError(
                f"{self.folder} cannot be written: {error.strerror}. Name another folder."
            ) from error
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise StoreError(
                    f"Another process is adding to {self.folder}. Wait until it is done."
                ) from error
            names = {k.part for k in self.versions()}
            for part in (self.folder / PARTS).iterdir():
                if part.name not in names and part.is_file():
                    part.unlink(missing_ok=True)
            yield
        finally:
            os.close(handle)

    @contextmanager
    def _database(self) -> Iterator[duckdb.DuckDBPyConnection]:
        import duckdb

        spill = self.folder / PARTS
        with duckdb.connect(
            config={"memory_limit": MEMORY, "threads": 2, "temp_directory": str(spill)}
        ) as database:
            yield database


def as_known(table: ir.Table, as_of: datetime, clearance: int = 4) -> ir.Table:
    """The rows of a table of events that were known at a moment to someone of a clearance (0 CLEAR to 4 RED)."""
    import ibis

    moment = ibis.literal(as_of.astimezone(UTC))
    is_known = (table.known_at <= moment) & (table.ended_at.isnull() | (table.ended_at > moment))
    return table.filter(is_known & (table.low <= clearance) & (table.high >= clearance))


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _is_changed(database: duckdb.DuckDBPyConnection, part: Path, ended_at: str, join: str) -> bool:
    joined = f"LEFT JOIN chain c ON {join}" if join else ""
    found = database.execute(
        f"SELECT 1 FROM read_parquet({quoted(part)}) t {joined} WHERE t.ended_at IS DISTINCT FROM {ended_at} LIMIT 1"
    )
    return bool(found.fetchall())


def _rewrite(database: duckdb.DuckDBPyConnection, part: Path, fresh: Path, ended_at: str, join: str) -> None:
    from sarez.intake.tables.parquet import copied

    joined = f"LEFT JOIN chain c ON {join}" if join else ""
    copied(
        database,
        f"SELECT t.* REPLACE ({ended_at} AS ended_at) FROM read_parquet({quoted(part)}) t {joined}",
        fresh,
    )


def _nothing(reading: Reading) -> Problem:
    return Problem(
        reading.file,
        "",
        "No row of it could be read, so it is not kept.",
        "See what was said of its rows before this.",
    )


def covered(kept: tuple[Kept, ...]) -> tuple[date, date] | None:
    """The first and the last day that kept files cover."""
    days = [(k.first, k.last) for k in kept if k.first and k.last]
    return (min(d[0] for d in days), max(d[1] for d in days)) if days else None


__all__ = ["Added", "Asked", "Kept", "Store", "StoreError", "as_known", "covered", "sha256_of"]
