"""What a store keeps: one entry for each file that was added, and the list of them, which is whole or not there."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sarez.errors import SarezError

NAME = "manifest.json"
FORMAT = 1


class StoreError(SarezError):
    """A store that cannot be used, or is asked for what it does not keep."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One file that was added, as the store keeps it.

    `number` tells files apart in the order they were added; `events` counts its events, `rows` their rows (one for
    each pair of states), `left_out` what could not be read. `first` and `last` are the days it covers, `known_from`
    and `known_to` when its rows became known. `part` is the Parquet file; `sha256` that of the file as it was added,
    `said` what was said of it. A list of events that their source deleted has `is_deletions`.
    """

    number: int
    source: str
    version: str
    file: str
    sha256: str
    said: str
    added: datetime
    part: str
    events: int
    rows: int
    left_out: int
    first: date | None
    last: date | None
    known_from: datetime | None
    known_to: datetime | None
    is_deletions: bool = False


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that a store keeps, and the number of the next file."""

    kept: tuple[Kept, ...] = ()
    next: int = 1
    names: int = field(default=1)
    """The number of the next Parquet file; never used twice."""


def read_manifest(folder: Path) -> Manifest:
    """The manifest in a folder; an empty one where there is none. StoreError where it cannot be used."""
    path = folder / NAME
    try:
        data = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Manifest()
    except (OSError, ValueError) as error:
        raise StoreError(
            f"{path} cannot be read: {error}. Restore it, or add the tables anew to an empty folder."
        ) from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise StoreError(f"{path} is of another version of Sarez. Use that one, or add the tables anew.")
    try:
        return Manifest(tuple(_kept(entry) for entry in data["kept"]), int(data["next"]), int(data["names"]))
    except (KeyError, TypeError, ValueError) as error:
        raise StoreError(f"{path} is damaged ({error}). Restore it, or add the tables anew.") from error


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put a manifest in place of the one that was, in one step."""
    text = json.dumps(
        {
            "format": FORMAT,
            "next": manifest.next,
            "names": manifest.names,
            "kept": [_plain(entry) for entry in manifest.kept],
        },
        indent=1,
        ensure_ascii=False,
    )
    replace_file(folder / NAME, text.encode("utf-8"))


def replace_file(path: Path, data: bytes) -> None:
    """Write a file aside, on to the disk, and give it its name: it is the old one or the new one, never a part."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with draft.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)


def _plain(entry: Kept) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, date | datetime) else v for k, v in asdict(entry).items()}


def _kept(data: dict[str, Any]) -> Kept:
    moments = {k: _moment(data[k]) for k in ("added", "known_from", "known_to")}
    days = {k: date.fromisoformat(data[k]) if data[k] else None for k in ("first", "last")}
    return Kept(**(data | moments | days))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def of_source(kept: Iterable[Kept], *sources: str) -> tuple[Kept, ...]:
    """The entries of these sources that hold events."""
    return tuple(k for k in kept if k.source in sources and not k.is_deletions)
