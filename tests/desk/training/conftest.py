"""Clients who keep training, and a small standard in two versions."""

import pytest
from django.test import Client

from sarez.desk.training.standards.reading import read_yaml
from sarez.desk.training.standards.register import add

BACKEND = "django.contrib.auth.backends.ModelBackend"
FIRST = """
code: mediation
version: "1"
title: Standard on mediation
issuer: Our centre
valid_from: 2020
modules:
- title: Understanding
  lessons:
  - title: Roots
    minutes: 60
    objectives: [Name the parties, {text: Draw a map, asks: do}, Tell a dispute from a conflict]
"""
SECOND = """
code: mediation
version: "2"
title: Standard on mediation
issuer: Our centre
valid_from: 2024
modules:
- title: Understanding
  lessons:
  - title: Roots
    minutes: 60
    objectives: [{text: Draw a map, asks: do}, Name the parties, Write down what each side needs]
"""


@pytest.fixture
def signed_in(desk):
    """A client signed in as someone new with a role and a clearance; `.person` is who."""

    def sign_in(role="registrar", clearance=1):
        client = Client()
        client.person = desk.user(role, clearance)
        client.force_login(client.person, BACKEND)
        return client

    return sign_in


@pytest.fixture
def put(desk):
    """Puts a version of a standard on record."""
    by = desk.user("head", 4)

    def make(text=FIRST, marking=0, **kw):
        return add(read_yaml(text), by, marking=marking, **kw)

    return make
