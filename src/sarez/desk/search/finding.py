"""Search: what a viewer may see that answers a question, by kind, the hits in titles first and then the newest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.events import wording
from sarez.desk.events.entries import cell
from sarez.desk.events.fields import FIELDS
from sarez.desk.events.models import Version
from sarez.desk.reports.models import Report
from sarez.desk.search.analysis import words
from sarez.desk.search.asking import KINDS, Asked, Question, parse
from sarez.desk.search.index import text_of
from sarez.desk.search.mending import Mending, is_seen, near_spellings, sounding_alike, written
from sarez.desk.search.models import KIND_REPORT, Document, DocumentQuery
from sarez.desk.search.snippets import Piece, marked, snippet
from sarez.desk.search.words import Group, holds

SHOWN = 5  # of each kind, where all kinds are asked for
PER_PAGE = 25
MOST_ORDERED = 10_000  # of a kind: as many as its pages show
MOST_MENDED = 4  # words of one question


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: a report or an entry by its number, its title and where the words stand."""

    kind: str
    number: int
    title: list[Piece]
    snippet: list[Piece]
    day: str
    report: Report | None = None
    version: Version | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a question found: how many of each kind, the hits to show, and which words were mended."""

    counts: dict[str, int] = field(default_factory=dict)
    hits: dict[str, list[Hit]] = field(default_factory=dict)
    mendings: tuple[Mending, ...] = ()
    page: int = 1
    is_answerable: bool = True

    @property
    def total(self) -> int:
        """How many things were found."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class _Plan:
    """A question as asked of the index, the stems to mark, and what was mended."""

    groups: tuple[Group, ...]
    unwanted: Group
    stems: frozenset[str]
    mendings: tuple[Mending, ...]


def find(asked: Asked, viewer: Viewer, page: int = 1, per_page: int = PER_PAGE) -> Found:
    """Answer a question: the first few hits of every kind, or a page of the kind asked for."""
    question = parse(asked.q)
    if not question.is_answerable:
        return Found(is_answerable=False)
    plan = _plan(question, viewer)
    passing = _passing(asked, viewer, plan)
    counts = _counts(passing)
    if not counts and (mended := _mended(plan, asked, question, viewer)) is not None:
        plan, passing = mended, _passing(asked, viewer, mended)
        counts = _counts(passing)
    passing = _bounded(passing, counts)
    shown = _first(passing, plan) if not asked.kind else _page(passing, plan, asked.kind, page, per_page)
    return Found(counts, _hits(shown, viewer, plan.stems), plan.mendings, page)


def _plan(question: Question, viewer: Viewer) -> _Plan:
    """The question with each word in either alphabet."""
    alike = sounding_alike(question.wanted, viewer)
    groups: list[Group] = [[run] for run in question.phrases]
    groups += [[[stem], *([other] for other in alike[stem])] for stem in question.wanted]
    marks = {stem for group in groups for run in group for stem in run}
    return _Plan(tuple(groups), question.unwanted, frozenset(marks), ())


def _mended(plan: _Plan, asked: Asked, question: Question, viewer: Viewer) -> _Plan | None:
    """The plan with near spellings for the words that stand nowhere; None if every word does, or none is near."""
    as_asked = {word.stem: asked.q[word.start : word.end] for word in words(asked.q)}
    groups, mendings = list(plan.groups), []
    for place, stem in enumerate(question.wanted, start=len(question.phrases)):
        if len(mendings) == MOST_MENDED or is_seen(groups[place], viewer):
            continue
        near = near_spellings(stem, viewer)
        if forms := tuple(form for s in near if (form := written(s, viewer))):
            mendings.append(Mending(as_asked.get(stem, stem), forms))
            groups[place] = [*groups[place], *([s] for s in near)]
    marks = frozenset(stem for group in groups for run in group for stem in run)
    return replace(plan, groups=tuple(groups), stems=marks, mendings=tuple(mendings)) if mendings else None


def _passing(asked: Asked, viewer: Viewer, plan: _Plan) -> DocumentQuery:
    found = Document.objects.seen_by(viewer).filter(holds(plan.groups, plan.unwanted))
    if asked.since:
        found = found.filter(last__gte=asked.since)
    if asked.until:
        found = found.filter(first__lte=asked.until)
    return found


def _counts(passing: DocumentQuery) -> dict[str, int]:
    counts = dict(passing.order_by().values_list("kind").annotate(Count("pk")))
    return {kind: counts[kind] for kind in KINDS if counts.get(kind)}


def _bounded(passing: DocumentQuery, counts: dict[str, int]) -> DocumentQuery:
    """What is put in order: of a kind with more hits than a person would leaf through, those that came last."""
    many = [kind for kind, count in counts.items() if count > MOST_ORDERED]
    if not many:
        return passing
    kept = ~Q(kind__in=many)
    for kind in many:
        last = passing.filter(kind=kind).order_by("-pk").values_list("pk", flat=True)
        kept |= Q(kind=kind, pk__gte=last[MOST_ORDERED - 1])
    return passing.filter(kept)


def _ordered(passing: DocumentQuery, plan: _Plan) -> DocumentQuery:
    return passing.annotate(is_title=holds(plan.groups, in_title=True))


_ORDER = (F("is_title").desc(), F("first").desc(nulls_last=True), F("pk").desc())


def _first(passing: DocumentQuery, plan: _Plan) -> Sequence[Document]:
    place = Window(RowNumber(), partition_by=[F("kind")], order_by=list(_ORDER))
    return list(_ordered(passing, plan).annotate(place=place).filter(place__lte=SHOWN).order_by("place"))


def _page(passing: DocumentQuery, plan: _Plan, kind: str, page: int, per_page: int) -> Sequence[Document]:
    start = (page - 1) * per_page
    return list(_ordered(passing.filter(kind=kind), plan).order_by(*_ORDER)[start : start + per_page])


def _hits(shown: Sequence[Document], viewer: Viewer, stems: frozenset[str]) -> dict[str, list[Hit]]:
    """The hits, each asked anew of its own table as the viewer may see it."""
    reports = Report.objects.seen_by(viewer).select_related("source")
    of_report = reports.in_bulk([d.report_id for d in shown if d.report_id])
    of_version = Version.objects.seen_by(viewer).in_bulk([d.version_id for d in shown if d.version_id])
    hits: dict[str, list[Hit]] = {kind: [] for kind in KINDS}
    for document in shown:
        if document.report_id in of_report:
            hits[KIND_REPORT].append(_report_hit(of_report[document.report_id], stems))
        elif document.version_id in of_version:
            hits[document.kind].append(_version_hit(of_version[document.version_id], stems))
    return {kind: some for kind, some in hits.items() if some}


def _report_hit(report: Report, stems: frozenset[str]) -> Hit:
    title, text = marked(report.title, stems), snippet(report.text, stems)
    return Hit(KIND_REPORT, report.pk, title, text, report.published, report=report)


def _words(version: Version) -> str:
    """What a version says, in the language of the page; as it was indexed, in English."""
    if wording.language() == "en":
        return text_of(version)
    told = (
        cell(f, version.values[f.name]["value"]).text
        for f in FIELDS[version.kind]
        if f.name in version.values
    )
    return " \n".join(told)


def _version_hit(version: Version, stems: frozenset[str]) -> Hit:
    title, text = marked(wording.title(version), stems), snippet(_words(version), stems)
    said = text if any(piece.is_hit for piece in text) and version.kind != "event" else []
    return Hit(version.kind, version.entry_id, title, said, version.date, version=version)
