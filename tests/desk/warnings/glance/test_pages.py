"""The region at a glance, one unit, and what is behind a point."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sarez.desk.warnings.glance import charts
from sarez.desk.warnings.outlook import asking, making
from sarez.desk.warnings.outlook.reading import Line
from sarez.watch.units import Unit

pytestmark = pytest.mark.django_db
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
