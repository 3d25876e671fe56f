"""What an export says of itself, in whatever format: its marking, its day, its filter, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from sarez.desk.accounts import markings
from sarez.desk.dialogue.kept_told import KINDS as KEPT
from sarez.desk.exports.gate import Counts


@dataclass(frozen=True, slots=True)
class Manifest:
    """The banner of an export."""

    kind: str
    format: str
    marking: int
    made: datetime
    by: str
    as_of: datetime | None
    filter: str
    counts: Counts

    @property
    def banner(self) -> str:
        """The marking by its name."""
        return markings.name_of(self.marking)

    @property
    def lines(self) -> list[tuple[str, str]]:
        """What is said, label by label."""
        counts = self.counts
        return [
            (_("Marking"), self.banner),
            (_("What"), self.kind),
            (_("Made"), f"{self.made:%Y-%m-%d %H:%M} UTC, {self.by}"),
            (_("As known on"), f"{self.as_of or self.made:%Y-%m-%d}"),
            (_("Filter"), self.filter or _("none")),
            (_("Records"), str(counts.records)),
            (_("Left out, marked above"), str(counts.left_out)),
            (_("Told without what is marked above"), str(counts.told_in_part)),
            *self._kept,
            (_("Note"), disclaimer()),
        ]

    @property
    def _kept(self) -> list[tuple[str, str]]:
        """What is said of the desk's own findings and plans, in the formats that carry them."""
        is_carried = self.kind in KEPT and self.format != "ftm"
        label = _("Kept by the desk and left out, marked above")
        return [(label, str(self.counts.kept_left_out))] if is_carried else []

    @property
    def values(self) -> dict[str, Any]:
        """The same for a program."""
        return {
            "marking": self.banner,
            "kind": self.kind,
            "format": self.format,
            "made": self.made.isoformat(timespec="seconds"),
            "by": self.by,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "filter": self.filter,
            "records": self.counts.records,
            "left_out": self.counts.left_out,
            "told_in_part": self.counts.told_in_part,
            **({"kept_left_out": self.counts.kept_left_out} if self._kept else {}),
            "note": disclaimer(),
        }


def disclaimer() -> str:
    """What holds for every export."""
    return _(
        "Records are claims of the sources named with them; “proposed” ones were read by machine and not yet accepted. "
        "The boundaries and names shown do not imply endorsement or acceptance. Pass on only as the marking allows."
    )
