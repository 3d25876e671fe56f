"""The desk at work, by command: made, filled, served, stopped at any moment."""

import json
import re
import signal
import socket
import sqlite3
import time
import urllib.error
import urllib.request
from functools import partial
from importlib import resources

import pytest
from tests.desk.running import Running
from tests.examples import ALL

pytestmark = pytest.mark.embedded
WAIT = 90  # seconds, on a machine that does other things too


@pytest.fixture
def desk(tmp_path, ready):
    return ready.embedded(tmp_path / "home")


@pytest.fixture
def inbox(tmp_path):
    """A folder with ten reports of the chronicle."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    texts = sorted(t for t in resources.files("sarez.sample").iterdir() if t.name.endswith(".txt"))
    for text in texts[:10]:
        (folder / text.name).write_bytes(text.read_bytes())
    return folder


def asked(desk, query):
    with sqlite3.connect(f"file:{desk.home / 'desk.sqlite3'}?mode=ro", uri=True) as database:
        rows = database.execute(query).fetchall()
    database.close()
    return rows


def until(condition):
    end = time.monotonic() + WAIT
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


STATES = "SELECT state, count(*) FROM reports_report GROUP BY 1"
TOLD = 'SELECT sha256, kind, "values" FROM events_claim c JOIN reports_report r ON r.id = c.report_id ORDER BY 1, 2, 3'


def test_a_desk_is_made_and_made_again_without_harm(tmp_path):
    desk = Running(tmp_path / "home")
    refused = desk.run("serve")
    assert (refused.returncode, "sarez desk init" in refused.stderr) == (2, True)
    assert not (desk.home / "desk.sqlite3").exists()
    link = desk.do("init", "--user", "ana").stdout.strip()
    assert re.fullmatch(r"http://127\.0\.0\.1:8010/sign-in/\S{20,}", link)
    assert desk.home.stat().st_mode & 0o077 == 0
    before = asked(desk, "SELECT count(*) FROM actors_actor")
    assert desk.do("init", "--user", "eve").stdout == ""
    assert asked(desk, "SELECT count(*) FROM actors_actor") == before
    assert [json.loads(line)["name"] for line in desk.do("user", "list").stdout.splitlines()] == ["ana"]


def test_people_come_change_and_go(desk):
    assert "/sign-in/" in desk.do("user", "add", "boris", "--role", "analyst").stdout
    desk.do("user", "change", "boris", "--clearance", "RED", "--role", "head")
    desk.do("user", "change", "boris", "--inactive")
    boris = json.loads(desk.do("user", "list", "--format", "json").stdout.splitlines()[1])
    assert (boris["role"], boris["clearance"], boris["is_active"]) == ("head", "TLP:RED", False)
    assert desk.run("user", "link", "boris").returncode == 2
    assert "nobody called" in desk.run("user", "link", "eve").stderr
    last = desk.run("user", "change", "ana", "--role", "reader")
    assert (last.returncode, "last administrator" in last.stderr) == (2, True)
    assert desk.do("audit", "verify").stdout.startswith("The log is whole")


def test_reports_are_filed_and_read_with_what_is_said_of_them(desk, inbox):
    (inbox / "empty.pdf").touch()
    done = desk.run(
        "add", inbox, "--source", "Asia wire", "--reliability", "B", "--marking", "GREEN", "--as-published"
    )
    assert done.returncode == 1
    assert "empty.pdf: is empty" in done.stderr
    assert "10 new reports filed, 10 read." in done.stderr
    assert asked(desk, "SELECT name, reliability FROM reports_source") == [("Asia wire", "B")]
    assert asked(
        desk, "SELECT DISTINCT marking, substr(known_at, 1, 10) = published FROM reports_report"
    ) == [(1, 1)]
    assert asked(desk, "SELECT count(*) > 20, min(marking) FROM events_claim") == [(1, 1)]
    again = desk.run("add", inbox)
    assert "0 new reports filed, 0 read." in again.stderr


def test_standard_input_and_a_date_for_a_text_without_one(desk):
    desk.do(
        "add",
        "-",
        "--published",
        "2024-06-12",
        input="Kazakh and Kyrgyz guards held a joint exercise in Taraz.",
    )
    assert asked(desk, "SELECT published, state FROM reports_report") == [("2024-06-12", "read")]


def test_adding_killed_at_any_moment_loses_and_doubles_nothing(tmp_path, desk, inbox, ready):
    calm = ready.embedded(tmp_path / "calm")
    calm.do("add", inbox)
    for least in (1, 4) if ALL else (4,):
        process = desk.start("add", inbox)
        until(partial(_has_read, desk, least, process))
        process.kill()
        process.communicate()
    desk.do("add", inbox)
    assert asked(desk, STATES) == [("read", 10)]
    assert asked(desk, TOLD) == asked(calm, TOLD)
    counted = "SELECT kind, count(*) FROM events_entry e WHERE EXISTS (SELECT 1 FROM events_version v WHERE v.entry_id = e.id) GROUP BY 1"
    assert asked(desk, counted) == asked(calm, counted)


def _has_read(desk, least, process):
    return dict(asked(desk, STATES)).get("read", 0) >= least or process.poll() is not None


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(address):
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_a_served_desk_signs_in_by_a_link_reads_what_waits_and_stops_when_told(desk, inbox):
    port = free_port()
    serving = desk.start("serve", "--port", port, "--no-browser")
    try:
        link = serving.stdout.readline().strip()
        assert link.startswith(f"http://127.0.0.1:{port}/sign-in/"), serving.stderr.read()
        assert get(link)[0] == 200
        assert get(f"http://127.0.0.1:{port}/events")[0] == 200  # by way of the sign-in page
        second = desk.run("serve", "--port", free_port(), "--no-browser")
        assert second.returncode == 2
        assert f"served already at http://127.0.0.1:{port} (process {serving.pid})" in second.stderr
        assert f"http://127.0.0.1:{port}/sign-in/" in desk.do("user", "link", "ana").stdout
        assert "served already" in desk.run("restore", "nothing.sarez").stderr
        desk.python(FILE, inbox)
        until(lambda: asked(desk, STATES) == [("read", 10)])
        assert get(link)[0] == 200
        serving.send_signal(signal.SIGINT)
        _, err = serving.communicate(timeout=WAIT)
        assert (serving.returncode, "Stopped." in err, "Traceback" in err) == (0, True, False), err
    finally:
        serving.kill()
        serving.communicate()
    with pytest.raises(OSError):
        get(link)


FILE = """
import sys
from sarez.desk.inbox import Manner, file_all
from sarez.intake import read_paths
print(len(list(file_all(read_paths([sys.argv[1]]), Manner("ana")))))
"""


def test_what_serves_is_gone_when_it_was_killed(desk):
    serving = desk.start("serve", "--port", free_port(), "--no-browser")
    try:
        link = serving.stdout.readline().strip()
        assert get(link)[0] == 200
    finally:
        serving.kill()
        serving.communicate()

    def is_gone():
        try:
            get(link)
        except OSError:
            return True
        return False

    until(is_gone)


def test_a_port_in_use_and_an_open_door_are_refused(desk):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = desk.run("serve", "--port", port, "--no-browser")
        assert (done.returncode, f"Port {port} of 127.0.0.1 cannot be used" in done.stderr) == (2, True)
    done = desk.run("serve", "--host", "0.0.0.0", "--no-browser")
    assert (done.returncode, "SAREZ_HTTPS=1" in done.stderr) == (2, True)


def test_records_leave_through_the_gate_and_the_log_says_so(desk, inbox, tmp_path):
    desk.do("add", inbox, "--marking", "AMBER")
    done = desk.do("export", "event", "--format", "jsonl", "--output", tmp_path / "out.jsonl")
    assert "TLP:GREEN: 0 records" in done.stderr
    out = desk.do(
        "export", "event", "--format", "jsonl", "--marking", "AMBER", "--filter", "party=KGZ"
    ).stdout
    assert len(out.splitlines()) > 1
    assert asked(desk, "SELECT count(*) FROM accounts_auditentry WHERE action = 'exported'") == [(2,)]
