"""Standards on record: their versions in order, adding one, and the courses that are built on an older one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from django.db import transaction
from django.utils.translation import gettext as _

from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import FOREVER, Viewer
from sarez.desk.dialogue.keeping import begin, drop
from sarez.desk.training.models import Course, Edition
from sarez.desk.training.standards.differing import Difference, difference
from sarez.desk.training.standards.reading import StandardError, data_of, read_yaml
from sarez.desk.training.standards.tree import Standard


@dataclass(frozen=True, slots=True)
class Listed:
    """A standard in the list: its latest version, how many versions there are, how many courses are built on it, and how many of
    them on an older version."""

    latest: Edition
    versions: int
    courses: int
    behind: int


@dataclass(frozen=True, slots=True)
class Page:
    """One version: those beside it, latest first; what it changed from the one before; the courses built on any, with theirs."""

    edition: Edition
    versions: Sequence[Edition]
    before: Edition | None
    difference: Difference | None
    courses: Sequence[tuple[Course, Edition]]


def editions(viewer: Viewer) -> dict[str, list[Edition]]:
    """The versions that a viewer may see, by the code of their standard, latest first."""
    found: dict[str, list[Edition]] = {}
    for row in Edition.objects.seen_by(viewer):
        found.setdefault(row.code, []).append(row)
    for rows in found.values():
        rows.sort(key=_age, reverse=True)
    return found


def _age(row: Edition) -> tuple[str, int]:
    """Since when a version counts: the day it is valid from, or came on record where it names none."""
    return row.valid_from or row.known_from.date().isoformat(), row.number or 0


def latest_of(number: int | None, found: dict[str, list[Edition]]) -> tuple[Edition | None, Edition | None]:
    """A version by its number and the latest of its standard; None where it is not among those found."""
    for rows in found.values():
        for row in rows:
            if row.number == number:
                return row, rows[0]
    return None, None


def listed(viewer: Viewer) -> list[Listed]:
    """The standards, each with its latest version."""
    built: dict[int | None, int] = {}
    for edition in Course.objects.seen_by(viewer).order_by().values_list("edition", flat=True):
        built[edition] = built.get(edition, 0) + 1
    rows = []
    for versions in editions(viewer).values():
        counts = [built.get(v.number, 0) for v in versions]
        rows.append(Listed(versions[0], len(versions), sum(counts), sum(counts[1:])))
    return sorted(rows, key=lambda row: row.latest.title.casefold())


def page_of(edition: Edition, viewer: Viewer) -> Page:
    """A version with what stands beside it."""
    versions = editions(viewer).get(edition.code, [edition])
    later = [i for i, row in enumerate(versions) if row.number == edition.number]
    rest = versions[later[0] + 1 :] if later else []
    before = rest[0] if rest else None
    by_number = {row.number: row for row in versions}
    courses = [
        (course, by_number[course.edition])
        for course in Course.objects.seen_by(viewer).filter(edition__in=by_number)
    ]
    differs = difference(before.tree, edition.tree) if before else None
    return Page(edition, versions, before, differs, courses)


@transaction.atomic
def add(standard: Standard, by: User, *, marking: int = 0) -> Edition:
    """Put a version of a standard on record. StandardError where the same version stands already."""
    if Edition.objects.filter(code=standard.code, version=standard.version, known_to=FOREVER).exists():
        raise StandardError(
            _("Version %(version)s of %(code)s is on record already. Give this one another version.")
            % {"version": standard.version, "code": standard.code}
        )
    told = data_of(standard)
    row = Edition(marking=marking, **{name: told.get(name, "") for name in told})
    return begin(row, by, version=f"{standard.code} {standard.version}")


@transaction.atomic
def take_off(edition: Edition, by: User) -> None:
    """Take a version off the record. StandardError while a course is built on it."""
    if Course.objects.filter(edition=edition.number, known_to=FOREVER).exists():
        raise StandardError(_("Courses are built on this version: build them on another first."))
    drop(edition, by)


@lru_cache(maxsize=1)
def shipped() -> tuple[Standard, ...]:
    """The standards that come with Sarez: structures in our own words, to be checked with their issuers."""
    folder = resources.files("sarez.desk.training.standards").joinpath("shipped")
    texts = sorted((f for f in folder.iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name)
    return tuple(read_yaml(f.read_text("utf-8")) for f in texts)


def not_yet(standards: Iterable[Standard]) -> list[Standard]:
    """Those whose version is not on record."""
    kept = set(Edition.objects.filter(known_to=FOREVER).order_by().values_list("code", "version"))
    return [s for s in standards if (s.code, s.version) not in kept]
