"""The kept tables as files: parts of Parquet that never change, and a list of those that stand, replaced as a whole.

Several processes read while one writes: who has read the list finds its files for ten minutes more.
"""

from __future__ import annotations

import json
import os
import secrets
import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

FOLDER, LIST = "watched", "list.json"
FORMAT = 2
"""Goes up when rows are made by other rules: what was kept before is made anew."""
LEFT = 600  # seconds that a file outlives the list that named it
EVENTS, COVERAGE, STAMPS = "events", "coverage", "stamps"


@dataclass(frozen=True, slots=True)
class Kept:
    """The tables that stand: the files of each by the number of its part, and what they were made from. The `generation`
    goes up whenever they are made anew in any part."""

    folder: Path
    made: datetime
    files: dict[str, dict[int, str]] = field(default_factory=dict)
    gate: list[int] = field(default_factory=list)
    entries: dict[int, list[int]] = field(default_factory=dict)
    reports: dict[int, list[int]] = field(default_factory=dict)
    took: float = 0.0
    generation: int = 0

    def paths(self, table: str) -> list[str]:
        """The files of a table, in order."""
        parts = self.files.get(table, {})
        return [str(self.folder / parts[part]) for part in sorted(parts)]


def folder() -> Path:
    """Where this desk keeps its tables."""
    from django.conf import settings

    return Path(settings.HOME.folder) / FOLDER


def kept() -> Kept | None:
    """The tables that stand; None where none were made yet, or by other rules."""
    at = folder()
    try:
        told = json.loads((at / LIST).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    if told.get("format") != FORMAT:
        return None
    files = {name: {int(part): file for part, file in parts.items()} for name, parts in told["files"].items()}
    blocks = {
        name: {int(block): numbers for block, numbers in told[name].items()}
        for name in ("entries", "reports")
    }
    made = datetime.fromisoformat(told["made"])
    return Kept(
        at, made, files, told["gate"], blocks["entries"], blocks["reports"], told["took"], told["generation"]
    )


def keep(new: Kept) -> None:
    """Let these tables stand, and take away the files that none has needed for a while."""
    told: dict[str, Any] = {
        "format": FORMAT,
        "made": new.made.isoformat(),
        "files": new.files,
        "gate": new.gate,
        "entries": new.entries,
        "reports": new.reports,
        "took": new.took,
        "generation": new.generation,
    }
    beside = new.folder / f"{LIST}.{secrets.token_hex(4)}"
    beside.write_text(json.dumps(told), "utf-8")
    beside.replace(new.folder / LIST)
    _sweep(new)


def write(at: Path, table: str, part: int, rows: pa.Table) -> str:
    """Write a part of a table as a file of its own, readable by its owner alone; its name."""
    import pyarrow.parquet as pq

    at.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{table}-{part}-{secrets.token_hex(4)}.parquet"
    handle = os.open(at / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        pq.write_table(rows, stream, compression="zstd")
    return name


def read(of: Kept, table: str, part: int) -> pa.Table | None:
    """A part of a table; None where there is none."""
    import pyarrow.parquet as pq

    name = of.files.get(table, {}).get(part)
    return None if name is None else pq.read_table(of.folder / name)


def _sweep(new: Kept) -> None:
    named = {name for parts in new.files.values() for name in parts.values()} | {LIST}
    until = time.time() - LEFT
    for path in new.folder.iterdir():
        is_ours = path.is_file() and path.suffix != ".lock"  # outlooks stand beside, in folders of their own
        if is_ours and path.name not in named and path.stat().st_mtime < until:
            path.unlink(missing_ok=True)
