"""An engagement on record, people of the desk, and a client for each."""

import pytest
from django.test import Client

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
    """A client signed in with a role and a clearance; `.person` is who."""

    def sign_in(role="officer", clearance=2):
        client = Client()
        client.person = desk.user(role, clearance)
        client.force_login(client.person, BACKEND)
        return client

    return sign_in
