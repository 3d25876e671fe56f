"""What is done to the record as a whole, by command: a person erased, reports read again, what stands made anew, feeds fetched."""

import pytest
from tests.desk.running import Running, initialised
from tests.intake.serving import Server, item, rss, words

TEXT = """Border officials meet in Batken

Kyrgyz border service chief Abdikarim Alimbaev met Tajik officers in Batken on 3 June 2024. “The road is open,”
Alimbaev said. Kyrgyz and Tajik guards exchanged fire near Vorukh on 2 June 2024, killing two."""


@pytest.fixture
def desk(tmp_path, ready):
    return ready.desk(tmp_path / "kept", "kept")


@pytest.fixture
def read(tmp_path, ready):
    """A desk with one report that was read."""
    return ready.desk(tmp_path / "kept", "kept", having_read)


def having_read(desk):
    initialised(desk)
    desk.do("add", "-", "--published", "2024-06-05", input=TEXT)


def told(desk, query):
    return desk.python(
        f"from sarez.desk.events.models import *\nfrom sarez.desk.reports.models import *\nprint({query})"
    )


@pytest.mark.parametrize(
    "command", [("forget", "1", "--why", "asked"), ("reread",), ("rebuild",), ("watch", "--once")]
)
def test_where_there_is_no_desk_nothing_is_made(tmp_path, command):
    desk = Running(tmp_path / "nowhere")
    desk.environment.pop("DATABASE_URL", None)
    done = desk.run(*command)
    assert (done.returncode, "sarez desk init" in done.stderr, "Traceback" in done.stderr) == (2, True, False)
    assert not (desk.home / "desk.sqlite3").exists()


@pytest.mark.alike
def test_an_empty_desk_has_nothing_to_read_make_or_fetch(desk):
    assert "0 reports read again" in desk.do("reread", "--model", "none").stderr
    assert "0 entries made anew" in desk.do("rebuild").stderr
    assert "0 new reports filed" in desk.do("watch", "--once").stderr
    done = desk.run("forget", "1", "--why", "asked", "--yes")
    assert (done.returncode, "Entry 1 is no person on this record" in done.stderr) == (2, True)


PERSON = 'Entry.objects.filter(kind="person").values_list("pk", flat=True).first()'
NAMED = (
    'Report.objects.filter(text__contains="Alimbaev").count(), Claim.objects.filter(kind="person").count()'
)


@pytest.mark.alike
def test_a_person_is_erased_and_the_rest_of_the_report_stays(read):
    person, others = told(read, PERSON), told(read, 'Claim.objects.exclude(kind="person").count()')
    assert told(read, NAMED) == "1 1"
    done = read.do("forget", person, "--why", "Alimbaev asked for it", "--yes")
    assert "Erased: 1 claims" in done.stderr
    assert told(read, NAMED) == "0 0"
    assert told(read, 'Claim.objects.exclude(kind="person").count()') == others
    assert told(read, 'Report.objects.filter(text__contains="guards exchanged fire").count()') == "1"
    log = read.python(
        "from sarez.desk.accounts.models import AuditEntry\nprint(AuditEntry.objects.get(action='erased').details)"
    )
    assert "asked for it" in log
    assert "Alimbaev" not in log
    assert read.do("audit", "verify").stdout.startswith("The log is whole")
    again = read.run("forget", person, "--why", "asked", "--yes")
    assert (again.returncode, "is no person" in again.stderr) == (2, True)


@pytest.mark.alike
def test_nobody_is_erased_without_a_reason_a_yes_and_a_person(read):
    person = told(read, PERSON)
    assert "Missing option '--why'" in read.run("forget", person, "--yes").stderr
    assert read.run("forget", "Alimbaev", "--why", "asked").returncode == 2
    event = told(read, 'Entry.objects.exclude(kind="person").first().pk')
    assert "is no person" in read.run("forget", event, "--why", "asked", "--yes").stderr
    assert read.run("forget", "9" * 30, "--why", "asked", "--yes").returncode == 2
    refused = read.run("forget", person, "--why", "asked", input="n\n")
    assert (refused.returncode, "Aborted" in refused.stderr) == (1, True)
    unasked = read.run("forget", person, "--why", "asked")
    assert (unasked.returncode, "Aborted" in unasked.stderr) == (1, True)
    assert told(read, NAMED) == "1 1"


READERS = 'list(Reading.objects.order_by("pk").values_list("reader", "is_current"))'
KEPT = 'Claim.objects.filter(decision="accepted", ended_at__year=9999).count()'
ACCEPT = """
from sarez.desk.accounts.models import User
from sarez.desk.events.decisions import accept
from sarez.desk.events.models import Claim
accept(Claim.objects.filter(kind="event").first(), User.objects.get())
"""


@pytest.mark.alike
def test_reading_again_asks_another_reader_once_and_keeps_what_people_decided(read):
    read.python(ACCEPT)
    done = read.do("reread", "--model", "none")
    assert "1 reports read again" in done.stderr
    readers = eval(told(read, READERS))
    assert [is_current for _, is_current in readers] == [False, True]
    assert "none" in readers[1][0]
    assert told(read, KEPT) == "1"
    assert "0 reports read again" in read.do("reread", "--model", "none").stderr
    claims = told(read, "Claim.objects.count()")
    assert (
        "1 reports read again; what was found changed in 0"
        in read.do("reread", "--model", "none", "--all").stderr
    )
    assert told(read, "Claim.objects.count()") == claims


@pytest.mark.alike
@pytest.mark.parametrize(
    "option, message",
    [(("--region", "atlantis"), "atlantis"), (("--model", "en_core_web_nowhere"), "en_core_web_nowhere")],
)
def test_an_unknown_region_or_model_is_named_and_nothing_is_read(read, option, message):
    before = told(read, READERS)
    done = read.run("reread", *option)
    assert (done.returncode, message in done.stderr, "Traceback" in done.stderr) == (2, True, False)
    assert told(read, READERS) == before


STANDS = (
    'sorted(Version.objects.values_list("entry", "title", "first", "decision", "reports", "known_to"), key=str), '
    'sorted(Facet.objects.values_list("version__entry", "name", "value", "role"))'
)


def test_what_was_spoilt_is_made_anew_from_the_claims(read):
    before = told(read, STANDS)
    entries = told(read, "Entry.objects.count()")
    read.python(
        "from sarez.desk.events.models import *\nFacet.objects.all().delete()\nVersion.objects.update(title='spoilt')\n"
        "Version.objects.filter(kind='event').delete()"
    )
    assert told(read, STANDS) != before
    assert f"{entries} entries made anew" in read.do("rebuild").stderr
    assert told(read, STANDS) == before
    read.do("rebuild")
    assert told(read, STANDS) == before


FEED = """
import sys
from sarez.desk.accounts.models import User
from sarez.desk.reports import feeds
from sarez.desk.reports.filing import source_named
feeds.add(sys.argv[1], source_named(sys.argv[2]), User.objects.get())
"""


@pytest.fixture
def server():
    made = Server()
    yield made
    made.close()


@pytest.mark.alike
def test_feeds_that_are_due_are_fetched_once_and_what_went_wrong_is_said(desk, server):
    desk.environment["SAREZ_PRIVATE_FEEDS"] = "127.0.0.1"
    desk.python(FEED, server.put("/feed", rss(*(item(n, text=words(n)) for n in (2, 1)))), "Chronicle")
    desk.python(FEED, server.put("/gone", "", status=410), "Old wire")
    done = desk.do("watch", "--once")
    assert "Chronicle: 2 new" in done.stderr
    assert "Old wire: It " in done.stderr
    assert "2 new reports filed." in done.stderr
    assert (
        told(desk, 'list(Report.objects.order_by().values_list("source__name", "state").distinct())')
        == "[('Chronicle', 'waiting')]"
    )
    asked = len(server.paths())
    assert "0 new reports filed." in desk.do("watch", "--once").stderr
    assert len(server.paths()) == asked, "not due yet"
    assert told(desk, 'Feed.objects.get(source__name="Old wire").is_on') == "False"


@pytest.mark.alike
def test_a_feed_in_a_private_network_is_refused_unless_it_is_allowed(desk, server):
    desk.python(FEED, server.put("/feed", rss(item(1, text=words(1)))), "Chronicle")
    done = desk.do("watch", "--once")
    assert "SAREZ_PRIVATE_FEEDS" in done.stderr
    assert server.asked == []
    assert told(desk, "Report.objects.count()") == "0"
