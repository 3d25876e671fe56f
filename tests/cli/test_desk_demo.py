"""`sarez desk demo`: a living desk on the sample chronicle, which keeps what was done on it."""

import os
import sqlite3

import pytest
from tests.desk.running import demonstrated


@pytest.fixture
def environment(tmp_path):
    kept = {name: value for name, value in os.environ.items() if name not in ("SAREZ_HOME", "DATABASE_URL")}
    return {
        **kept,
        "DATABASE_URL": "postgres://nobody@nowhere.invalid/none",
    }  # left aside: a demo is embedded


def test_the_demo_is_made_once_and_kept(sarez, tmp_path, environment, ready):
    desk = ready.embedded(tmp_path / "build" / "demo-desk", demonstrated)
    first = (desk.home / "printed").read_text("utf-8")
    assert "90   reports, 2019 to 2025" in first
    path = desk.home / "desk.sqlite3"
    database = sqlite3.connect(path)
    assert database.execute("SELECT count(*), count(DISTINCT sha256) FROM reports_report").fetchone() == (
        90,
        90,
    )
    assert database.execute("SELECT count(*) FROM reports_report WHERE state <> 'read'").fetchone() == (0,)
    assert (
        database.execute("SELECT min(known_at), max(known_at) FROM reports_report").fetchone()[0]
        < "2019-01-12"
    )
    told = database.execute("SELECT count(*), max(id) FROM events_claim").fetchone()
    second = sarez("desk", "demo", "--no-serve", cwd=tmp_path, env=environment)
    assert second.stdout == first
    assert "Reading" not in second.stderr
    assert database.execute("SELECT count(*), max(id) FROM events_claim").fetchone() == told
    database.close()


@pytest.mark.slow
def test_the_sample_does_not_mix_with_a_working_desk(ready, tmp_path):
    desk = ready.embedded(tmp_path / "home")
    desk.python("from tests.desk import making\nmaking.report()")
    done = desk.run("demo", "--no-serve")
    assert done.returncode == 2
    assert "reports of its own" in done.stderr
