"""The region at a glance, one unit, and what is behind a point."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sarez.desk.warnings.glance import charts, fans
from sarez.desk.warnings.glance.findings import Likely
from sarez.desk.warnings.outlook import asking, making
from sarez.desk.warnings.outlook.reading import Line
from sarez.watch.units import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
BACKEND = "django.contrib.auth.backends.ModelBackend"
BEHIND = "/watch/behind?unit=KGZ-TJK&indicator=acts_of_conflict&step=month&period=2024-05-01"


@pytest.fixture
def client(desk, monkeypatch):
    monkeypatch.setattr(making, "today", lambda: date(2024, 6, 5))
    client = Client()
    client.force_login(desk.user(), BACKEND)
    return client


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_an_empty_desk_says_what_to_do(client):
    assert "Add reports" in page(client, "/watch")
    assert "add reports" in page(client, "/watch/unit/KGZ-TJK")


def test_the_glance_leads_to_units_and_they_to_sentences(desk, client):
    report = desk.report("Guards exchanged fire near Vorukh.")
    claim = desk.claim(report)
    told = page(client, "/watch")
    assert "/watch/unit/KGZ-TJK?step=month" in told
    assert "From the record as of" in told
    told = page(client, "/watch/unit/KGZ-TJK?step=month")
    assert BEHIND.replace("&", "&amp;") in told
    told = page(client, BEHIND)
    assert f"/entry/{claim.entry_id}" in told
    assert "Guards exchanged fire near Vorukh." in told


def test_the_points_of_the_map_lead_to_units(desk, client):
    desk.claim()
    found = client.get("/watch/points.geojson?step=month").json()["features"]
    assert [
        f["properties"]["places"][0]["url"] for f in found if f["properties"]["name"] == "Tajikistan"
    ] == ["/watch/unit/TJK"]


@pytest.mark.parametrize("name", ["USA", "KGZ-USA", "nonsense", "USA:Utah", "K"])
def test_what_is_not_watched_has_no_page(client, name):
    assert client.get(f"/watch/unit/{name}").status_code == 404


@pytest.mark.parametrize("query", ["", "?unit=KGZ", "?unit=KGZ&indicator=deaths&period=x", "?unit=KGZ&indicator=deaths&period=2024-05-01&step=x", "?unit=KGZ&indicator=x&period=2024-05-01"])  # fmt: skip
def test_a_point_that_is_none_is_not_found(client, query):
    assert client.get(f"/watch/behind{query}").status_code == 404


@pytest.mark.parametrize("path", ["/watch", "/watch/unit/KGZ-TJK", BEHIND, "/watch/points.geojson"])
def test_pages_ask_the_database_little(desk, client, path):
    for day in range(1, 9):
        desk.claim(values=desk.event(date=f"2024-05-0{day}"))
    page(client, path)
    with CaptureQueriesContext(connection) as captured:
        page(client, path)
    assert len(captured) <= 20


def test_while_an_outlook_is_made_the_page_says_so(desk, client, monkeypatch):
    monkeypatch.setattr(asking, "BESIDE", True)
    monkeypatch.setattr(asking, "_make", lambda viewer: None)
    assert 'http-equiv="refresh"' in page(client, "/watch")


def line(values, **more):
    n = len(values)
    periods = [date(2024, 1 + at, 1) for at in range(n)]
    told = {
        "corrected": values,
        "events": [int(v or 0) for v in values],
        "reported": [1] * n,
        "left_out": [0] * n,
    }
    return Line(Unit("country", "KGZ"), "deaths", "month", periods, values, **(told | more))


def test_a_line_breaks_where_there_is_no_data():
    of = line([1.0, 2.0, None, None, 0.0, 4.0])
    drawn = charts.wide(of, of.values, "count", lambda day: f"/{day}")
    assert [len(path.split()) for path in drawn.paths] == [2, 2]
    assert len(drawn.gaps) == 1
    assert drawn.gaps[0][1] == pytest.approx(2 * charts.WIDE / 6, abs=0.01)
    assert [bool(point.address) for point in drawn.points] == [True, True, False, True]


def test_a_bar_is_as_high_as_its_part_of_the_most():
    drawn = charts.small(line([1.0, None, 4.0]), line([0.0, None, 2.0]))
    assert [(bar.css, bar.height) for bar in drawn.bars] == [("mx", 7.5), ("mc", 15.0), ("mx", 30.0)]
    assert drawn.most == 4


def warned(desk, **more):
    from tests.desk.warnings.conftest import Makers

    return Makers(desk).warning(**more)


def test_the_glance_and_the_unit_show_open_warnings_by_level_word_and_link(desk, client):
    desk.claim()
    one = warned(desk)
    for path in ("/watch", "/watch/unit/KGZ-TJK", "/watch/unit/KGZ", "/watch/unit/border"):
        told = page(client, path)
        assert f'href="/warnings/{one.number}"' in told, path
        assert "heightened danger" in told, path
    assert f'href="/warnings/{one.number}"' not in page(client, "/watch/unit/UZB")
    pairs = page(client, "/watch").partition('id="kind-pair"')[2]
    first = pairs.partition('<li class="unit">')[2].partition("<svg viewBox")[0]
    assert "/watch/unit/KGZ-TJK" in first
    assert f'href="/warnings/{one.number}"' in first


def test_a_warning_above_a_clearance_a_closed_one_and_an_old_day_show_none(desk, client):
    from sarez.desk.warnings.clock import turns

    desk.claim()
    above, closed = warned(desk, marking=3), warned(desk)
    turns.close(closed, "not", "Quiet.", desk.user("head", 4))
    for path in ("/watch", "/watch/unit/KGZ-TJK", "/watch?as_of=2024-06-01"):
        told = page(client, path)
        assert f"/warnings/{above.number}" not in told and f"/warnings/{closed.number}" not in told, path


def test_a_warning_of_a_unit_without_a_card_is_not_lost(desk, client):
    one = warned(desk, unit="TJK:Khatlon", issue="")
    assert f'href="/warnings/{one.number}"' in page(client, "/watch")


def test_a_fan_holds_its_intervals_one_within_the_other_and_begins_at_nothing():
    likely = [
        Likely("any", "", weeks, p, p - 9, p + 9, 10, (), False,
               ((50, p / 100 - 0.03, p / 100 + 0.03), (80, p / 100 - 0.06, p / 100 + 0.06), (90, p / 100 - 0.09, p / 100 + 0.09)))
        for weeks, p in ((4, 20), (8, 36))
    ]  # fmt: skip
    [fan] = fans.fans(likely)
    assert (fan.scale, [share for share, _area in fan.areas]) == (50, [90, 80, 50])
    heights = {share: [float(p.split(",")[1]) for p in area.split()][1:3] for share, area in fan.areas}
    assert heights[90][0] < heights[80][0] < heights[50][0] < fan.dots[0][1]
    assert all(area.startswith(f"{fan.left:.1f},{fan.foot:.1f} ") for _share, area in fan.areas)
    assert fan.dots[1][1] == pytest.approx(fans.TOP + fans.HIGH * (1 - 36 / 50), abs=0.1)


def test_an_outlook_kept_without_intervals_draws_no_fan_and_tells_its_own(desk):
    old = Likely("any", "", 4, 20, 10, 30, 10, (), False)
    assert fans.fans([old]) == []
    assert old.ranges == [(90, 10, 30)]


@pytest.mark.parametrize("path", ["/watch?step=month", "/watch/unit/KGZ-TJK?step=month", "/watch/points.geojson?step=month"])  # fmt: skip
def test_who_may_see_less_is_not_shown_what_was_drawn_for_another(desk, path):
    desk.claim()
    less, more = _signed_in(desk.user(clearance=0)), _signed_in(desk.user(clearance=4))
    before = _drawn(page(less, path))
    desk.claim(desk.report("Red.", marking=4), values=desk.event(date="2024-05-02", killed=7))
    assert _drawn(page(more, path)) != before
    assert _drawn(page(less, path)) == before


def test_a_part_that_was_drawn_for_one_names_nobody(desk):
    desk.claim()
    one, other = desk.user(clearance=4), desk.user(clearance=4)
    assert f">{one.username}<" in page(_signed_in(one), "/watch?step=month")
    told = page(_signed_in(other), "/watch?step=month")
    assert f">{other.username}<" in told
    assert one.username not in told


def _signed_in(user):
    client = Client()
    client.force_login(user, BACKEND)
    return client


def _drawn(told):
    """What a page draws of the record, without when that was read."""
    return re.findall(r"<circle[^>]*>|<rect[^>]*>|<title>[^<]*|\"events\": \d+", told)
