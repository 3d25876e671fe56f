"""The scoreboard: every warning ever issued against what came, as far as one may see, as known on a day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from sarez.desk.warnings.issuing.issue import cancel
from sarez.desk.warnings.scoreboard.judged import board

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
JUNE = datetime(2024, 6, 1, 8, tzinfo=UTC)
AFTER = date(2024, 9, 1)


@pytest.fixture
def clash(desk):
    """A clash between two states, known the day after."""

    def make(day, recipient="TJK", marking=0):
        report = desk.report(
            marking=marking,
            published=day.isoformat(),
            known_at=datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1),
        )
        return desk.claim(report, values=desk.event(date=day.isoformat(), recipient=[recipient]))

    return make


def outcomes(found):
    return {one.warning.unit.name: one.outcome for one in found.ledger.verdicts}


def test_a_warning_before_a_clash_is_a_hit_and_one_before_nothing_is_false(desk, make, clash):
    make.warning(at=JUNE)
    make.warning(at=JUNE, unit="KGZ-UZB")
    clash(date(2024, 6, 11))
    found = board(desk.viewer(4), AFTER, 6)
    assert outcomes(found) == {"KGZ-TJK": "hit", "KGZ-UZB": "false"}
    assert (found.every.hits, found.every.false, found.every.precision) == (1, 1, 0.5)
    assert found.every.lead == timedelta(days=9, hours=16)
    assert outcomes(board(desk.viewer(4), date(2024, 6, 10), 6)) == {"KGZ-TJK": "open", "KGZ-UZB": "open"}


def test_what_nobody_warned_of_is_a_miss(desk, make, clash):
    make.warning(at=JUNE, unit="KGZ-UZB")
    clash(date(2024, 6, 11))
    found = board(desk.viewer(4), AFTER, 6)
    assert "KGZ-TJK" in {one.first.unit.name for one in found.ledger.misses}


def test_a_drill_does_not_count_and_what_was_taken_back_does(desk, make):
    make.warning(at=JUNE, is_exercise=True, unit="KAZ-UZB")
    gone = make.warning(at=JUNE, unit="KGZ-UZB")
    cancel(gone, make.head, "Nothing in it.")
    assert set(outcomes(board(desk.viewer(4), AFTER, 6))) == {"KGZ-UZB"}


def test_a_warning_above_ones_clearance_is_not_on_the_board(desk, make, clash):
    make.warning(at=JUNE, marking=3)
    clash(date(2024, 6, 11), marking=3)
    assert outcomes(board(desk.viewer(2), AFTER, 6)) == {}
    assert not board(desk.viewer(2), AFTER, 6).ledger.misses


def test_the_page_tells_hits_misses_and_how_few_they_are(desk, make, clash, django_assert_max_num_queries):
    client = Client()
    client.force_login(desk.user("analyst", 2, "ana"), backend=BACKEND)
    empty = client.get("/watch/scoreboard").content.decode()
    assert "No warning was issued yet" in empty
    make.warning(at=JUNE)
    clash(date(2024, 6, 11))
    clash(date(2024, 6, 20), recipient="UZB")
    client.get("/watch/scoreboard")  # what is watched is brought up to the record beside the pages
    with django_assert_max_num_queries(20):
        page = client.get("/watch/scoreboard").content.decode()
    assert "<b>hit</b>" in page and "9.7 days before" in page
    assert "What nobody warned of" in page and "So few that shares" in page
    then = client.get("/watch/scoreboard?as_of=2024-06-05").content.decode()
    assert "<b>open</b>" in then and "What nobody warned of" not in then
