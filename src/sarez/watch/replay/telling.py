"""An event in short."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def said(row: Mapping[str, Any]) -> str:
    """A row of events: type, mode, parties, place, deaths."""
    what = " ".join(str(part) for part in (row["type"] or "act", row["mode"]) if part)
    parties = " → ".join(str(part) for part in (row["actor"], row["recipient"]) if part)
    dead = "" if row["deaths"] is None else f"{row['deaths']} dead"
    return ", ".join(part for part in (f"{what} {parties}".strip(), row["place"], dead) if part)
