"""SQLite is told how large its tables are when the record has grown."""

import pytest
from django.db import connection

from sarez.desk import measuring
from sarez.desk.measuring import measure_if_grown

pytestmark = pytest.mark.django_db


def test_the_tables_are_measured_once_for_each_doubling(desk, monkeypatch):
    if connection.vendor != "sqlite":
        assert not measure_if_grown()
        return
    monkeypatch.setattr(measuring, "LEAST", 2)
    desk.claim()
    assert not measure_if_grown()  # too few to matter
    desk.claim()
    assert measure_if_grown()
    assert not measure_if_grown()
    assert measure_if_grown(is_changed=True)  # an index made anew has no statistics
    for _ in range(6):
        desk.claim()
    assert measure_if_grown()
