"""`sarez desk demo`: a living desk on the sample chronicle, which keeps what was done on it."""

import os
import sqlite3

import pytest


@pytest.fixture
def environment(tmp_path):
    kept = {name: value for name, value in os.environ.items() if name not in ("SAREZ_HOME", "DATABASE_URL")}
    return {
        **kept,
        "DATABASE_URL": "postgres://nobody@nowhere.invalid/none",
    }  # left aside: a demo is embedded


def test_the_demo_is_made_once_and_kept(sarez, tmp_path, environment):
    first = sarez("desk", "demo", "--no-serve", cwd=tmp_path, env=environment)
    assert first.returncode == 0, first.stderr
    assert "90   reports, 2019 to 2025" in first.stdout
    path = tmp_path / "build" / "demo-desk" / "desk.sqlite3"
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
    assert second.stdout == first.stdout
    assert "Reading" not in second.stderr
    assert database.execute("SELECT count(*), max(id) FROM events_claim").fetchone() == told
    database.close()


def test_the_sample_does_not_mix_with_a_working_desk(sarez, tmp_path, environment):
    home = {**environment, "SAREZ_HOME": str(tmp_path / "home")}
    del home["DATABASE_URL"]
    assert sarez("desk", "init", env=home).returncode == 0
    assert sarez("desk", "add", "-", env=home, input="Kazakh and Kyrgyz guards met in Taraz.").returncode == 0
    done = sarez("desk", "demo", "--no-serve", env=home)
    assert done.returncode == 2
    assert "reports of its own" in done.stderr
