"""The region's states, bodies, names and offices into the record; run again, it adds what is new."""

from __future__ import annotations

from django.db import transaction

from sarez.desk.actors.models import Actor, Alias, Office, Term
from sarez.reading.likeness import fold
from sarez.region.region import Region


@transaction.atomic
def seed(region: Region) -> int:
    """Put the actors of a region on record; how many are new."""
    known = set(Actor.objects.values_list("code", flat=True))
    bodies = [(code, "state", name) for code, name in region.actors.states.items()]
    bodies += [
        (code, "body", name)
        for code, name in region.actors.bodies.items()
        if code not in region.actors.states
    ]
    new = [Actor(code=code, kind=kind, name=name) for code, kind, name in bodies if code not in known]
    Actor.objects.bulk_create(new)
    _seed_names(region)
    _seed_offices(region)
    return len(new)


def _seed_names(region: Region) -> None:
    ids = dict(Actor.objects.values_list("code", "pk"))
    kinds = frozenset({"state", "body", "group", "agency", "metonym"})
    rows: dict[tuple[int, str], Alias] = {}
    for name, _, actors in region.actors.names():
        for actor in actors:
            if actor.code in ids and actor.kind in kinds:
                rows[ids[actor.code], name] = Alias(
                    actor_id=ids[actor.code],
                    name=name[:200],
                    folded=fold(name)[:200],
                    origin=f"region: {region.name}",
                )
    Alias.objects.bulk_create(rows.values(), ignore_conflicts=True)


def _seed_offices(region: Region) -> None:
    ids = dict(Actor.objects.values_list("code", "pk"))
    have = set(Office.objects.values_list("key", flat=True))
    offices: list[Office] = []
    for key in region.offices.ids:
        office = region.offices.office(key)
        if key not in have and office is not None and office.code in ids:
            offices.append(Office(actor_id=ids[office.code], key=key, title=office.title))
    Office.objects.bulk_create(offices)
    terms = [
        Term(
            office=office,
            holder=h.person,
            since=h.since or "",
            until=h.until or "",
            origin=f"region: {region.name}",
        )
        for office in offices
        for h in region.offices.holders(office.key)
    ]
    Term.objects.bulk_create(terms)
