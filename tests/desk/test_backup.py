"""A backup is one file; restored, on either database, it is the same desk, or the old one still."""

import json
import os
import subprocess
import time
import zipfile
from io import BytesIO

import pytest
from tests.desk.running import Running, initialised, on_the_server
from tests.examples import ALL

FILL = """
from datetime import datetime, UTC
from tests.desk import making
from sarez.desk.accounts.audit import log
from sarez.desk.accounts.sealing import seal
from sarez.desk.events.decisions import accept
from sarez.desk.reports.models import Report, SealedIdentity
from sarez.desk.accounts.models import User
made = [making.claim(values=making.event(killed=n, place=f"Place «{n}» \\u2028")) for n in range(12)]
making.claim(making.report("Секрет: \\U0001f54a\\n\\tтекст", marking=4))
accept(made[0], User.objects.get())
SealedIdentity.objects.create(source=making.source("Contact 7", is_sealed=True), ciphertext=seal("Somebody"))
gone = making.report()
gone.delete()
"""

KEEP = """
from datetime import date
from itertools import count
from tests.desk import making
from sarez.desk.accounts.models import User
from sarez.desk.dialogue.engagements.documents import take
from sarez.desk.dialogue.keeping import begin, change
from sarez.desk.dialogue.models import Bearing, Finding, Step
making._numbers = count(500)
by = User.objects.get()
User.objects.update(clearance=4); by.refresh_from_db()
report = making.report("The crossing has reopened.")
promised = making.claim(making.report(), "commitment", {"parties": ["KGZ"], "text": "reopen it"}).entry
met = making.claim(making.report(), "engagement", {"kind": "meeting", "participants": ["KGZ"], "people": []}).entry
take(met, "протокол.bin", bytes(range(256)) * 4000, by, marking=4, title="Minutes «of» \u2028 it")
begin(Finding(entry=promised, outcome="kept", on=date(2024, 5, 1), why="seen", report=report, marking=2), by)
begin(Bearing(entry=promised, report=report, score=0.8125, reasons=["one", {"two": 2}], start=1, end=5), by)
step = begin(Step(entry=met, text="Call", owner=by.username, due=date(2024, 7, 1)), by)
change(step, by, text="Write")
"""

KEPT_NOW = """
import hashlib, json
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.models import Bearing, Content, Document, Finding, Step
told = {m.__name__: [str(sorted(row.items())) for row in m.objects.order_by("pk").values()]
        for m in (Document, Finding, Bearing, Step)}
told["bytes"] = [hashlib.sha256(bytes(c.data)).hexdigest() == c.sha256 for c in Content.objects.all()]
told["now"] = [s.text for s in Step.objects.seen_by(Viewer(4))]
print(json.dumps(told))
"""

ONE_MORE = """
from itertools import count
from tests.desk import making
making._numbers = count(1000)
print(making.report().pk)
"""


def filled(desk):
    initialised(desk)
    desk.python(FILL)


def holding(path):
    """Every table in a backup, row by row, the order of keys aside."""
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.endswith(".jsonl")]
        return {name: [json.loads(line) for line in archive.open(name)] for name in names}, json.loads(
            archive.read("manifest.json")
        )


def assert_same(desk, path, again):
    """The desk holds what the backup does, and beside it the lines that say it was restored and backed up."""
    desk.do("backup", again)
    (before, told), (after, told_after) = holding(path), holding(again)
    log = "accounts_auditentry.jsonl"
    assert after.pop(log)[: len(before[log])] == before.pop(log)
    assert after == before
    for table, number in told["last_numbers"].items():
        assert told_after["last_numbers"].get(table, 0) >= number, table
    assert desk.do("audit", "verify").stdout.startswith("The log is whole")


@pytest.fixture
def desk(tmp_path, ready):
    return ready.desk(tmp_path / "one", "one", filled)


def test_a_restored_desk_is_the_same_desk(desk, tmp_path):
    desk.do("backup", tmp_path / "a.sarez")
    assert (tmp_path / "a.sarez").stat().st_mode & 0o777 == 0o600
    assert not _keys_in(tmp_path / "a.sarez")
    other = on_the_server(tmp_path / "two", "two")
    done = other.do("restore", tmp_path / "a.sarez")
    assert "1 sealed identities open only with the keys of the old desk" in done.stderr
    assert_same(other, tmp_path / "a.sarez", tmp_path / "b.sarez")
    assert (
        int(other.python(ONE_MORE)) == holding(tmp_path / "a.sarez")[1]["last_numbers"]["reports_report"] + 1
    )


@pytest.mark.alike
def test_what_the_desk_keeps_beside_the_record_comes_back_with_its_files(desk, tmp_path):
    desk.python(KEEP)
    kept = json.loads(desk.python(KEPT_NOW))
    assert [len(kept[name]) for name in ("Document", "Finding", "Bearing", "Step")] == [1, 1, 1, 2]
    assert (kept["bytes"], kept["now"]) == ([True], ["Write"])
    desk.do("backup", tmp_path / "a.sarez")
    other = on_the_server(tmp_path / "two", "two")
    other.do("restore", tmp_path / "a.sarez")
    assert json.loads(other.python(KEPT_NOW)) == kept
    assert_same(other, tmp_path / "a.sarez", tmp_path / "b.sarez")


def test_every_table_of_the_desk_is_in_a_backup(desk, tmp_path):
    from django.apps import apps

    desk.do("backup", tmp_path / "a.sarez")
    every = {m._meta.db_table for m in apps.get_models() if m._meta.app_label == "dialogue"}
    assert len(every) > 20
    assert {f"{table}.jsonl" for table in every} <= holding(tmp_path / "a.sarez")[0].keys()


@pytest.mark.skipif(not os.environ.get("DATABASE_URL"), reason="needs the server")
def test_a_backup_moves_from_one_database_to_the_other_and_back(desk, tmp_path):
    desk.do("backup", tmp_path / "a.sarez")
    small = Running(tmp_path / "small")
    small.do("restore", tmp_path / "a.sarez")
    assert_same(small, tmp_path / "a.sarez", tmp_path / "b.sarez")
    back = on_the_server(tmp_path / "back", "back")
    back.do("restore", tmp_path / "b.sarez")
    assert_same(back, tmp_path / "b.sarez", tmp_path / "c.sarez")


@pytest.mark.slow
def test_keys_are_in_it_only_when_asked_for(desk, tmp_path):
    desk.do("backup", tmp_path / "plain.sarez")
    done = desk.do("backup", "--with-keys", tmp_path / "keys.sarez")
    assert "The keys are in it" in done.stderr
    assert not _keys_in(tmp_path / "plain.sarez")
    assert "secrets.key" in _keys_in(tmp_path / "keys.sarez")
    other = on_the_server(tmp_path / "two", "two")
    other.do("restore", tmp_path / "keys.sarez")
    opened = "from sarez.desk.reports.models import SealedIdentity as S; from sarez.desk.accounts.sealing import unseal"
    assert other.python(f"{opened}; print(unseal(S.objects.get().ciphertext))") == "Somebody"


def _keys_in(path):
    with zipfile.ZipFile(path) as archive:
        return [name for name in archive.namelist() if name.endswith(".key")]


@pytest.mark.slow
def test_through_a_pipe(desk, tmp_path):
    with (tmp_path / "a.sarez").open("wb") as out:
        subprocess.run(desk.command("backup", "-"), env=desk.environment, stdout=out, check=True)
    other = on_the_server(tmp_path / "two", "two")
    with (tmp_path / "a.sarez").open("rb") as stream:
        other.do("restore", "-", stdin=stream)
    assert_same(other, tmp_path / "a.sarez", tmp_path / "b.sarez")


@pytest.mark.alike
def test_a_desk_in_use_is_replaced_only_when_asked_and_then_kept_beside(desk, tmp_path):
    desk.do("backup", tmp_path / "a.sarez")
    desk.do("user", "add", "late")
    refused = desk.run("restore", tmp_path / "a.sarez")
    assert (refused.returncode, "with --replace" in refused.stderr) == (2, True)
    desk.do("restore", "--replace", tmp_path / "a.sarez")
    assert "late" not in desk.do("user", "list").stdout
    assert len(list(desk.home.glob("desk-before-restore-*"))) == 1


@pytest.mark.alike
def test_a_damaged_backup_changes_nothing(desk, tmp_path):
    desk.do("backup", tmp_path / "a.sarez")
    whole = (tmp_path / "a.sarez").read_bytes()
    for name, content in {
        "cut": whole[: len(whole) // 2],
        "text": b"nothing",
        "bit": _changed(whole),
    }.items():
        (tmp_path / name).write_bytes(content)
        done = desk.run("restore", "--replace", tmp_path / name)
        assert done.returncode == 2, name
        assert "backup" in done.stderr
        assert "Traceback" not in done.stderr
    assert "ana" in desk.do("user", "list").stdout


def _changed(whole):
    """A backup with one bit turned in what it holds, not in the times and rights that lie between."""
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        largest = max(archive.infolist(), key=lambda one: one.compress_size)
    at = largest.header_offset + 30 + len(largest.filename) + largest.compress_size // 2
    return whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]


@pytest.mark.alike
def test_a_backup_of_a_later_sarez_is_refused(desk, tmp_path):
    desk.do("backup", tmp_path / "a.sarez")
    with zipfile.ZipFile(tmp_path / "a.sarez") as old, zipfile.ZipFile(tmp_path / "b.sarez", "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "manifest.json":
                told = json.loads(content)
                told["migrations"].append(["reports", "0999_from_the_future"])
                content = json.dumps(told)
            new.writestr(name, content)
    done = on_the_server(tmp_path / "two", "two").run("restore", tmp_path / "b.sarez")
    assert done.returncode == 2
    assert "reports 0999_from_the_future" in done.stderr


@pytest.mark.alike
def test_a_restore_killed_at_any_moment_leaves_the_old_desk_or_the_new_one_whole(desk, tmp_path):
    restored = desk.do("user", "list").stdout
    desk.do("backup", tmp_path / "a.sarez")
    desk.do("user", "add", "late")
    old = desk.do("user", "list").stdout
    for seconds in (0.9, 1.4, 1.9) if ALL else (1.4,):
        process = desk.start("restore", "--replace", tmp_path / "a.sarez")
        time.sleep(seconds)
        process.kill()
        process.communicate()
        now = desk.do("user", "list").stdout
        assert now in (old, restored), seconds
        assert desk.do("audit", "verify").stdout.startswith("The log is whole")
        if now == restored:  # it was done when the kill came, though not yet gone
            break
    desk.do("restore", "--replace", tmp_path / "a.sarez")
    assert "late" not in desk.do("user", "list").stdout
