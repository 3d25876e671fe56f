"""A desk to test on. SAREZ_TEST_DATABASE=postgres runs the same tests on a PostgreSQL server of their own."""

import os
from datetime import UTC, datetime

import pytest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sarez.desk.settings")
os.environ.setdefault("SAREZ_SECRET_KEY", "for tests only")


@pytest.fixture
def desk(db):
    """The makers of a small record: sources, reports, claims, people."""
    from tests.desk import making

    return making


@pytest.fixture
def now():
    return datetime(2024, 6, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def no_count_outlives_its_test(monkeypatch):
    """On a busy machine a count may take long and be kept; the next test has another desk."""
    from sarez.desk.actors import counting

    monkeypatch.setattr(counting, "LONG", float("inf"))


@pytest.fixture(autouse=True)
def no_language_outlives_its_test():
    """A page asked for in Russian leaves Russian on; outside a test the next request chooses anew."""
    from django.utils import translation

    yield
    translation.activate("en")
