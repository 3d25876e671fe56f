"""Claims added to what stands: only what they change is made anew, and it is what making all anew would give."""

from datetime import timedelta
from random import Random

import pytest
from tests.desk.making import NOW

from sarez.desk.events.models import Dyad, Facet, Version
from sarez.desk.events.register import rebuild, rebuild_all, record
from sarez.desk.reports.models import Reading

pytestmark = pytest.mark.django_db


def standing():
    facets = sorted(
        Facet.objects.values_list(
            "version__entry", "version__known_from", "version__low", "name", "value", "role"
        )
    )
    dyads = sorted(
        Dyad.objects.values_list("version__entry", "version__known_from", "version__low", "one", "two")
    )
    fields = [f.attname for f in Version._meta.concrete_fields if f.attname != "id"]
    order = ("entry", "low", "known_from")
    return list(Version.objects.order_by(*order).values_list(*fields)), facets, dyads


def read(desk, **how):
    report = desk.report(**how)
    reading = Reading.objects.create(
        report=report, reader="test", at=report.known_at, made_by={}, passages=[], places=[]
    )
    return report, reading


@pytest.mark.parametrize("seed", range(6))
def test_adding_gives_what_making_all_anew_gives(desk, seed):
    chance = Random(seed)
    for number in range(14):
        report, reading = read(
            desk,
            known_at=NOW + timedelta(hours=chance.choice((number, number, chance.randint(0, 14)))),
            marking=chance.choice((0, 0, 0, 2, 4)),
        )
        killed = chance.choice((None, None, 2, 5))
        found = [
            {**desk.event(killed=killed), "confidence": 0.8, "sentence": f"Line {chance.randint(0, 3)}."}
        ]
        made = record(report, reading, {"events": found}, report.known_at)
        if chance.random() < 0.2:
            made[0].ended_at = report.known_at + timedelta(hours=2)
            made[0].save()
            rebuild([made[0].entry_id])
    before = standing()
    rebuild_all()
    assert standing() == before
    assert len({row[0] for row in before[0]}) < 14


def test_what_stood_before_a_claim_is_left_as_it_is(desk):
    for number in range(3):
        report, reading = read(desk, known_at=NOW + timedelta(hours=number))
        record(report, reading, {"events": [desk.event()]}, report.known_at)
        if number == 1:
            before = set(Version.objects.filter(known_to__lte=report.known_at).values_list("pk", flat=True))
    assert before
    assert before <= set(Version.objects.values_list("pk", flat=True))
