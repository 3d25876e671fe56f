"""A desk whose tables are older is brought up to date with all that it holds, on either database."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from tests.desk.making import NOW

from sarez.desk.accounts.viewers import FOREVER
from sarez.desk.events.models import Version
from sarez.desk.events.register import rebuild_all, rebuild_emptied
from sarez.desk.search.index import catch_up

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = [("events", "0004_what_stands_by_date"), ("search", "0002_words"), ("reports", "0002_feeds_resumed")]


def migrate(targets):
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


def latest():
    return MigrationExecutor(connection).loader.graph.leaf_nodes()


def what_stands():
    return sorted(
        Version.objects.values_list("entry", "title", "killed", "low", "high", "known_from", "month")
    )


def test_versions_of_older_tables_are_made_anew_from_their_claims(desk):
    desk.claim(values=desk.event(killed=3))
    claim = desk.claim(values=desk.event(date="2024-04-02", place="Osh"))
    rebuild_all()
    wanted = what_stands()
    try:
        older = migrate(BEFORE)
        old = older.get_model("events", "Version").objects.create(
            entry_id=claim.entry_id, kind="event", low=0, high=4, known_from=NOW, known_to=FOREVER, title="old", values={}
        )  # fmt: skip
        older.get_model("events", "Facet").objects.create(version=old, name="party", value="KGZ")
        older.get_model("search", "Document").objects.create(
            version=old, kind="event", low=0, high=4, known_from=NOW, known_to=FOREVER
        )
    finally:
        migrate(latest())
    assert not Version.objects.exists()
    assert rebuild_emptied() == 2
    catch_up()
    assert what_stands() == wanted
