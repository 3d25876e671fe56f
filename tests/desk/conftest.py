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
    from django.core.cache import cache

    from sarez.desk import drawn
    from sarez.desk.actors import counting

    cache.clear()
    drawn.forget()
    monkeypatch.setattr(counting, "QUICK", float("inf"))
    monkeypatch.setattr(counting, "LONG", float("inf"))


@pytest.fixture(autouse=True)
def no_language_outlives_its_test():
    """A page asked for in Russian leaves Russian on; outside a test the next request chooses anew."""
    from django.utils import translation

    yield
    translation.activate("en")


@pytest.fixture(autouse=True)
def watching_in_a_folder_of_the_test(monkeypatch, tmp_path_factory):
    """What is watched is kept in a folder of the test and made by the page that asks, of little: by month, few indicators."""
    from sarez.desk.warnings.outlook import asking, headlines, making
    from sarez.desk.warnings.watched import shelf

    made = []

    def folder():
        made[:] = made or [tmp_path_factory.mktemp("watched")]
        return made[0]

    few = ("acts_of_conflict", "acts_of_cooperation", "deaths", "negative_share")
    every = headlines.indicators()
    monkeypatch.setattr(shelf, "folder", folder)
    monkeypatch.setattr(asking, "BESIDE", False)
    monkeypatch.setattr(making, "STEPS", ("month",))
    monkeypatch.setattr(headlines, "indicators", lambda: {name: every[name] for name in few})
