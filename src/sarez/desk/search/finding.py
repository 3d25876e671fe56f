"""Search: what a viewer may see that answers a question, by kind, the hits in titles first and then the newest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.events import wording
from sarez.desk.events.entries import cell
from sarez.desk.events.fields import FIELDS
from sarez.desk.events.models import Version
from sarez.desk.reports.models import Report
from sarez.desk.search.asking import KINDS, Asked, Question, parse
from sarez.desk.search.index import text_of
from sarez.desk.search.mending import Mending, is_seen, near_spellings, sounding_alike, written
from sarez.desk.search.models import KIND_REPORT, Document
from sarez.desk.search.newest import Holding, newest
from sarez.desk.search.snippets import Piece, marked, snippet
from sarez.desk.search.words import Group, Wanted
from sarez.reading.stems import words

SHOWN = 5  # of each kind, where all kinds are asked for
PER_PAGE = 25
MOST_ORDERED = 10_000  # of the kind asked for: as many as its pages show
MOST_COUNTED = 500  # of the others
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
    cut: frozenset[str] = frozenset()
    """The kinds of which there may be more than were counted."""

    @property
    def total(self) -> int:
        """How many things were found."""
        return sum(self.counts.values())

    def told(self, kind: str = "") -> str:
        """How many of a kind (all) were found, `500+` where there may be more."""
        number = self.counts.get(kind, 0) if kind else self.total
        return f"{number}+" if kind in self.cut or (self.cut and not kind) else str(number)


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
    held = _held(asked, viewer, plan)
    if not held and (mended := _mended(plan, asked, question, viewer)) is not None:
        plan, held = mended, _held(asked, viewer, mended)
    counts = {kind: min(len(held[kind]), _most(asked)[kind]) for kind in KINDS if held.get(kind)}
    cut = frozenset(kind for kind, n in counts.items() if n == _most(asked)[kind])
    if asked.kind:
        start = (page - 1) * per_page
        shown = [h.number for h in held.get(asked.kind, ())[start : start + per_page]]
    else:
        shown = [h.number for kind in counts for h in held[kind][:SHOWN]]
    return Found(counts, _hits(shown, viewer, plan.stems), plan.mendings, page, cut=cut)


def _most(asked: Asked) -> dict[str, int]:
    """How many of each kind are looked at: of the kind asked for as many as its pages show."""
    return dict.fromkeys(KINDS, MOST_COUNTED) | ({asked.kind: MOST_ORDERED} if asked.kind else {})


def _held(asked: Asked, viewer: Viewer, plan: _Plan) -> dict[str, list[Holding]]:
    """What holds the words, by kind: those with the words in the title first, then the latest."""
    wanted = Wanted(plan.groups, plan.unwanted, asked.since, asked.until)
    held: dict[str, list[Holding]] = {}
    for found in newest(wanted, viewer, _most(asked)):
        held.setdefault(found.kind, []).append(found)
    for some in held.values():
        some.sort(key=lambda h: (h.is_title, h.day, h.number), reverse=True)
    return held


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


def _hits(numbers: Sequence[int], viewer: Viewer, stems: frozenset[str]) -> dict[str, list[Hit]]:
    """The hits, each asked anew of its own table as the viewer may see it."""
    documents = Document.objects.seen_by(viewer).in_bulk(numbers)
    shown = [documents[number] for number in numbers if number in documents]
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
