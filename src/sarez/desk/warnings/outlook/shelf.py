"""Outlooks as files: one for each clearance and day asked about, replaced as a whole.

What was made before a marking, an erasure or a merging is never shown after it.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.actors.counting import last_change
from sarez.desk.warnings.watched import shelf

if TYPE_CHECKING:
    import pyarrow as pa

NOW = "now"
MOST_DAYS = 60
"""Days of the past that are kept for a clearance; the longest unasked go first."""
ROWS_TOGETHER = 8192


@dataclass(frozen=True, slots=True)
class Outlook:
    """What was worked out for a clearance on a day: the file of all series, that of the few that stand for each unit, and
    changes and chances as plain values.

    `made` is when the tables were made from which it is; `heard` the last day of a report; `change` the number of the
    last act before it that may have hidden something, `generation` that of the tables.
    """

    rows: Path
    few: Path
    clearance: int
    day: date
    made: datetime
    heard: date | None
    change: int
    generation: int
    changes: list[dict[str, Any]] = field(default_factory=list)
    chances: list[dict[str, Any]] = field(default_factory=list)

    @property
    def key(self) -> tuple[int, str, str, datetime]:
        """What no other outlook has: its clearance, its files, which are never written again, and when it was made."""
        return self.clearance, str(self.rows), str(self.few), self.made


def folder(clearance: int) -> Path:
    """Where the outlooks for a clearance are kept."""
    return shelf.folder() / f"outlook-{int(clearance)}"


def name_of(viewer: Viewer) -> str:
    """What the outlook that a viewer asks for is called."""
    return viewer.as_of.date().isoformat() if viewer.as_of else NOW


def outlook(viewer: Viewer) -> Outlook | None:
    """The outlook kept for a viewer; None where there is none, or something was hidden since."""
    found = outlook_at(folder(viewer.clearance), name_of(viewer), viewer.clearance)
    return found if found is not None and found.change == last_change(viewer) else None


def outlook_at(at: Path, name: str, clearance: int) -> Outlook | None:
    """The outlook of a name in a folder, whatever was hidden since; None where there is none."""
    try:
        told = json.loads((at / f"{name}.json").read_text("utf-8"))
        return Outlook(
            at / told["rows"],
            at / told["few"],
            clearance,
            date.fromisoformat(told["day"]),
            datetime.fromisoformat(told["made"]),
            date.fromisoformat(told["heard"]) if told["heard"] else None,
            told["change"],
            told["generation"],
            told["changes"],
            told["chances"],
        )
    except (OSError, ValueError, KeyError):
        return None


def keep(rows: pa.Table, few: pa.Table, made: Outlook, name: str) -> Outlook:
    """Let an outlook stand under a name; what stood is taken away a while after."""
    at = folder(made.clearance)
    at.mkdir(mode=0o700, parents=True, exist_ok=True)
    files = [_written(at, name, table) for table in (rows, few)]
    told = {
        "rows": files[0],
        "few": files[1],
        "day": made.day.isoformat(),
        "made": made.made.isoformat(),
        "heard": made.heard.isoformat() if made.heard else "",
        "change": made.change,
        "generation": made.generation,
        "changes": made.changes,
        "chances": made.chances,
    }
    beside = at / f"{name}.{secrets.token_hex(4)}"
    beside.write_text(json.dumps(told), "utf-8")
    beside.replace(at / f"{name}.json")
    _sweep(at)
    found = outlook_at(at, name, made.clearance)
    assert found is not None, "it was written just now"
    return found


def _written(at: Path, name: str, rows: pa.Table) -> str:
    import pyarrow.parquet as pq

    file = at / f"{name}-{secrets.token_hex(4)}.parquet"
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        pq.write_table(rows, stream, compression="zstd", row_group_size=ROWS_TOGETHER)
    return file.name


def _sweep(at: Path) -> None:
    """Take away the days longest unasked, and the files that no outlook names any more."""
    lists = sorted(at.glob("*.json"), key=lambda p: p.stat().st_mtime, reverse=True)
    for path in [p for p in lists if p.stem != NOW][MOST_DAYS:]:
        path.unlink(missing_ok=True)
    named = set()
    for path in at.glob("*.json"):
        with path.open(encoding="utf-8") as stream:
            told = json.load(stream)
            named |= {told.get("rows"), told.get("few")}
    newest = max((p.stat().st_mtime for p in at.iterdir()), default=0.0)
    for path in at.glob("*.parquet"):
        if path.name not in named and path.stat().st_mtime < newest - shelf.LEFT:
            path.unlink(missing_ok=True)
