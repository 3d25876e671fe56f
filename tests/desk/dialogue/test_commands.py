"""Hand-over and reminders by command, on a desk of its own."""

import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.desk.dialogue.post_office import PostOffice

WAIT = 90  # seconds, on a machine that does other things too
PREPARE = """
from datetime import date, time
from django.utils import timezone
from sarez.desk.accounts.models import User
from sarez.desk.dialogue.keeping import begin
from sarez.desk.dialogue.models import Reminder, Step
from sarez.desk.dialogue.notes import entered
from sarez.desk.events.coding import values_of
ana = User.objects.get(username="ana")
told = values_of("commitment", {"parties": ["KGZ"], "text": ["reopen the crossing"], "modality": ["agreed"]})
entry = entered("commitment", told, "They agreed to reopen it.", ana, 1).entry
begin(Step(entry=entry, owner="ana", text="Call the ministry", due=date(2024, 5, 1), marking=1), ana)
Reminder.objects.create(user=ana, is_on=True, address="ana@example.org", at=time(0), confirmed_at=timezone.now())
"""
OWNER = "from sarez.desk.dialogue.models import Step\nprint(Step.objects.get(known_to__year=9999).owner)"
MARKS = "from sarez.desk.dialogue.models import Sending\nprint(list(Sending.objects.values_list('state', 'problem')))"


@pytest.fixture(scope="module")
def desk(tmp_path_factory, ready):
    made = ready.desk(tmp_path_factory.mktemp("followed") / "home", "followed")
    made.do("user", "add", "boris", "--role", "officer")
    made.python(PREPARE)
    return made


@pytest.fixture
def post(desk):
    office = PostOffice()
    desk.environment |= {"SAREZ_SMTP_URL": office.url(), "SAREZ_MAIL_FROM": "desk@example.org"}
    yield office
    office.close()
    desk.environment = {
        k: v for k, v in desk.environment.items() if not k.startswith(("SAREZ_SMTP", "SAREZ_MAIL"))
    }


@pytest.mark.alike
def test_reminders_need_a_mail_server(desk):
    done = desk.run("remind", "--now")
    assert (done.returncode, "SAREZ_SMTP_URL" in done.stderr) == (2, True)


@pytest.mark.alike
def test_a_dry_run_prints_the_message_and_notes_nothing(desk):
    done = desk.do("remind", "--now", "--dry-run")
    assert "To: ana@example.org\nSubject: Sarez: 0 due, 1 overdue" in done.stdout
    assert "Call the ministry" in done.stdout
    assert desk.python(MARKS) == "[]"


@pytest.mark.alike
def test_a_refused_message_ends_with_one_then_two_at_once_send_one(desk, post):
    post.manner = "refuse"
    assert desk.run("remind", "--now").returncode == 1
    assert desk.python(MARKS) == "[('failed', 'refused')]"
    post.manner = "kind"
    with ThreadPoolExecutor() as pool:
        done = list(pool.map(lambda _n: desk.run("remind", "--now"), range(3)))
    assert [one.returncode for one in done] == [0, 0, 0], [one.stderr for one in done]
    assert (len(post.letters), desk.python(MARKS)) == (1, "[('sent', '')]")


@pytest.mark.alike
def test_a_served_desk_reminds_by_itself(desk, post):
    desk.python("from sarez.desk.dialogue.models import Sending\nSending.objects.all().delete()")
    serving = desk.start("serve", "--no-browser", "--port", free_port())
    try:
        end = time.monotonic() + WAIT
        while not post.letters:
            assert time.monotonic() < end and serving.poll() is None, "no message came"
            time.sleep(0.2)
    finally:
        serving.terminate()
        serving.communicate(timeout=WAIT)
    assert post.parsed()[0]["To"] == "ana@example.org"
    assert "http://127.0.0.1:" in post.parsed()[0].get_content()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.alike
def test_a_portfolio_is_handed_over_by_command(desk):
    dry = desk.do("handover", "ana", "boris", "--dry-run")
    assert (dry.stdout, desk.python(OWNER)) == ("boris would take over 1 step.\n", "ana")
    assert "few words" in desk.run("handover", "ana", "boris").stderr
    assert "cannot take over" in desk.run("handover", "ana", "eve", "--note", "x").stderr
    done = desk.do("handover", "ana", "boris", "--only", "steps", "--note", "The crossing matters.")
    assert (done.stdout, desk.python(OWNER)) == ("boris takes over 1 step.\n", "boris")
    gone = desk.do("user", "change", "boris", "--inactive")
    assert "boris still has 1 thing to follow up" in gone.stderr
    assert (
        json.loads(desk.do("user", "list", "--format", "json").stdout.splitlines()[1])["is_active"] is False
    )
