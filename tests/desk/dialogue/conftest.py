"""Commitments and engagements on record, what is kept on them, and a client for each who works with them."""

import pytest
from django.test import Client
from tests.desk.making import NOW

from sarez.desk.accounts.models import User
from sarez.desk.dialogue.keeping import begin
from sarez.desk.dialogue.models import Bearing, Finding, Following, Plan, Step

BACKEND = "django.contrib.auth.backends.ModelBackend"


def forum(**values):
    told = {
        "kind": "conference", "title": "fifth Central Asian Expert Forum", "date": "2022-12-10", "date_end": None,
        "place": "Ashgabat", "country": "TKM", "organizers": ["UNRCCA"], "participants": ["KAZ", "KGZ"],
        "people": ["Natalia Gherman"], "issues": ["water"], "status": "occurred",
    }  # fmt: skip
    return told | values


@pytest.fixture
def held(desk):
    """Makes an engagement on record; its entry."""

    def make(marking=0, **values):
        return desk.claim(desk.report(marking=marking), "engagement", forum(**values)).entry

    return make


@pytest.fixture
def signed_in(desk):
    """A client signed in as someone, or as someone new with a role and a clearance; `.person` is who."""

    def sign_in(who="officer", clearance=2):
        client = Client()
        client.person = who if isinstance(who, User) else desk.user(who, clearance)
        client.force_login(client.person, BACKEND)
        return client

    return sign_in


@pytest.fixture
def kept(desk):
    """Makers of commitments, engagements, and what is kept on them."""
    return Kept(desk)


class Kept:
    def __init__(self, desk):
        self.desk = desk
        self.by = desk.user("head", 4)

    def commitment(
        self, text="reopen the crossing", due=None, modality="agreed", marking=0, parties=("KGZ",)
    ):
        values = {"parties": list(parties), "text": text, "due": due, "modality": modality}
        return self.desk.claim(self.desk.report(marking=marking), "commitment", values).entry

    def engagement(self, title="Talks on water", date="2024-06-10", status="planned", marking=0):
        values = {
            "kind": "meeting", "title": title, "date": date, "date_end": None, "place": None, "country": None,
            "organizers": [], "participants": ["KGZ", "UZB"], "people": [], "issues": [], "status": status,
        }  # fmt: skip
        return self.desk.claim(self.desk.report(marking=marking), "engagement", values).entry

    def step(self, entry, owner, text="Call the ministry", due=None, marking=1, **more):
        return self._put(Step(entry=entry, owner=_name(owner), text=text, due=due, marking=marking, **more))

    def following(self, entry, owner="", marking=1, **more):
        return self._put(Following(entry=entry, owner=_name(owner), marking=marking, **more))

    def plan(self, entry, owner="", marking=1, **more):
        return self._put(Plan(entry=entry, owner=_name(owner), marking=marking, **more))

    def finding(self, entry, outcome, on="2024-05-01", marking=1, **more):
        return self._put(Finding(entry=entry, outcome=outcome, on=on, marking=marking, **more))

    def bearing(self, entry, report=None, score=0.8, at=NOW, marking=1, **more):
        report = report or self.desk.report(title="The crossing has reopened")
        return self._put(Bearing(entry=entry, report=report, score=score, marking=marking, **more), at=at)

    def _put(self, row, at=NOW):
        return begin(row, self.by, at=at)


def _name(owner):
    return getattr(owner, "username", owner)
