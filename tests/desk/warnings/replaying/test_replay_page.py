"""The page of a replay: what may be asked for, and what it tells to whom."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.utils import translation

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.warnings.replaying.asked import Asked, asked
from sarez.desk.warnings.replaying.making import replayed
from sarez.desk.warnings.rules import book
from sarez.watch.units import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
BACKEND = "django.contrib.auth.backends.ModelBackend"
UNTIL = date(2024, 6, 30)
WEEKS = {"unit": "KGZ-TJK", "from": "2024-05-27", "to": "2024-06-09", "step": "week"}


def test_months_are_whole_and_nothing_is_asked_of_days_to_come():
    found, problem = asked({"unit": "tjk-kgz", "from": "2024-05", "to": "2024-07"}, UNTIL)
    assert (found, problem) == (Asked(Unit("pair", "KGZ-TJK"), date(2024, 5, 1), UNTIL, "day"), "")


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({"unit": "KGZ-USA", "from": "2024", "to": "2024"}, "not watched"),
        ({"unit": "KGZ", "from": "x", "to": "2024"}, "Give both days"),
        ({"unit": "KGZ", "from": "2024-05", "to": "2024-04"}, "comes after"),
        ({"unit": "KGZ", "from": "2022", "to": "2024"}, "a year at most"),
        ({"unit": "?", "from": "2022", "to": "2024"}, "is no unit"),
    ],
)
def test_what_cannot_be_replayed_is_told(query, says):
    found, problem = asked(query, UNTIL)
    assert found is None
    assert says in problem


def test_nothing_is_asked_for_without_a_unit():
    assert asked({}, UNTIL) == (None, "")


def test_a_replay_tells_each_what_they_may_see_when_it_was_known(desk):
    shown = desk.claim(desk.report(known_at=datetime(2024, 6, 1, 9, tzinfo=UTC)))
    desk.claim(
        desk.report(known_at=datetime(2024, 6, 2, 9, tzinfo=UTC), marking=3),
        values=desk.event(date="2024-05-29"),
    )
    wanted, _problem = asked(WEEKS | {"step": "day", "from": "2024-05-31", "to": "2024-06-03"}, UNTIL)
    told = replayed(wanted, Viewer(2))
    learned = [(step["day"], one["entry"]) for step in told["steps"] for one in step["learned"]]
    assert learned == [("2024-06-01", shown.entry_id)]
    above = replayed(wanted, Viewer(4))
    assert len([one for step in above["steps"] for one in step["learned"]]) == 2


def test_the_page_leads_to_what_was_learned(desk):
    claim = desk.claim()
    client = Client()
    client.force_login(desk.user(), BACKEND)
    told = client.get("/watch/replay", WEEKS).content.decode()
    assert f"/entry/{claim.entry_id}?as_of=2024-06-0" in told
    assert "Looked at" in told
    assert "not watched" in client.get("/watch/replay", WEEKS | {"unit": "USA"}).content.decode()


CALM = """budget: 6
rules:
  never:
    says: {en: Never., ru: Никогда.}
    units: pairs
    when: {indicator: material_conflict, step: day, over: 56, at_least: 1000}
    level: yellow
    window: 28 days
    cool_down: 28 days
"""


def test_a_replay_goes_by_the_rules_of_the_desk_or_by_those_that_ship_as_asked(desk):
    for n in range(1, 6):
        known = datetime(2024, 6, n, 9, tzinfo=UTC)
        desk.claim(desk.report(known_at=known), values=desk.event(date=f"2024-05-2{n}", place=f"Post {n}"))
    days = WEEKS | {"step": "day", "from": "2024-06-03", "to": "2024-06-04"}

    def proposed(**more):
        told = replayed(asked(days | more, UNTIL)[0], Viewer(2))
        return [one["rule"] for step in told["steps"] for one in step["proposals"]]

    assert proposed() == proposed(rules="shipped") != []
    with translation.override("ru"):
        told = replayed(asked(days, UNTIL)[0], Viewer(2))
        assert "порог правила" in str(told["steps"])
    book.keep(CALM, "quiet", desk.user("head", 4), None)
    assert proposed() == []
    assert proposed(rules="shipped") != []
