"""What has been fetched so far, kept in a folder so that work goes on where it was stopped."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sarez.intake.tables.manifest import replace_file

STATE = "state.json"


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to be fetched, in a folder of its own: pages by number, and where to go on."""

    folder: Path

    @classmethod
    def of(cls, root: Path, *words: str) -> Job:
        """The job of these words, which name it among others; its folder is made."""
        name = hashlib.sha256("|".join(words).encode()).hexdigest()[:16]
        folder = root / f"{words[0]}-{name}"
        folder.mkdir(parents=True, exist_ok=True)
        return cls(folder)

    def state(self) -> dict[str, Any]:
        """Where to go on; empty at the beginning, or where what is there cannot be used."""
        try:
            found = json.loads((self.folder / STATE).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def fresh(self, now: datetime, lasts: timedelta) -> dict[str, Any]:
        """Where to go on, if that was begun not too long ago; else everything begins anew."""
        state = self.state()
        try:
            begun = datetime.fromisoformat(str(state.get("begun")))
            if now - begun <= lasts:
                return state
        except (ValueError, TypeError):
            pass
        self.clear()
        self.folder.mkdir(parents=True, exist_ok=True)
        return {"begun": now.isoformat()}

    def keep(self, page: int, rows: Iterable[dict[str, Any]], state: dict[str, Any]) -> None:
        """Keep the rows of a page, then where to go on: a stop between the two fetches that page again."""
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        replace_file(self.folder / f"page-{page:06d}.jsonl", lines.encode("utf-8", "replace"))
        self.note(state)

    def note(self, state: dict[str, Any]) -> None:
        """Keep where to go on."""
        replace_file(self.folder / STATE, json.dumps(state).encode())

    def put(self, name: str, data: bytes) -> Path:
        """Keep a file."""
        replace_file(self.folder / name, data)
        return self.folder / name

    def joined(self, name: str, pages: int) -> Path:
        """All pages as one file of JSON lines."""
        path = self.folder / name
        with path.open("wb") as out:
            for page in range(1, pages + 1):
                with (self.folder / f"page-{page:06d}.jsonl").open("rb") as stream:
                    shutil.copyfileobj(stream, out)
        return path

    def clear(self) -> None:
        """Remove the job with all it holds."""
        shutil.rmtree(self.folder, ignore_errors=True)
