"""The parts of the record that a warning rests on: read from what a person writes, and shown to who may see them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.keeping import floor_of
from sarez.desk.events.apart import ends
from sarez.desk.events.models import Version
from sarez.desk.reports.models import Report
from sarez.errors import SarezError

ENTRY, REPORT = "entry", "report"
KINDS = (ENTRY, "event", "engagement", "commitment", "person", REPORT)
MOST = 50
_ADDRESS = re.compile(rf"(?:\S*/)?({'|'.join(KINDS)})[/ ](\d{{1,12}})(?:[/?#]\S*)?")


class EvidenceError(SarezError):
    """Something that is no part of the record, or none that may be seen; the message says which."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One piece of evidence as a viewer sees it: an entry of the record, or a report."""

    number: int
    version: Version | None = None
    report: Report | None = None

    @property
    def path(self) -> str:
        """Where it stands on the desk."""
        return f"/{REPORT if self.report else ENTRY}/{self.number}"


def read(text: str) -> list[dict[str, Any]]:
    """Evidence from addresses, one a line: `/entry/12`, `https://…/report/5`, `report 5`. EvidenceError for others."""
    found: list[dict[str, Any]] = []
    for line in filter(None, (told.strip() for told in text.splitlines())):
        met = _ADDRESS.fullmatch(line)
        if met is None:
            raise EvidenceError(_("“%(line)s” is no address of the record: copy that of an entry or report, as /entry/12 or /report/5.") % {"line": line[:80]})  # fmt: skip
        one = {"kind": REPORT if met[1] == REPORT else ENTRY, "number": int(met[2])}
        if one not in found:
            found.append(one)
    if len(found) > MOST:
        raise EvidenceError(_("No more than %(most)s pieces of evidence: choose the best.") % {"most": MOST})
    return found


def written(evidence: Iterable[dict[str, Any]]) -> str:
    """Evidence as addresses, one a line."""
    return "\n".join(f"/{one['kind']}/{one['number']}" for one in evidence)


def shown(evidence: Sequence[dict[str, Any]], viewer: Viewer) -> list[Shown]:
    """Those pieces that the viewer may see, in their order; what is hidden is not counted."""
    return shown_of([evidence], viewer)[0]


def shown_of(every: Sequence[Sequence[dict[str, Any]]], viewer: Viewer) -> list[list[Shown]]:
    """The same of several warnings, asked for at once."""
    pieces = [one for evidence in every for one in evidence]
    entries = {one["number"] for one in pieces if one.get("kind") == ENTRY}
    reports = {one["number"] for one in pieces if one.get("kind") == REPORT}
    there = ends(entries) if entries else {}
    standing = Version.objects.seen_by(viewer).filter(entry__in=set(there.values()))
    versions = {v.entry_id: v for v in standing} if there else {}
    seen_ = Report.objects.seen_by(viewer).filter(pk__in=reports)
    seen = {r.pk: r for r in seen_.select_related("source").defer("text", "notes")} if reports else {}

    def one_of(one: dict[str, Any]) -> Shown | None:
        number = one["number"]
        if one["kind"] == REPORT:
            return Shown(number, report=seen[number]) if number in seen else None
        at = there.get(number, number)
        return Shown(at, version=versions[at]) if at in versions else None

    return [[found for one in evidence if (found := one_of(one)) is not None] for evidence in every]


def floor(evidence: Sequence[dict[str, Any]]) -> int:
    """The highest of the lowest markings at which its pieces are on record."""
    levels = [0]
    for one in evidence:
        if one["kind"] == ENTRY:
            there = ends([one["number"]])[one["number"]]
            levels.append(floor_of(there))
    numbers = [one["number"] for one in evidence if one["kind"] == REPORT]
    levels += Report.objects.filter(pk__in=numbers).order_by().values_list("marking", flat=True)
    return max(levels)


def check(evidence: Sequence[dict[str, Any]], viewer: Viewer) -> None:
    """EvidenceError where the viewer cannot see a piece, or it is not there."""
    seen = shown(evidence, viewer)
    entries = {one["number"] for one in evidence if one["kind"] == ENTRY}
    there = ends(entries) if entries else {}
    met = {(REPORT if one.report else ENTRY, one.number) for one in seen}
    for one in evidence:
        number = there.get(one["number"], one["number"]) if one["kind"] == ENTRY else one["number"]
        if (one["kind"], number) not in met:
            raise EvidenceError(_("Nothing on record that you may see goes by /%(kind)s/%(number)s.") % {"kind": one["kind"], "number": one["number"]})  # fmt: skip
