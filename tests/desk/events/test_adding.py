"""Claims added to what stands: only what they change is made anew, and it is what making all anew would give."""

from datetime import timedelta
from random import Random

import pytest
from django.db import transaction
from tests.desk.making import NOW

from sarez.desk.events.models import Claim, Dyad, Facet, Version
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
        made = record([(reading, {"events": found})], report.known_at)
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
        record([(reading, {"events": [desk.event()]})], report.known_at)
        if number == 1:
            before = set(Version.objects.filter(known_to__lte=report.known_at).values_list("pk", flat=True))
    assert before
    assert before <= set(Version.objects.values_list("pk", flat=True))


def together(desk, seed, size):
    """Which claims share an entry when readings are put on record so many at a time; nothing of it is kept."""
    chance = Random(seed)
    with transaction.atomic():
        found = []
        for number in range(12):
            _report, reading = read(desk, text=f"Report {number}. Shots were fired.", known_at=NOW)
            told = {
                "date": f"2024-05-{chance.choice((10, 11, 20, 25)):02d}",
                "type": chance.choice(("ASSAULT", "ASSAULT", "PROTEST")),
                "actor": chance.choice((["KGZ"], ["KGZ"], ["UZB"])),
                "killed": chance.choice((None, 3)),
            }
            person = {
                "name": chance.choice(("Damir Sagynbaev", "Saimumin Yatimov")),
                "aliases": [],
                "position": None,
            }
            person |= {"organization": None, "country": None, "sentence": f"Person {number}."}
            event = {**desk.event(**told), "sentence": f"Event {number}."}
            found.append((reading, {"events": [event], "people": [person]}))
        for at in range(0, len(found), size):
            record(found[at : at + size], NOW)
        entries = {}
        for sentence, entry in Claim.objects.values_list("sentence", "entry"):
            entries.setdefault(entry, set()).add(sentence)
        before = standing()
        rebuild_all()
        assert standing() == before
        transaction.set_rollback(True)
    return sorted(sorted(own) for own in entries.values())


@pytest.mark.parametrize("seed", range(6))
def test_readings_put_on_record_together_are_laid_as_one_after_another(desk, seed):
    alone = together(desk, seed, 1)
    assert together(desk, seed, 5) == together(desk, seed, 12) == alone
    assert 3 < len(alone) < 20
