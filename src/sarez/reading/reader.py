"""The reader: a report in, a reading out. No database, no clock, no network; the same text gives the same reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import sarez
from sarez.intake.report import Report
from sarez.reading.commitments import Thread, Undertaking, collect
from sarez.reading.dateline import dateline, dateline_of
from sarez.reading.dates import context_after, find_dates
from sarez.reading.drafts import Draft, find_drafts
from sarez.reading.engagements import engagements_of
from sarez.reading.events import events_of, settle
from sarez.reading.issues import IssueReader
from sarez.reading.mentions import (
    find_mentions,
    name_by_acronym,
    name_rulers,
    only_group,
    principal_states,
    spread_names,
)
from sarez.reading.model import parse_many, passing_memory
from sarez.reading.paragraphs import split
from sarez.reading.parsed import READ, ParsedPassage, ParsedReport, prose_of, readable
from sarez.reading.parties import Cast, Discourse
from sarez.reading.people import PeopleIndex, PersonFound, find_people
from sarez.reading.portions import portions, shorten
from sarez.reading.published import published_of
from sarez.reading.records import Passage, Reader, Reading
from sarez.reading.relevance import is_relevant
from sarez.reading.results import commitment, engagement, event, place_records
from sarez.reading.sections import join, sections
from sarez.reading.story import follow
from sarez.reading.triggers import load_lexicon
from sarez.region.names import Match

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from sarez.reading.model import Model
    from sarez.region.places import Place
    from sarez.region.region import Region


PASSED_OVER = "Names nothing of the region, so it was not read; with --all-topics it is."
WITHOUT_MODEL = "Read without a language model: the rules alone, which find less."


@dataclass(frozen=True, slots=True)
class ReportReader:
    """Reads reports on one region with one language model."""

    model: Model
    region: Region
    all_topics: bool = False

    @property
    def maker(self) -> Reader:
        """What the readings are made by."""
        return Reader(
            "sarez", sarez.__version__, f"{self.model.name}-{self.model.version}", self.model.sha256
        )

    def read(self, report: Report) -> Reading:
        """The reading of one report; it holds no records where `is_relevant` says no."""
        return self._read_portion([report])[0]

    def read_many(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """The readings of many reports, in their order, each as if read alone; a portion of them is held at a time."""
        return (reading for portion in portions(reports) for reading in self._read_portion(portion))

    def is_relevant(self, report: Report) -> bool:
        """Whether the report names anything of the region where it would be read, or all topics are asked for."""
        passages = split(report.text)
        return self._concerns(report, readable(report.text, passages), passages)

    def _concerns(self, report: Report, kept: list[Passage], passages: Iterable[Passage]) -> bool:
        """Whether what is read, the title or the letterhead names anything of the region."""
        heads = [p for p in passages if p.role == "metadata"]
        texts = (report.title or "", *(report.text[p.start : p.end] for p in (*kept, *heads)))
        return self.all_topics or is_relevant("\n\n".join(texts), self.region)

    def _read_portion(self, reports: list[Report]) -> list[Reading]:
        passages = [shorten(r.text, split(r.text)) for r in reports]
        kept = [readable(r.text, found) for r, found in zip(reports, passages, strict=True)]
        worth = [
            k if self._concerns(r, k, all_) else None
            for r, k, all_ in zip(reports, kept, passages, strict=True)
        ]
        with passing_memory(self.model):
            docs = parse_many(
                self.model,
                (
                    t
                    for r, k, all_ in zip(reports, worth, passages, strict=True)
                    for t in _prose(r.text, k or [], all_)
                ),
            )
            return [
                self._pass_over(r, all_) if k is None else self._by_sections(r, all_, k, docs)
                for r, all_, k in zip(reports, passages, worth, strict=True)
            ]

    def _by_sections(
        self, report: Report, passages: tuple[Passage, ...], kept: list[Passage], docs: Iterator[Doc]
    ) -> Reading:
        """The reading of a report of any length; one that is not very long is one section."""
        worth, readings = set(kept), list[Reading]()
        for section in sections(passages):
            report = replace(report, published=readings[0].published) if readings else report
            readings.append(self.understand(report, section, {p: next(docs) for p in section if p in worth}))
        return replace(join(readings, passages), language=_language(passages))

    def _pass_over(self, report: Report, passages: tuple[Passage, ...]) -> Reading:
        """The reading of a report that concerns nothing in the region: what it is, and no records."""
        published = published_of(report.text, passages, report.url, report.published)
        reading = self._reading(report, passages, published.iso if published else None)
        return replace(reading, note=PASSED_OVER)

    def _reading(self, report: Report, passages: tuple[Passage, ...], day: str | None) -> Reading:
        return Reading(
            file=report.file,
            url=report.url,
            publisher=report.publisher,
            title=report.title or _headline(report.text, passages),
            language=_language(passages),
            published=day,
            reader=self.maker,
            passages=passages,
            note=None if self.model.is_trained else WITHOUT_MODEL,
        )

    def understand(self, report: Report, passages: tuple[Passage, ...], docs: dict[Passage, Doc]) -> Reading:
        """The reading of a report whose passages have been parsed."""
        page = self._page(report, passages, docs)
        people = find_people(
            report.text, passages, {p.start: d for p, d in docs.items()}, self.region, page.day
        )
        casts = self._casts(page, PeopleIndex.of(people))
        opening = deepcopy(casts[0].discourse) if casts else Discourse()
        drafts, undertakings = self._act(page, casts, people)
        line = self._dateline_place(page)
        acts, stage = settle(page, drafts, line, self.region.actors)
        issues = IssueReader(report.text, [p for p in passages if p.role in READ], report.title)
        encounters = engagements_of(
            page, casts, opening, drafts, line, self.region.actors, PeopleIndex.of(people)
        )
        return replace(
            self._reading(report, passages, page.day),
            people=tuple(p.person for p in people),
            events=tuple(event(a, page, issues) for a in events_of(stage, acts, encounters)),
            engagements=tuple(engagement(e, page, issues) for e in encounters),
            commitments=tuple(commitment(u, page) for u in undertakings),
            places=place_records(page),
        )

    def _page(self, report: Report, passages: tuple[Passage, ...], docs: dict[Passage, Doc]) -> ParsedReport:
        published = published_of(report.text, passages, report.url, report.published)
        page = ParsedReport(report, passages, [], published)
        context = page.day
        for passage, doc in docs.items():
            dates = find_dates(report.text, passage.start, passage.end, page.day, context)
            context = context_after(dates, context)
            places = [
                Match(m.start + passage.start, m.end + passage.start, m.values)
                for m in self.region.places.find(report.text[passage.start : passage.end])
            ]
            page.parsed.append(ParsedPassage(passage, doc, dates, places))
        return page

    def _casts(self, page: ParsedReport, people: PeopleIndex) -> list[Cast]:
        owners = [
            find_mentions(p.doc, p.start, self.region.actors, people, page=page.text) for p in page.parsed
        ]
        spread_names([p.doc for p in page.parsed], owners)
        name_by_acronym(owners, page.text)
        name_rulers(owners, page.day)
        towns = [_towns(p) for p in page.parsed]
        states, named = frozenset(self.region.actors.states), [o.values() for o in owners]
        principals = principal_states(named, states, towns)
        discourse = Discourse(
            home=principals[0] if principals else None,
            principals=principals,
            watched=self.region.watched,
            core=next((a.codes for a in self.region.actors.lookup("states of the region")), ()),
            band=only_group(owners),
        )
        return [
            Cast(p.doc, discourse, owner, _tokens_of_towns(p))
            for p, owner in zip(page.parsed, owners, strict=True)
        ]

    def _act(
        self, page: ParsedReport, casts: list[Cast], people: list[PersonFound]
    ) -> tuple[list[tuple[ParsedPassage, Draft]], list[Undertaking]]:
        lexicon = load_lexicon()
        drafts: list[tuple[ParsedPassage, Draft]] = []
        undertakings: list[Undertaking] = []
        listing: Thread | None = None
        for parsed, cast in zip(page.parsed, casts, strict=True):
            if not parsed.is_prose:
                for sentence in cast.doc.sents:
                    follow(sentence, cast)
                continue
            drafts += [(parsed, d) for d in find_drafts(cast, parsed, lexicon)]
            found, listing = collect(cast, parsed.passage, listing)
            undertakings += found
        return drafts, undertakings

    def _dateline_place(self, page: ParsedReport) -> Match[Place] | None:
        line = dateline_of(page.text, page.passages)
        if line is None or line.place is None:
            return None
        name = page.text[line.place.start : line.place.end].split("/")[0]
        place = self.region.places.lookup(name)
        return Match(line.place.start, line.place.start + len(name), (place,)) if place else None


def _towns(parsed: ParsedPassage) -> list[str]:
    """The countries of the towns, districts and rivers that a passage names, each name once."""
    named = {m.values[0].name: m.values[0].country for m in parsed.places if m.values[0].kind != "country"}
    return [country for country in named.values() if country]


def _tokens_of_towns(parsed: ParsedPassage) -> dict[int, str]:
    """The country of each word that names a town, a province or a district, where there is but one it can be."""
    found: dict[int, str] = {}
    for match in parsed.places:
        countries = {v.country for v in match.values}
        span = parsed.doc.char_span(
            match.start - parsed.start, match.end - parsed.start, alignment_mode="expand"
        )
        if span is not None and len(countries) == 1 and match.values[0].kind != "country":
            country = countries.pop()
            found.update((t.i, country) for t in span if country)
    return found


def _prose(text: str, kept: list[Passage], passages: tuple[Passage, ...]) -> Iterator[str]:
    first = next((p for p in passages if p.role == "body"), None)
    line = dateline(text, first) if first and kept else None
    return (prose_of(text, p, line) for p in kept)


def _headline(text: str, passages: tuple[Passage, ...]) -> str | None:
    return next((" ".join(text[p.start : p.end].split()) for p in passages if p.role == "headline"), None)


def _language(passages: tuple[Passage, ...]) -> str:
    sizes: dict[str, int] = {}
    for p in passages:
        sizes[p.language] = sizes.get(p.language, 0) + p.end - p.start
    return max(sizes, key=lambda k: (sizes[k], k)) if sizes else "und"


def load_reader(
    model: str | None = None, region: str = "central_asia", *, all_topics: bool = False
) -> ReportReader:
    """A reader for a region, with the model named or the default one. Raises ModelError or DataError.

    A report that names nothing of the region is passed over, unless `all_topics`.
    """
    from sarez.reading.model import load_model
    from sarez.region.region import load_region

    return ReportReader(load_model(model), load_region(region), all_topics)


def read(
    text: str,
    *,
    published: str | None = None,
    url: str | None = None,
    model: str | None = None,
    all_topics: bool = False,
) -> Reading:
    """The reading of one text. `published` is its ISO date, if known, from which "yesterday" is counted.

    A text that names nothing of the region is passed over, unless `all_topics`.
    """
    return load_reader(model, all_topics=all_topics).read(Report("text", text, url=url, published=published))
