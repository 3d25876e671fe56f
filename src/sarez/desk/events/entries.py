"""One entry as its page tells it: what stands and why, who says what, how it came to stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.actors.canonical import resolved
from sarez.desk.events import choice
from sarez.desk.events.apart import findings
from sarez.desk.events.fields import FIELDS, Field
from sarez.desk.events.matching import match
from sarez.desk.events.models import Apart, Claim, Joining, Version
from sarez.desk.events.spells import Turn, as_known, turns
from sarez.desk.events.wording import party

MOST_CLAIMS = 200
MOST_STATES = 60
MOST_COMPARED = 12
WHY = {
    choice.ONLY: gettext_lazy("the only value on record"),
    choice.PERSON: gettext_lazy("accepted or coded by a person"),
    choice.GRADE: gettext_lazy("the better graded source"),
    choice.LAST: gettext_lazy("the latest published of the best graded"),
    choice.MOST: gettext_lazy("told by most texts"),
    choice.FINE: gettext_lazy("the most precise of those that agree"),
    choice.ALL: gettext_lazy("all that any report names"),
    choice.FULL: gettext_lazy("the fullest form"),
}
"""Why a value is shown, in the language of the page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as a page shows it, and the parties in it by their codes."""

    text: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A field of what stands: its value, why this one, how many others there are, and the claim it comes from."""

    field: Field
    cell: Cell
    why: str
    rivals: int
    claim: Claim | None


@dataclass(slots=True)
class Told:
    """A claim as a row: its values in the order of the contested fields, how alike it is to those before it, and what
    was decided on it."""

    claim: Claim
    cells: list[Cell]
    is_shown: list[bool]
    score: float = 0.0
    reasons: tuple[str, ...] = ()
    past: Sequence[Turn] = ()


@dataclass(frozen=True, slots=True)
class Stood:
    """A version in the history of an entry, and the fields that differ from the one before."""

    version: Version
    changed: tuple[str, ...]


@dataclass(slots=True)
class Page:
    """All that the page of an entry shows."""

    version: Version
    fields: list[Shown] = field(default_factory=list)
    contested: list[Field] = field(default_factory=list)
    rows: list[Told] = field(default_factory=list)
    more: int = 0
    history: list[Stood] = field(default_factory=list)
    joinings: list[Joining] = field(default_factory=list)
    apart: list[tuple[Apart, Version]] = field(default_factory=list)


def page_of(version: Version, viewer: Viewer) -> Page:
    """The page of an entry from the version that a viewer sees."""
    claims = Claim.objects.seen_by(viewer).filter(entry=version.entry_id).select_related("report__source")
    told = as_known(claims.order_by("report__day", "id")[: MOST_CLAIMS + 1], viewer)
    page = Page(version, more=claims.count() - MOST_CLAIMS if len(told) > MOST_CLAIMS else 0)
    told = told[:MOST_CLAIMS]
    by_number = {c.pk: c for c in told}
    page.fields = [
        _shown(f, version.values[f.name], by_number) for f in FIELDS[version.kind] if f.name in version.values
    ]
    page.contested = [s.field for s in page.fields if s.rivals] or _usual(page.fields)
    page.rows = [_row(c, told[:n], page.contested, version) for n, c in enumerate(told)]
    past = turns(told, viewer)
    for row in page.rows:
        row.past = past.get(row.claim.pk, [])
    page.history = history(version, viewer)
    page.apart = _apart(version, viewer)
    page.joinings = _joinings(page, viewer, by_number)
    return page


def cell(field_: Field, value: Any) -> Cell:
    """A value of a field as a page shows it."""
    if value in (None, "", []):
        return Cell()
    if field_.shape == "parties":
        return Cell(", ".join(party(c) for c in value), tuple(value))
    if field_.shape == "country":
        return Cell(party(value), (value,))
    labels = field_.choices()
    if isinstance(value, list):
        return Cell(", ".join(str(labels.get(v, v)) for v in value))
    return Cell(str(labels.get(value, value)))


def history(version: Version, viewer: Viewer) -> list[Stood]:
    """What stood for this viewer until the moment asked about, the latest first, with what each changed."""
    before = Version.objects.filter(
        entry=version.entry_id,
        low__lte=viewer.clearance,
        high__gte=viewer.clearance,
        known_from__lte=viewer.moment,
    ).order_by("-known_from")
    latest = list(before[: MOST_STATES + 1])
    found = [Stood(b, _changed(a, b)) for b, a in pairwise(latest)]
    return found if len(latest) > MOST_STATES else [*found, Stood(latest[-1], ())]


def positions(rows: Iterable[Told]) -> list[dict[str, Any]]:
    """The positions that reports give a person, with the first and last day they were told; the earliest first."""
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in rows:
        values = row.claim.values
        key = tuple(str(values.get(k) or "") for k in ("position", "organization", "country"))
        if not key[0] and not key[1]:
            continue
        folded = (key[0].casefold(), key[1].casefold(), key[2])
        held = found.setdefault(
            folded,
            {"position": key[0], "organization": key[1], "country": key[2], "reports": set(), "days": []},
        )
        held["reports"].add(row.claim.report_id)
        held["claim"] = row.claim
        if row.claim.report.published:
            held["days"].append(row.claim.report.published)
    for held in found.values():
        held["since"], held["until"] = min(held["days"], default=""), max(held["days"], default="")
        held["count"] = len(held["reports"])
    return sorted(found.values(), key=lambda h: (h["since"], h["position"]))


def names(rows: Iterable[Told]) -> list[dict[str, Any]]:
    """The forms of a person's name, where each came from, and how alike its report's person was to those before."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        for name in (row.claim.values.get("name"), *(row.claim.values.get("aliases") or ())):
            if not name:
                continue
            told = found.setdefault(
                name,
                {
                    "name": name,
                    "claim": row.claim,
                    "reports": set(),
                    "reasons": row.reasons,
                    "score": row.score,
                },
            )
            told["reports"].add(row.claim.report_id)
    for told in found.values():
        told["count"] = len(told["reports"])
    return list(found.values())


def _shown(field_: Field, chosen: dict[str, Any], claims: dict[int, Claim]) -> Shown:
    return Shown(
        field_,
        cell(field_, chosen["value"]),
        str(WHY.get(chosen["why"], chosen["why"])),
        chosen["rivals"],
        claims.get(chosen["claim"]),
    )


def _usual(fields: Sequence[Shown]) -> list[Field]:
    """What is worth a column where nothing is contested."""
    usual = ("date", "killed", "injured", "status", "due", "modality", "position", "organization")
    return [s.field for s in fields if s.field.name in usual][:4]


def _row(claim: Claim, before: Sequence[Claim], fields: Sequence[Field], version: Version) -> Told:
    cells = [cell(f, claim.values.get(f.name)) for f in fields]
    shown = [
        bool(c.text) and claim.values.get(f.name) == version.values[f.name]["value"]
        for f, c in zip(fields, cells, strict=True)
    ]
    others = [c for c in before if c.report_id != claim.report_id][:MOST_COMPARED]
    alike = [match(claim.kind, resolved(claim.values), resolved(c.values)) for c in others]
    best = max(alike, key=lambda m: m.score, default=None)
    return Told(claim, cells, shown, best.score, best.reasons) if best else Told(claim, cells, shown)


def _changed(a: Version, b: Version) -> tuple[str, ...]:
    labels = {f.name: str(f.label) for f in FIELDS[b.kind]}
    names_ = [
        n
        for n in dict.fromkeys((*a.values, *b.values))
        if (a.values.get(n) or {}).get("value") != (b.values.get(n) or {}).get("value")
    ]
    found = [labels.get(n, n) for n in names_]
    if a.decision != b.decision:
        found.append(_("Decision"))
    if (a.reports, a.stories) != (b.reports, b.stories):
        found.append(_("Reports"))
    return tuple(found)


def _apart(version: Version, viewer: Viewer) -> list[tuple[Apart, Version]]:
    """The entries that a person found to be different, as far as the viewer may see them."""
    found = findings([version.entry_id])
    others = {other for _finding, both in found for other in both}
    seen = {v.entry_id: v for v in Version.objects.seen_by(viewer).filter(entry__in=others)}
    told = []
    for finding, both in found:
        other = next((seen[o] for o in both if o in seen), None)
        if other is not None and other.entry_id != version.entry_id:
            told.append((finding, other))
    return told


def _joinings(page: Page, viewer: Viewer, here: dict[int, Claim]) -> list[Joining]:
    """The joinings and partings that a person may undo here: those of claims that the viewer may see."""
    own = {page.version.entry_id}
    beside = {e for finding, _v in page.apart for e in (finding.one_id, finding.two_id)}
    found = list(Joining.objects.filter(entry__in=own | beside, undone_at=None))
    moved = {claim for joining in found for claim, _source, _target in joining.moves} - here.keys()
    seen = set(Claim.objects.seen_by(viewer).filter(pk__in=moved).values_list("pk", flat=True)) | here.keys()
    return [
        j
        for j in found
        if any(claim in seen for claim, _source, _target in j.moves)
        and (j.entry_id in own or any(source in own for _claim, source, _target in j.moves))
    ]
