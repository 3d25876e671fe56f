"""The calendar: what falls on which day, never on a day that is not known, never above a viewer's clearance."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.desk.dialogue.dated import BACKEND, plan, promise, talks

from sarez.desk.dialogue.keeping import begin
from sarez.desk.dialogue.meetings.calendar import DUE, ENGAGEMENT, STEP, Month, Occasion, above, weeks
from sarez.desk.dialogue.meetings.occasions import Asked, occasions, period_ends
from sarez.desk.dialogue.models import Finding, Following, Step

pytestmark = pytest.mark.django_db
THINGS = (
    "reopen the road", "build a school", "share river maps", "train customs officers", "repair the canal gate",
    "print textbooks", "lower gas prices", "release the fishermen", "demine a pasture", "plant saffron",
    "lend two helicopters", "vaccinate the herds",
)  # fmt: skip
NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)


def found(desk, clearance=4, **asked):
    return occasions(desk.viewer(clearance), *NOVEMBER, Asked(**asked)).occasions


def occasion(first, last=None, told=None, **values):
    last = last or first
    return Occasion(
        ENGAGEMENT, 1, 1, values.pop("title", "x"), first, last, told or first.isoformat(), **values
    )


def test_a_month_is_whole_weeks_from_monday_and_knows_its_neighbours():
    month = Month.of("2024-02", date(2026, 1, 1))
    days = [day for week in weeks(month, [], date(2024, 2, 29)) for day in week]
    assert (days[0].date, days[-1].date, len(days) % 7) == (date(2024, 1, 29), date(2024, 3, 3), 0)
    assert [d.date for d in days if d.is_today] == [date(2024, 2, 29)]
    assert (str(month.before), str(month.next), month.last) == ("2024-01", "2024-03", date(2024, 2, 29))
    assert str(Month(2024, 12).next) == "2025-01"
    assert str(Month(2024, 1).before) == "2023-12"


@pytest.mark.parametrize("told", ["", "2026-13", "9999-01", "2026-1", "x", "٢٠٢٦-١١"])
def test_a_month_that_is_none_is_this_month(told):
    assert str(Month.of(told, date(2026, 11, 23))) == "2026-11"


def test_several_days_stand_on_each_and_what_has_no_day_on_none():
    month = Month(2026, 11)
    three = occasion(date(2026, 11, 10), date(2026, 11, 12))
    rough = occasion(date(2026, 11, 1), date(2026, 11, 30), "2026-11")
    long = occasion(date(2026, 10, 1), date(2026, 12, 1), "2026-10-01")
    days = [d for week in weeks(month, [three, rough, long], date(2026, 1, 1)) for d in week]
    assert [d.date.day for d in days if d.occasions] == [10, 11, 12]
    assert above(month, [three, rough, long]) == [long, rough]


def test_a_full_day_says_how_many_more_and_shows_what_the_desk_plans_first():
    day = date(2026, 11, 3)
    every = [occasion(day, title=f"n{n}", is_ours=n == 5) for n in range(6)]
    every[5] = occasion(day, title="ours", is_ours=True, starts=time(10))
    [full] = [d for week in weeks(Month(2026, 11), every, day) for d in week if d.occasions]
    assert (full.occasions[0].title, len(full.occasions), full.more) == ("ours", 4, 2)


def test_what_the_desk_plans_is_told_apart_from_what_the_news_announces(desk):
    by = desk.user("officer", 3)
    own, other = (
        talks(desk),
        talks(desk, "2026-11-13", title="Forum of rivers", participants=["UZB"], issues=[]),
    )
    plan(own, by, owner=by.username, state="planned", starts=time(10), zone="Asia/Bishkek")
    told = {o.entry: o for o in found(desk)}
    assert (told[own.pk].is_ours, told[own.pk].owner, told[own.pk].starts) == (True, by.username, time(10))
    assert (told[other.pk].is_ours, told[other.pk].owner) == (False, "")


def test_a_plan_above_the_clearance_leaves_the_engagement_as_the_news_tells_it(desk):
    by = desk.user("officer", 3)
    plan(talks(desk), by, owner="secret-keeper", state="cancelled", marking=3)
    [seen] = found(desk, 2)
    assert (seen.is_ours, seen.owner, seen.state, seen.marking) == (False, "", "planned", 0)
    assert found(desk, 2, owner="secret-keeper") == []


def test_a_plan_kept_on_an_entry_joined_into_another_stands_there(desk):
    from sarez.desk.events.joining import join

    by = desk.user("head", 4)
    one, two = talks(desk), talks(desk, "2026-11-25", title="Seminar", participants=["UZB"], organizers=[])
    plan(two, by, owner=by.username)
    join([one, two], by, "the same")
    assert [(o.entry, o.is_ours) for o in found(desk)] == [(one.pk, True)]
    assert [o.entry for o in found(desk, owner=by.username)] == [one.pk]


def test_a_postponed_engagement_stands_where_it_was_and_where_it_was_moved(desk):
    by = desk.user("officer", 3)
    entry = talks(desk, "2026-10-05", date_end="2026-10-06")
    plan(entry, by, state="postponed", postponed_to="2026-11-19")
    [moved] = found(desk)
    assert (moved.first, moved.last, moved.state) == (date(2026, 11, 19), date(2026, 11, 20), "planned")
    assert moved.moved_from == "2026-10-05"
    [old] = occasions(desk.viewer(), date(2026, 10, 1), date(2026, 10, 31)).occasions
    assert (old.first, old.is_over) == (date(2026, 10, 5), True)


def test_an_end_known_to_the_month_does_not_fill_the_days(desk):
    talks(desk, "2026-11-12", date_end="2026-12")
    [seen] = found(desk)
    assert (seen.first, seen.last) == (date(2026, 11, 12), date(2026, 11, 12))


def test_commitments_are_due_where_they_are_followed_up(desk):
    by = desk.user("officer", 3)
    firm = promise(desk)
    offered = promise(desk, modality="offered", text="build a school", parties=["UZB"])
    raised = promise(desk, modality="proposed", text="share maps of the river", parties=["KAZ", "UZB"])
    dropped = promise(desk, text="print a book about horses", parties=["TKM"])
    begin(Following(entry=raised, is_raised=True), by)
    begin(Following(entry=dropped, is_dropped=True), by)
    begin(Finding(entry=firm, outcome="kept", on=date(2026, 11, 19)), by)
    told = {o.entry: o for o in found(desk)}
    assert told.keys() == {firm.pk, raised.pk}
    assert offered.pk not in told
    assert (told[firm.pk].what, told[firm.pk].state) == (DUE, "kept")


def test_a_recurring_commitment_is_due_at_the_end_of_each_period(desk):
    by = desk.user("officer", 3)
    entry = promise(desk, None)
    begin(Following(entry=entry, recurrence="quarterly", since=date(2026, 5, 4)), by)
    told = occasions(desk.viewer(), date(2026, 1, 1), date(2026, 12, 31)).occasions
    assert [o.first for o in told] == [date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)]


def test_periods_are_those_of_the_calendar_and_end_with_the_undertaking():
    of = Following(recurrence="half-yearly", since=date(2024, 7, 1), until=date(2025, 12, 30))
    assert period_ends(of, date(2024, 1, 1), date(2027, 1, 1)) == [date(2024, 12, 31), date(2025, 6, 30)]
    assert period_ends(Following(recurrence="", since=date(2024, 7, 1)), *NOVEMBER) == []


def test_a_next_step_is_seen_by_whom_may_see_step_and_entry(desk):
    by = desk.user("head", 4)
    hidden = talks(desk, marking=4, title="Secret talks", participants=["IRN"])
    begin(Step(entry=hidden, text="Call", owner=by.username, due=date(2026, 11, 5), marking=4), by)
    open_ = promise(desk, None)
    begin(Step(entry=open_, text="Write", owner=by.username, due=date(2026, 11, 6), marking=1), by)
    begin(
        Step(entry=open_, text="Done", owner=by.username, due=date(2026, 11, 7), marking=1, is_done=True), by
    )
    assert [o.text for o in found(desk, 4, kind=STEP)] == ["Call", "Write"]
    assert [o.text for o in found(desk, 2)] == ["Write"]


def test_the_filter_asks_for_party_kind_and_owner(desk):
    by = desk.user("officer", 3)
    entry, due = talks(desk), promise(desk, parties=["UZB"])
    begin(Step(entry=due, text="Call", owner=by.username, due=date(2026, 11, 2)), by)
    assert [o.entry for o in found(desk, party="TJK")] == [entry.pk]
    assert {o.what for o in found(desk, party="UZB")} == {DUE, STEP}
    assert [o.what for o in found(desk, kind="meeting")] == [ENGAGEMENT]
    assert found(desk, kind="visit") == []
    assert [o.what for o in found(desk, owner=by.username)] == [STEP]


def test_the_page_shows_grid_and_list_and_carries_the_day_asked_about(desk, client):
    reader = desk.user("reader", 1)
    entry = talks(desk)
    talks(desk, "2026-11", title="Rough forum", participants=["UZB"], organizers=[])
    client.force_login(reader, BACKEND)
    for view in ("", "&view=list"):
        body = client.get(f"/calendar?month=2026-11&as_of=2024-06-02{view}").content.decode()
        assert "Talks on water" in body
        assert "Rough forum" in body
        assert f"/{entry.pk}?as_of=2024-06-02" in body
        assert "month=2026-12&amp;view=list&amp;as_of=2024-06-02" in body if view else "month=2026-12" in body
    assert "Talks on water" not in client.get("/calendar?month=2026-11&as_of=2024-05-01").content.decode()


def test_an_empty_month_says_so_and_where_there_is_something(desk, client):
    client.force_login(desk.user("reader", 0), BACKEND)
    assert "Nothing is known of July 2026" in client.get("/calendar?month=2026-07").content.decode()
    talks(desk)
    body = client.get("/calendar?month=2026-07").content.decode()
    assert "?month=2026-11" in body


def test_what_may_not_be_seen_changes_nothing_on_the_page(desk, client):
    client.force_login(desk.user("analyst", 2), BACKEND)
    talks(desk)
    address = "/calendar?month=2026-11"
    before = client.get(address).content
    talks(desk, "2026-11-14", marking=3, title="Hidden meeting", participants=["IRN"])
    promise(desk, marking=4, text="hidden promise", parties=["IRN"])
    plan(talks(desk), desk.user("head", 4), owner="x", marking=3, state="cancelled")
    after = client.get(address).content

    def plain(body):
        return [
            line
            for line in body.splitlines()
            if b"csrf" not in line and b"CSRF" not in line and b"<option" not in line
        ]

    assert plain(before) == plain(after)


@pytest.mark.parametrize("view", ["", "&view=list"])
def test_a_month_of_many_asks_few_questions(desk, client, view):
    by = desk.user("officer", 3)
    for n, thing in enumerate(THINGS):
        entry = talks(
            desk, f"2026-11-{n + 1:02d}", title=f"Talks {n}", participants=[("UZB", "KAZ", "TKM")[n % 3]]
        )
        plan(entry, by, owner=by.username)
        due = promise(desk, f"2026-11-{n + 1:02d}", text=thing, parties=[("UZB", "KAZ")[n % 2]])
        begin(Following(entry=due, owner=by.username), by)
        begin(Step(entry=due, text="Call", owner=by.username, due=date(2026, 11, n + 1)), by)
    by.language = "ru"
    by.save()
    client.force_login(by, BACKEND)
    client.get("/calendar?month=2026-11")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(f"/calendar?month=2026-11{view}")
    assert answer.status_code == 200
    assert len(asked) <= 20, [q["sql"][:120] for q in asked]


def test_a_long_ago_beginning_is_not_read_for_each_month(desk):
    """An engagement that began more than a year before is over: so an index leads to the few that may matter."""
    talks(desk, (date(2026, 11, 1) - timedelta(days=500)).isoformat())
    assert found(desk) == []
