# ruff: noqa: F811
"""The desk that briefs are made on, as the tests of the desk make it."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest
from tests.desk.conftest import (  # noqa: F401
    desk,
    no_count_outlives_its_test,
    no_language_outlives_its_test,
)

ON = date(2024, 6, 15)
SECRET = "Zarathustria"


def event(**values):
    from tests.desk.making import event as made

    return made(**values)


def commitment(text="open the road at Karamyk", **values):
    return {"parties": ["KGZ", "TJK"], "text": text, "due": None, "modality": "agreed"} | values


def engagement(**values):
    return {
        "kind": "meeting", "title": None, "date": "2024-03-01", "date_end": None, "place": "Batken", "country": "KGZ",
        "organizers": [], "participants": ["KGZ", "TJK"], "people": [], "issues": ["water"], "status": "occurred",
    } | values  # fmt: skip


def person(name="Aziz Rahimov", **values):
    return {
        "name": name,
        "position": "head",
        "organization": "UNRCCA",
        "country": None,
        "aliases": [],
    } | values


@dataclass
class Told:
    """A small record between Kyrgyzstan and Tajikistan: a clash that reports count differently, an agreement, two pledges."""

    clash: object
    agreed: object
    pledge: object
    overdue: object
    met: object
    coming: object


@pytest.fixture
def actors(db):
    from sarez.desk.actors.models import Actor, Office, Term

    made = {
        code: Actor.objects.create(code=code, kind=kind, name=name, name_ru=russian)
        for code, kind, name, russian in (
            ("KGZ", "state", "Kyrgyzstan", "Кыргызстан"),
            ("TJK", "state", "Tajikistan", "Таджикистан"),
            ("UNRCCA", "body", "UNRCCA", "РЦПДЦА ООН"),
        )
    }
    office = Office.objects.create(actor=made["KGZ"], key="president", title="President")
    for holder, since, until in (
        ("Sooronbay Jeenbekov", "2017-11-24", "2020-10-15"),
        ("Sadyr Japarov", "2021-01-28", ""),
    ):
        Term.objects.create(office=office, holder=holder, since=since, until=until)
    return made


@pytest.fixture
def told(actors, desk):
    good = desk.source("AKIpress", reliability="B")
    first = desk.report("Three were killed at Vorukh.", source=good, title="Clash at Vorukh", credibility=2)
    clash = desk.claim(first, values=event(killed=3))
    second = desk.report("Nine were killed at Vorukh.", source=desk.source("Asia-Plus", reliability="C"))
    desk.claim(second, values=event(killed=9), entry=clash.entry)
    signed = desk.report(
        "They agreed to open the road.", source=good, title="Road to open", published="2024-03-02"
    )
    return Told(
        clash=clash,
        agreed=desk.claim(signed, values=event(type="AGREE", place="Batken", country="KGZ", date="2024-03-01")),
        pledge=desk.claim(signed, "commitment", commitment()),
        overdue=desk.claim(signed, "commitment", commitment("withdraw the posts from Vorukh", due="2024-04-01")),
        met=desk.claim(signed, "engagement", engagement()),
        coming=desk.claim(signed, "engagement", engagement(kind="consultations", date="2024-09-10", status="planned")),
    )  # fmt: skip


@pytest.fixture
def brief(desk):
    """Make a brief as of 15 June 2024, by someone cleared for everything unless told otherwise."""
    from datetime import UTC

    from sarez.briefs.asking import Asked
    from sarez.briefs.making import brief_of

    def made(kind="actor", code="KGZ", *, clearance=4, as_of=None, on=ON, **asked):
        viewer = desk.viewer(clearance, as_of)
        return brief_of(
            viewer, Asked(kind, code, **asked), on, datetime(2024, 6, 15, 9, 30, tzinfo=UTC), "ana"
        )

    return made
