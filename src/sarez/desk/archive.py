"""The file a backup is: a zip with one part a table (JSON, a row a line), the same from either database, and a manifest."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time
from typing import IO, Any

from sarez.errors import SarezError

FORMAT = 1
MANIFEST = "manifest.json"


class BackupError(SarezError):
    """A backup that cannot be written or restored; the message says why."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file in the archive: how many lines it has, and its hash."""

    lines: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    version: str
    at: str
    database: str
    migrations: list[list[str]]
    """The last migrations of each app, as the tables were when the backup was made."""
    last_numbers: dict[str, int]
    """The highest number given out in each table, so that none is given out twice."""
    parts: dict[str, Part] = field(default_factory=dict)
    format: int = FORMAT

    def rows(self, table: str) -> int:
        """How many rows a table has; 0 for one that is not in the backup."""
        part = self.parts.get(f"{table}.jsonl")
        return part.lines - 1 if part else 0  # the first names the columns


class Writing:
    """An archive being written: part after part, the manifest last."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self.parts: dict[str, Part] = {}

    def add(self, name: str, lines: Iterable[bytes]) -> None:
        """Write a part, line by line."""
        digest, count = hashlib.sha256(), 0
        with self._zip.open(name, "w", force_zip64=True) as out:
            for line in lines:
                out.write(line)
                digest.update(line)
                count += 1
        self.parts[name] = Part(count, digest.hexdigest())

    def close(self, manifest: Manifest) -> None:
        """Write the manifest, which names every part with its hash."""
        told = {**asdict(manifest), "parts": {name: asdict(part) for name, part in self.parts.items()}}
        self._zip.writestr(MANIFEST, json.dumps(told, indent=1, sort_keys=True))
        self._zip.close()


class Archive:
    """A backup that is there, whole: every part has been checked against its hash. BackupError where one fails."""

    def __init__(self, stream: IO[bytes]) -> None:
        try:
            self._zip = zipfile.ZipFile(stream)
            told = json.loads(self._zip.read(MANIFEST))
        except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
            raise BackupError("This is no backup of a desk, or only a part of one.") from error
        if told.get("format") != FORMAT:
            raise BackupError("This backup was made by a newer Sarez. Restore it with that one.")
        parts = {name: Part(**part) for name, part in told.pop("parts").items()}
        self.manifest = Manifest(**told, parts=parts)
        for name in parts:
            self._check(name)

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a part, none where there is no such part."""
        if name not in self.manifest.parts:
            return
        with self._zip.open(name) as stream:
            yield from stream

    def names(self, suffix: str) -> list[str]:
        """The parts whose names end so."""
        return sorted(name for name in self.manifest.parts if name.endswith(suffix))

    def _check(self, name: str) -> None:
        digest = hashlib.sha256()
        try:
            with self._zip.open(name) as stream:
                while block := stream.read(1 << 20):
                    digest.update(block)
        except (KeyError, zipfile.BadZipFile, EOFError, OSError, ValueError) as error:
            raise BackupError(f"This backup is damaged: {name} cannot be read. Use another one.") from error
        if digest.hexdigest() != self.manifest.parts[name].sha256:
            raise BackupError(f"This backup is damaged: {name} is not what was written. Use another one.")


def plain(value: Any) -> Any:
    """A value of a row as JSON has it."""
    import base64

    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    return value


def line_of(row: Iterable[Any]) -> bytes:
    """A row as a line of its part."""
    return json.dumps([plain(v) for v in row], ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
