"""The region's states, bodies, groups, names and offices into the record.

Run again, it adds what the region's files have gained, and leaves alone what people changed or took away: all that was
once put on record is remembered. A term of office that the files have since closed is closed, unless a person changed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import transaction

from sarez.desk.actors.models import Actor, Alias, Office, Seeded, Term
from sarez.reading.likeness import fold
from sarez.region.actors import Actor as Known
from sarez.region.names import is_acronym
from sarez.region.offices import Holding
from sarez.region.region import Region

_KINDS = frozenset({"state", "body", "group", "near_miss", "agency", "metonym"})
CROWDS = frozenset({"civilians", "armed group"})
FROM_REPORT = "report"


@transaction.atomic
def seed(region: Region) -> int:
    """Put the actors of a region on record; how many are new."""
    before = set(Seeded.objects.values_list("key", flat=True))
    keys: list[str] = []
    new = _actors(region, before, keys)
    _names(region, before, keys)
    _offices(region, before, keys)
    _terms(region, before, keys)
    Seeded.objects.bulk_create([Seeded(key=key) for key in dict.fromkeys(keys)], ignore_conflicts=True)
    return new


def unknown_actor(code: str) -> Actor:
    """An actor that only reports know, not yet saved."""
    kind = "crowd" if code in CROWDS else "body"
    return Actor(code=code, kind=kind, name=code[:200], origin=FROM_REPORT)


def _actors(region: Region, before: set[str], keys: list[str]) -> int:
    """States, bodies and groups; one met in a report before is told what the region knows of it."""
    on_record = dict(Actor.objects.values_list("code", "origin"))
    known = {code: who for _, _, actors in region.actors.names() for who in actors if (code := who.code)}
    names = region.actors.bodies | region.actors.states
    russian = _russian(region)
    new: list[Actor] = []
    for code, name in names.items():
        if _is_new(f"actor {code}", before, keys) and on_record.get(code, FROM_REPORT) == FROM_REPORT:
            kind = "state" if code in region.actors.states else _kind_of(region, code)
            state = code if kind == "state" else (known[code].state or "" if code in known else "")
            new.append(
                Actor(
                    code=code,
                    kind=kind,
                    name=name,
                    name_ru=russian.get(code, ""),
                    state=state,
                    origin=_origin(region),
                )
            )
    Actor.objects.bulk_create([actor for actor in new if actor.code not in on_record])
    for actor in new:
        if actor.code in on_record:
            Actor.objects.filter(code=actor.code).update(
                kind=actor.kind,
                name=actor.name,
                name_ru=actor.name_ru,
                state=actor.state,
                origin=actor.origin,
            )
    return sum(actor.code not in on_record for actor in new)


def _kind_of(region: Region, code: str) -> str:
    """Whether a code is a body's or a group's, as the region's names say."""
    named = region.actors.lookup(region.actors.name_of(code) or code)
    return "group" if any(a.code == code and a.kind == "group" for a in named) else "body"


def _russian(region: Region) -> dict[str, str]:
    """The first name in Cyrillic letters of each actor that is no acronym."""
    found: dict[str, str] = {}
    for name, who in _spelt(region):
        is_name = who.kind in ("state", "body", "group") and who.name == region.actors.name_of(who.code or "")
        if who.code and is_name and "\u0400" <= name[:1] <= "\u04ff" and not is_acronym(name):
            found.setdefault(who.code, name)
    return found


def _spelt(region: Region) -> Iterator[tuple[str, Known]]:
    """Every name as it is written, with whom it stands for."""
    for folded, _, actors in region.actors.names():
        for who in actors:
            yield region.actors.spelled(folded), who


def _names(region: Region, before: set[str], keys: list[str]) -> None:
    ids = dict(Actor.objects.values_list("code", "pk"))
    rows: dict[tuple[int, str], Alias] = {}
    for name, who in _spelt(region):
        if who.code not in ids or who.kind not in _KINDS:
            continue
        if _is_new(f"name {who.code} {name}", before, keys):
            actor = ids[who.code]
            rows[actor, name] = Alias(
                actor_id=actor,
                name=name[:200],
                folded=fold(name)[:200],
                origin=_origin(region),
                why=_why(region, name, who),
            )
    Alias.objects.bulk_create(rows.values(), ignore_conflicts=True)


def _why(region: Region, name: str, who: Known) -> str:
    """Why a name stands for an actor: another name, its acronym, a part of it that acts for it."""
    if who.kind == "metonym":
        return "a seat that stands for it"
    if who.kind == "agency" or (who.kind != "state" and who.name != region.actors.name_of(who.code or "")):
        return f"acts for it: {who.name}"[:200]
    return "acronym" if is_acronym(name) else "another name"


def _offices(region: Region, before: set[str], keys: list[str]) -> None:
    ids = dict(Actor.objects.values_list("code", "pk"))
    rows = []
    for key in region.offices.ids:
        office = region.offices.office(key)
        if office is not None and office.code in ids and _is_new(f"office {key}", before, keys):
            rows.append(Office(actor_id=ids[office.code], key=key, title=office.full_title[:200]))
    Office.objects.bulk_create(rows, ignore_conflicts=True)


def _terms(region: Region, before: set[str], keys: list[str]) -> None:
    offices = dict(Office.objects.values_list("key", "pk"))
    there = set(Term.objects.values_list("office", "holder", "since"))
    rows: list[Term] = []
    for key, office in offices.items():
        for held in region.offices.holders(key):
            is_new = _is_new(f"term {key} {held.person} {held.since or ''}", before, keys)
            if is_new and (office, held.person, held.since or "") not in there:
                rows.append(
                    Term(
                        office_id=office,
                        holder=held.person,
                        since=held.since or "",
                        until=held.until or "",
                        note=held.note[:200],
                        origin=_origin(region),
                    )
                )
    Term.objects.bulk_create(rows)
    _close(region.offices.holders(key) for key in offices)


def _close(successions: Iterable[tuple[Holding, ...]]) -> None:
    """Close the terms that the files have closed since, where no person has changed them."""
    open_terms = {
        (t.office.key, t.holder, t.since): t
        for t in Term.objects.filter(until="", changed_by="").select_related("office")
    }
    for held in (holding for holders in successions for holding in holders if holding.until):
        term = open_terms.get((held.office, held.person, held.since or ""))
        if term is not None and held.until:
            term.until = held.until
            term.save(update_fields=["until"])


def _is_new(key: str, before: set[str], keys: list[str]) -> bool:
    """Whether the region never put this on record; noted as put from now on."""
    keys.append(key[:400])
    return key[:400] not in before


def _origin(region: Region) -> str:
    return f"region: {region.name}"[:80]
