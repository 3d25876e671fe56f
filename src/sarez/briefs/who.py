"""Who they are: the offices of a party over time; the positions of a person, and the party they act for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import FilteredRelation, Q
from django.utils.translation import gettext as _

from sarez.briefs.asking import NotOnRecord
from sarez.briefs.brief import ACTOR, PERSON, OfficeHeld, Position, Subject, Tenure
from sarez.briefs.sources import Sources
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.actors.dossier import actor_called
from sarez.desk.actors.merging import root_of
from sarez.desk.actors.models import Actor, Office
from sarez.desk.actors.people import holdings_of, told
from sarez.desk.events import wording
from sarez.desk.events.apart import ends
from sarez.desk.events.entries import Told, positions
from sarez.desk.events.listing import party_code
from sarez.desk.events.models import ENGAGEMENT, Claim, Version
from sarez.desk.events.spells import as_known
from sarez.region.offices import Holding
from sarez.region.region import load_region

MOST_OFFICES, MOST_BEFORE, MOST_CLAIMS = 10, 3, 200
FIRST = (
    "president", "supreme leader", "king", "emir", "chancellor", "head", "secretary-general", "chairperson-in-office",
    "high representative", "director-general", "executive director", "executive secretary", "chairperson", "prime minister",
    "foreign minister", "security council secretary", "security chief", "special envoy on borders", "special representative",
    "defence minister", "interior minister", "head of the border service", "water minister", "energy minister",
)  # fmt: skip
"""The offices that a meeting asks for first, by the keys of the region's files."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person on record: what stands of them, the claims it rests on, and the engagements told of with their name."""

    version: Version
    claims: list[Claim]
    engagements: set[int]

    @property
    def names(self) -> set[str]:
        """The forms of the name that their claims give."""
        every = {self.version.title}
        for claim in self.claims:
            every |= {claim.values.get("name") or "", *(claim.values.get("aliases") or ())}
        return every - {""}


def party(viewer: Viewer, code: str) -> Actor:
    """The actor of a code, under what stands for it. Raises NotOnRecord where the viewer may not know of it."""
    found = actor_called(viewer, code)
    stands = root_of(found) if found is not None else None
    if stands is not None and stands != found:
        stands = actor_called(viewer, stands.code)
    if stands is None:
        raise NotOnRecord(
            _("Nothing that this marking lets in names “%(code)s”.") % {"code": code}, "marking"
        )
    return stands


def subject_of(actor: Actor) -> Subject:
    """A party as the brief names it."""
    name = wording.actor(actor)
    other = actor.name if name != actor.name else (actor.name_ru if wording.language() != "ru" else "")
    return Subject(ACTOR, actor.code, name, str(_kind(actor.kind)), other)


def _kind(kind: str) -> str:
    return {"state": _("state"), "body": _("body"), "group": _("group")}.get(kind, _("crowd"))


def offices_of(viewer: Viewer, actors: Sequence[Actor], on: str, sources: Sources) -> tuple[OfficeHeld, ...]:
    """The offices of these actors with their holders: those a meeting asks for first, at most MOST_OFFICES of each."""
    seen = FilteredRelation("terms", condition=Q(terms__marking__lte=viewer.clearance))
    rows = (
        Office.objects.filter(actor__in=actors)
        .annotate(seen=seen)
        .order_by("title", "pk", "-seen__since", "-seen__pk")
    )
    columns = (
        "key",
        "title",
        "actor__code",
        "seen__holder",
        "seen__since",
        "seen__until",
        "seen__note",
        "seen__marking",
    )
    held: dict[tuple[str, str], list[tuple[Tenure, int]]] = {}
    titles: dict[tuple[str, str], str] = {}
    for key, title, code, holder, since, until, note, marking in rows.values_list(*columns):
        titles[code, key] = title
        terms = held.setdefault((code, key), [])
        if holder:
            terms.append((Tenure(holder, since, until, note), marking))
    found: list[OfficeHeld] = []
    for actor in actors:
        own = sorted(
            (k for k in held if k[0] == actor.code), key=lambda k: _rank(k[1], [t for t, _m in held[k]], on)
        )
        for at in own[:MOST_OFFICES]:
            found.append(_office(actor.code, titles[at], held[at], on, sources))
    return tuple(found)


def _rank(key: str, terms: Sequence[Tenure], on: str) -> tuple[int, bool, bool, str]:
    """Where an office stands among those of a party: the heads first, then those held on the day."""
    role = key.rpartition("/")[2].casefold()
    return (
        FIRST.index(role) if role in FIRST else len(FIRST),
        not any(_covers(t, on) for t in terms),
        not terms,
        role,
    )


def _office(
    code: str, title: str, terms: Sequence[tuple[Tenure, int]], on: str, sources: Sources
) -> OfficeHeld:
    now = [t for t in terms if _covers(t[0], on)]
    before = [t for t in terms if t not in now and (not t[0].since or t[0].since <= on)][:MOST_BEFORE]
    for _term, marking in (*now, *before):
        sources.holds(marking)
    return OfficeHeld(
        wording.party(code), wording.office(title), tuple(t for t, _m in now), tuple(t for t, _m in before)
    )


def _covers(term: Tenure, on: str) -> bool:
    return Holding("", "", term.holder, "", None, term.since or None, term.until or None, "").covers(on)


def person_of(viewer: Viewer, number: str) -> Person:
    """A person by the number of their entry, or of one joined into it. Raises NotOnRecord for one who may not be seen."""
    version = _version(viewer, int(number)) if number.isdigit() and len(number) < 18 else None
    if version is None:
        raise NotOnRecord(_("Nobody that this marking lets in has this number."), "marking")
    own = Claim.objects.seen_by(viewer).filter(entry=version.entry_id, report__marking__lte=viewer.clearance)
    own = own.select_related("report__source").defer("report__text", "report__notes")
    claims = as_known(own.order_by("-report__day", "-pk")[:MOST_CLAIMS], viewer)
    found = Person(version, claims, set())
    found.engagements.update(_met(viewer, found))
    return found


def _version(viewer: Viewer, number: int) -> Version | None:
    people = Version.objects.seen_by(viewer).filter(kind=PERSON)
    return people.filter(entry=number).first() or people.filter(entry=ends([number])[number]).first()


def _met(viewer: Viewer, person: Person) -> Iterable[int]:
    """The entries of the engagements that a report which names this person tells of with their name."""
    of = {c.report_id for c in person.claims}
    told_of = Claim.objects.seen_by(viewer).filter(kind=ENGAGEMENT, report__in=of).order_by()
    names = {name.casefold() for name in person.names}
    for entry, values in told_of.values_list("entry", "values"):
        if names & {str(name).casefold() for name in values.get("people") or ()}:
            yield entry


def position_list(person: Person, on: str, sources: Sources) -> tuple[Position, ...]:
    """The offices in which the region's list knows a person, then the positions that reports tell."""
    listed = [
        Position(
            wording.office(h.title), wording.party(h.code), h.since or "", h.until or "", h.covers(on), True
        )
        for h in holdings_of(told(person.version), on)
        if h.since is None or h.since <= on
    ]
    by_report: dict[tuple[str, str], list[Claim]] = {}
    for claim in person.claims:
        by_report.setdefault(_held(claim.values), []).append(claim)
    rows = positions(Told(claim, [], []) for claim in reversed(person.claims))
    told_of = [
        Position(
            row["position"],
            _body(row["organization"], row["country"]),
            row["since"],
            row["until"],
            notes=sources.of_claims(by_report[_held(row["claim"].values)]),
        )
        for row in sorted(rows, key=lambda r: r["until"], reverse=True)
    ]
    return (*listed, *told_of)


def _held(values: Any) -> tuple[str, ...]:
    return tuple(str(values.get(key) or "").casefold() for key in ("position", "organization", "country"))


def _body(organization: str, country: str) -> str:
    return " · ".join(filter(None, (wording.party(organization), wording.party(country))))


def person_subject(person: Person, on: str) -> Subject:
    """A person as the brief names them, and the party for which they act: by the office held that day, else as told."""
    values = told(person.version)
    held = [h for h in holdings_of(values, on) if h.covers(on)]
    body = party_code(str(values.get("organization") or ""))
    if not load_region().actors.is_known(body):
        body = ""
    acts_for = (held[0].code if held else "") or body or str(values.get("country") or "")
    label = str(values.get("position") or "")
    return Subject(PERSON, str(person.version.entry_id), wording.title(person.version), label, "", acts_for)
