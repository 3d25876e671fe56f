"""Where an embedded desk lives: a folder with its database and its keys."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

FOLDER = "SAREZ_HOME"


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of a desk. Nothing is made before `prepare`."""

    folder: Path

    @classmethod
    def of_environment(cls) -> Home:
        """The folder that SAREZ_HOME names, else `sarez` in the user's data folder."""
        named = os.environ.get(FOLDER)
        if named:
            return cls(Path(named).expanduser())
        data = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
        return cls(Path(data) / "sarez")

    @property
    def database(self) -> Path:
        """The embedded database."""
        return self.folder / "desk.sqlite3"

    def prepare(self) -> None:
        """Make the folder, readable by its owner alone."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)

    def key(self, name: str) -> str:
        """The secret kept under this name, made at first asking; empty where the desk has no folder yet."""
        path = self.folder / f"{name}.key"
        if path.exists():
            return path.read_text("ascii").strip()
        if not self.folder.exists():
            return ""
        made = secrets.token_urlsafe(48)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(made)
        return made
