"""Warnings, proposals and recipients on a desk, and a client for each who works with them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sarez.desk.accounts.models import User
from sarez.desk.dialogue.keeping import begin
from sarez.desk.warnings.delivery.recipients import add, confirm
from sarez.desk.warnings.issuing.issue import issue
from sarez.desk.warnings.models import Proposal, Recipient, Warning

BACKEND = "django.contrib.auth.backends.ModelBackend"


class Makers:
    """Makers of warnings and of those they go to."""

    def __init__(self, desk):
        self.desk = desk
        self.head = desk.user("head", 4)
        self.admin = desk.user("administrator", 4)

    def values(self, **more):
        told = {
            "unit": "KGZ-TJK", "issue": "border", "level": "orange", "first": date(2024, 6, 1), "last": date(2024, 6, 28),
            "probability": 0.35, "rationale": "Three clashes in two weeks at Vorukh.", "alternatives": "A bad week of rumours.",
            "would_change": "A quiet fortnight.", "opportunities": "The commission meets on 10 June.", "evidence": [],
            "expires": datetime.now(UTC) + timedelta(days=28), "marking": 1,
        }  # fmt: skip
        return told | more

    def told(self, **more):
        return Warning(**self.values(**more))

    def warning(self, to=(), by=None, at=None, **more):
        return issue(self.told(**more), by or self.head, to, at=at)

    def proposal(self, **more):
        told = {"rule": "clashes-repeat", "day": date(2024, 5, 31), "strength": 1.5, "value": 6.0}
        return begin(Proposal(**self.values(**(told | more))), self.head)

    def recipient(
        self, title="Duty officer", address="duty@example.org", clearance=1, is_confirmed=True, **more
    ):
        made, secret = add(Recipient(title=title, address=address, clearance=clearance, **more), self.head)
        made.told_secret = secret
        if is_confirmed:
            made = confirm(made, self.admin)
            made.told_secret = secret
        return made


@pytest.fixture
def make(desk):
    return Makers(desk)


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
def at():
    """A moment so long before now."""
    return lambda **ago: timezone.now() - timedelta(**ago)
