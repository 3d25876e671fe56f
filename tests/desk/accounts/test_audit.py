"""The log: each line bound to the one before, none changed, none taken out."""

import pytest
from django.db import DatabaseError, connection, transaction

from sarez.desk.accounts.audit import log, verify
from sarez.desk.accounts.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_a_whole_log_is_whole():
    for number in range(3):
        log("ana", "filed", f"report {number}", marking=1)
    assert (verify().is_whole, verify().lines) == (True, 3)


@pytest.mark.parametrize(
    "change", ["UPDATE accounts_auditentry SET who='eve'", "DELETE FROM accounts_auditentry"]
)
def test_the_database_refuses_change_and_deletion(change):
    log("ana", "filed")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)


def test_a_line_slipped_in_is_found():
    log("ana", "filed")
    last = log("ana", "exported")
    AuditEntry.objects.create(at=last.at, who="eve", action="x", previous=last.digest, digest="0" * 63 + "1")
    assert verify().broken_at is not None
