"""Fetching from servers that page, expire, are busy, break off and lose things."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from tests.intake.tables.fetching.serving import Acled, Gdelt, Ucdp

from sarez.errors import Problem
from sarez.intake.tables.fetching import acled_api, gdelt_files, ucdp_api
from sarez.intake.tables.fetching.patience import Patient
from sarez.intake.tables.reading import Asked
from sarez.intake.tables.store import Added
from sarez.intake.wire import Limits

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def waits():
    return []


@pytest.fixture
def client(waits):
    limits = Limits(read=2.0, total=10.0, bytes=1_000_000, allowed=("127.0.0.1",))
    with Patient(limits, tries=4, sleep=waits.append) as made:
        yield made


@pytest.fixture
def serve():
    made = []

    def start(server):
        made.append(server)
        return server

    yield start
    for server in made:
        server.close()


def sorted_out(items):
    items = list(items)
    problems = [
        p
        for i in items
        for p in ([i] if isinstance(i, Problem) else i.problems if isinstance(i, Added) else [])
    ]
    return [i for i in items if isinstance(i, Added)], problems, [i for i in items if isinstance(i, str)]


class Stop(Exception):
    """What ends a fetch in the middle, as a kill does."""


def stopped(items, after):
    with pytest.raises(Stop):
        for number, _ in enumerate(items, 1):
            if number == after:
                raise Stop
    items.close()


def ucdp(bench, client, server, **said):
    asked = Asked(NOW, version="23.1", **said)
    return ucdp_api.fetch(bench.store, client, "let-me-in", asked, bench.region, base=f"{server.root}/api")


def test_a_release_comes_page_by_page(bench, rows, client, serve):
    server = serve(Ucdp(rows.ucdp, 5))
    (added,), problems, talk = sorted_out(ucdp(bench, client, server))
    assert (added.kept.source, added.kept.version, added.kept.events, problems) == ("ucdp-ged", "23.1", 5, [])
    assert len(server.asked) == 3 and talk[-1] == "ucdp-ged 23.1: 5 of 5 events"
    assert not list((bench.store.folder / "fetching").iterdir())
    assert (
        sorted_out(ucdp(bench, client, server))[2] == ["ucdp-ged 23.1 is kept already."]
        and len(server.asked) == 3
    )


def test_a_stopped_fetch_goes_on_with_the_next_page(bench, rows, client, serve):
    server = serve(Ucdp(rows.ucdp, 7))
    stopped(ucdp(bench, client, server), after=2)
    assert bench.store.versions() == () and len(server.asked) == 2
    (added,), problems, _ = sorted_out(ucdp(bench, client, server))
    assert (added.kept.events, problems, len(server.asked)) == (7, [], 4)


def test_a_page_that_was_kept_but_not_noted_is_fetched_again(bench, rows, client, serve):
    server = serve(Ucdp(rows.ucdp, 7))
    stopped(ucdp(bench, client, server), after=2)
    (state,) = (bench.store.folder / "fetching").rglob("state.json")
    noted = json.loads(state.read_text("utf-8"))
    state.write_text(
        json.dumps(
            noted | {"pages": 1, "rows": 2, "next": f"{server.root}/api/gedevents/23.1?pagesize=2&page=2"}
        )
    )
    (added,), problems, _ = sorted_out(ucdp(bench, client, server))
    assert (added.kept.events, problems) == (7, [])


def test_a_busy_server_is_asked_again_when_it_says(bench, rows, client, serve, waits):
    server = serve(Ucdp(rows.ucdp, 3))
    server.stumbles["/api/gedevents/23.1"] = [(429, {"Retry-After": "7"}, b""), (503, {}, b""), None]
    (added,), problems, _ = sorted_out(ucdp(bench, client, server))
    assert (added.kept.events, problems) == (3, [])
    assert waits == [7.0, 2.0, 4.0]


def test_who_stays_busy_is_told_and_what_came_is_kept(bench, rows, client, serve):
    server = serve(Ucdp(rows.ucdp, 5))
    first = ucdp(bench, client, server)
    next(first)
    server.stumbles["/api/gedevents/23.1"] = [(500, {}, b"")] * 4
    _, (problem,), _ = sorted_out(first)
    assert "goes on from there" in problem.remedy
    (added,), _, _ = sorted_out(ucdp(bench, client, server))
    assert added.kept.events == 5


def test_a_wrong_token_is_told_without_it(bench, rows, client, serve):
    server = serve(Ucdp(rows.ucdp, 5, token="another"))
    _, (problem,), _ = sorted_out(ucdp(bench, client, server))
    assert "SAREZ_UCDP_TOKEN" in problem.remedy and "let-me-in" not in str(problem)


def test_the_token_goes_to_no_other_host(bench, rows, client, serve):
    thief = serve(Ucdp(rows.ucdp, 5))
    server = serve(Ucdp(rows.ucdp, 5))
    real = server.answers["/api/gedevents/23.1"]
    server.answers["/api/gedevents/23.1"] = lambda said, headers: tuple(
        part.replace(server.root.encode(), thief.root.encode()) if isinstance(part, bytes) else part
        for part in real(said, headers)
    )
    (added,), _, _ = sorted_out(ucdp(bench, client, server))
    assert added.kept.events == 5 and thief.asked == []


def test_an_answer_that_is_no_page_is_told(bench, rows, client, serve):
    server = serve(Ucdp(rows.ucdp, 5))
    server.stumbles["/api/gedevents/23.1"] = [(200, {}, b"<html>maintenance</html>")]
    _, (problem,), _ = sorted_out(ucdp(bench, client, server))
    assert "no page of events" in problem.message


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(acled_api, "PAGE", 2)


def acled(bench, client, server, password="s3cret-word", **said):
    session = acled_api.Session(client, "desk@example.org", password, server.root)
    return acled_api.fetch(
        bench.store,
        session,
        Asked(NOW),
        date(2022, 9, 1),
        date(2022, 9, 30),
        ("417", "762"),
        bench.region,
        **said,
    )


def events(rows, count):
    return [rows.acled | {"event_id_cnty": f"KGZ{n}"} for n in range(count)]


def test_acled_comes_in_pages_and_then_what_it_deleted(bench, rows, client, serve, few):
    deleted = [
        {"event_id_cnty": "KGZ1", "deleted_timestamp": "1669852800"},
        {"event_id_cnty": "?", "deleted_timestamp": "x"},
    ]
    server = serve(Acled(events(rows, 5), deleted))
    (added, gone), problems, _ = sorted_out(acled(bench, client, server))
    assert (added.kept.source, added.kept.version, added.kept.events, problems) == (
        "acled",
        "2026-05-01",
        5,
        [],
    )
    assert gone.kept.is_deletions and gone.kept.rows == 1
    assert (len(bench.known("2022-11-30")), len(bench.known("2022-12-02"))) == (5, 4)
    assert "iso=417:OR:iso=762" in server.asked[1] and "event_date=2022-09-01%7C2022-09-30" in server.asked[1]


def test_a_token_that_runs_out_is_renewed(bench, rows, client, serve, few):
    server = serve(Acled(events(rows, 7), [], lasts=2))
    (added,), problems, _ = sorted_out(acled(bench, client, server))
    assert (added.kept.events, problems) == (7, [])
    assert server.grants == ["password", "refresh_token", "refresh_token"]


def test_a_renewal_that_is_refused_signs_in_anew(bench, rows, client, serve, few):
    server = serve(Acled(events(rows, 3), [], lasts=1))
    server.stumbles["/oauth/token"] = []
    first = acled(bench, client, server)
    next(first)
    server.number += 1  # the server has forgotten both
    (added,), problems, _ = sorted_out(first)
    assert (added.kept.events, problems) == (3, []) and server.grants.count("password") == 2


def test_a_wrong_password_is_told_without_it(bench, rows, client, serve, few):
    server = serve(Acled(events(rows, 3), []))
    _, (problem,), _ = sorted_out(acled(bench, client, server, password="wrong-word"))
    assert "SAREZ_ACLED_PASSWORD" in problem.remedy and "wrong-word" not in str(problem)
    assert "s3cret" not in repr(acled_api.Session(client, "a", "s3cret-word"))


def test_acled_goes_on_where_it_was_stopped_for_a_day(bench, rows, client, serve, few):
    server = serve(Acled(events(rows, 5), []))
    stopped(acled(bench, client, server), after=2)
    before = len([path for path in server.asked if "/acled/read" in path])
    (added,), _, _ = sorted_out(acled(bench, client, server))
    assert added.kept.events == 5
    assert (before, len([path for path in server.asked if "/acled/read" in path])) == (2, 3)


def gdelt(bench, client, server, first=None, last=None):
    return gdelt_files.fetch(bench.store, client, Asked(NOW), first, last, bench.region, base=server.root)


def quarters(rows, *moments):
    """A file for each moment, with one event."""
    return {
        m: rows.write([rows.gdelt | {"globaleventid": str(n), "dateadded": m}], "\t", header=False)
        for n, m in enumerate(moments, 1)
    }


DAYS = ("20220914000000", "20220914001500", "20220915000000", "20220916000000")


def test_the_days_asked_for_are_versions(bench, rows, client, serve):
    server = serve(Gdelt(quarters(rows, *DAYS)))
    added, problems, _ = sorted_out(gdelt(bench, client, server, date(2022, 9, 14), date(2022, 9, 15)))
    assert [(a.kept.version, a.kept.events) for a in added] == [("2022-09-14", 2), ("2022-09-15", 1)]
    assert problems == []
    asked = len(server.asked)
    assert sorted_out(gdelt(bench, client, server, date(2022, 9, 14), date(2022, 9, 15)))[0] == []
    assert len(server.asked) == asked + 1


def test_a_day_that_is_not_over_is_left_for_later(bench, rows, client, serve):
    server = serve(Gdelt(quarters(rows, *DAYS)))
    added, problems, talk = sorted_out(gdelt(bench, client, server, date(2022, 9, 15), date(2022, 9, 30)))
    assert [a.kept.version for a in added] == ["2022-09-15"] and problems == []
    assert talk[-1] == "gdelt 2022-09-16 is not over: fetch it tomorrow."


def test_without_days_the_last_quarter_of_an_hour_comes(bench, rows, client, serve):
    server = serve(Gdelt(quarters(rows, *DAYS)))
    (added,), _, _ = sorted_out(gdelt(bench, client, server))
    assert (added.kept.version, added.kept.events) == ("20220916000000", 1)


def test_a_file_that_is_not_what_the_list_names_leaves_its_day_for_next_time(bench, rows, client, serve):
    server = serve(Gdelt(quarters(rows, *DAYS)))
    server.stumbles["/20220914001500.export.CSV.zip"] = [(200, {}, b"something else")] * 3
    added, problems, _ = sorted_out(gdelt(bench, client, server, date(2022, 9, 14), date(2022, 9, 14)))
    assert added == [] and "MD5" in problems[0].message and "not kept yet" in problems[1].message
    asked = len(server.asked)
    (added,), problems, _ = sorted_out(gdelt(bench, client, server, date(2022, 9, 14), date(2022, 9, 14)))
    assert (added.kept.events, problems) == (2, [])
    assert server.asked[asked:] == ["/masterfilelist.txt", "/20220914001500.export.CSV.zip"]


def test_one_wrong_answer_is_asked_for_again(bench, rows, client, serve):
    server = serve(Gdelt(quarters(rows, *DAYS)))
    server.stumbles["/20220914000000.export.CSV.zip"] = [(200, {}, b"cut"), None]
    (added,), problems, _ = sorted_out(gdelt(bench, client, server, date(2022, 9, 14), date(2022, 9, 14)))
    assert (added.kept.events, problems) == (2, [])


def test_a_file_that_the_server_lost_is_told_and_its_day_kept_without_it(bench, rows, client, serve):
    server = serve(Gdelt(quarters(rows, *DAYS)))
    del server.answers["/20220914001500.export.CSV.zip"]
    (added,), (problem,), _ = sorted_out(gdelt(bench, client, server, date(2022, 9, 14), date(2022, 9, 14)))
    assert added.kept.events == 1 and "is not there" in problem.message


def test_an_answer_larger_than_allowed_is_refused(bench, rows, client, serve):
    server = serve(Gdelt(quarters(rows, *DAYS)))
    server.answers["/masterfilelist.txt"] = lambda *_: (200, {}, b"x" * 1_000_001)
    _, (problem,), _ = sorted_out(gdelt(bench, client, server, date(2022, 9, 14), date(2022, 9, 14)))
    assert "larger than" in problem.message
