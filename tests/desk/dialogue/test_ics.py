"""Calendar files: read back as a program reads them; nothing in a title ends its line; hidden things are not there."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.cache import cache
from hypothesis import given
from hypothesis import strategies as st
from tests.desk.dialogue.dated import BACKEND, plan, promise, talks
from tests.desk.making import NOW

from sarez.desk.accounts.models import AuditEntry
from sarez.desk.accounts.people import activate, deactivate
from sarez.desk.dialogue.keeping import begin, change, drop
from sarez.desk.dialogue.meetings.feedtokens import PACE, FeedTokenError, feed_of, make_feed
from sarez.desk.dialogue.meetings.ics import Happening, calendar_text, escaped, folded
from sarez.desk.dialogue.models import AgendaItem, CalendarFeed, Step

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_has_asked_before():
    cache.clear()


def read_back(text):
    """A calendar as a program reads it, after RFC 5545: lines unfolded, values unescaped; a list of events."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    events, now = [], None
    for line in text.replace("\r\n ", "").split("\r\n")[:-1]:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            now = {}
        elif line == "END:VEVENT":
            events.append(now)
            now = None
        elif now is not None:
            assert name not in now, f"{name} twice"
            now[name] = unescaped(value)
    return events


def unescaped(value):
    out, letters = "", iter(value)
    for letter in letters:
        if letter == "\\":
            after = next(letters)
            letter = "\n" if after in "nN" else after
        out += letter
    return out


def happening(**values):
    told = {
        "uid": "1@x", "summary": "Talks", "first": date(2026, 11, 12), "last": date(2026, 11, 12),
        "changed": datetime(2026, 1, 1, tzinfo=UTC),
    }  # fmt: skip
    return Happening(**told | values)


def test_whole_days_end_on_the_day_after():
    [event] = read_back(calendar_text([happening(last=date(2026, 11, 13))]))
    assert event["DTSTART;VALUE=DATE"] == "20261112"
    assert event["DTEND;VALUE=DATE"] == "20261114"


def test_moments_are_told_in_utc():
    from zoneinfo import ZoneInfo

    starts = datetime(2026, 11, 12, 10, tzinfo=ZoneInfo("Asia/Bishkek"))
    [event] = read_back(calendar_text([happening(starts=starts, ends=starts + timedelta(hours=2))]))
    assert (event["DTSTART"], event["DTEND"]) == ("20261112T040000Z", "20261112T060000Z")


def test_a_line_is_folded_at_75_octets_and_no_letter_is_cut():
    line = "SUMMARY:" + "вода и граница " * 20
    assert all(len(part.encode()) <= 75 for part in folded(line).split("\r\n"))
    assert folded(line).replace("\r\n ", "") == line


@given(st.text(max_size=200))
def test_no_title_ends_its_line_or_its_event(title):
    [event] = read_back(calendar_text([happening(summary=f"a{title}", description=title or "x")]))
    kept = escaped(f"a{title}")
    assert event["SUMMARY"] == unescaped(kept)
    assert set(event) <= {
        "UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY", "STATUS",
        "TRANSP", "CLASS", "DESCRIPTION",
    }  # fmt: skip


def test_a_crafted_title_makes_no_second_event():
    crafted = "Talks\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Forged; a, b \\"
    [event] = read_back(calendar_text([happening(summary=crafted)]))
    assert event["SUMMARY"] == crafted.replace("\r\n", "\n")


def ics(client, entry, query=""):
    return client.get(f"/engagement/{entry.pk}.ics{query}")


def test_an_engagement_as_a_file_with_its_hour_and_agenda(desk, client):
    by = desk.user("officer", 3)
    entry = talks(desk)
    plan(entry, by, state="planned", starts=time(10), zone="Asia/Bishkek", owner=by.username)
    begin(AgendaItem(entry=entry, position=1, title="Water; and land", starts=time(11), minutes=90), by)
    client.force_login(by, BACKEND)
    answer = ics(client, entry)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    [event] = read_back(answer.content.decode())
    assert (event["DTSTART"], event["DTEND"]) == ("20261112T040000Z", "20261112T063000Z")
    assert event["STATUS"] == "CONFIRMED"
    assert event["SUMMARY"].startswith("Talks on water")
    assert "1. Water; and land" in event["DESCRIPTION"]
    assert event["URL"].startswith("http://testserver/en")


def test_the_number_rises_and_the_name_stays_with_each_change(desk, client):
    by = desk.user("officer", 3)
    entry = talks(desk)
    client.force_login(by, BACKEND)

    def told():
        [event] = read_back(ics(client, entry).content.decode())
        return event["UID"], int(event["SEQUENCE"]), event["STATUS"], event["LAST-MODIFIED"]

    states = [told()]
    row = plan(entry, by, state="planned")
    for day, state in enumerate(("called_for", "cancelled"), 1):
        states.append(told())
        row = change(row, by, at=NOW + timedelta(days=day), state=state)
    states.append(told())
    drop(row, by, at=NOW + timedelta(days=5))
    states.append(told())
    assert len({uid for uid, *_ in states}) == 1
    assert [s[2] for s in states] == ["TENTATIVE", "CONFIRMED", "TENTATIVE", "CANCELLED", "TENTATIVE"]
    numbers = [s[1] for s in states]
    assert numbers == sorted(numbers)
    assert numbers[0] <= numbers[1] < numbers[2] < numbers[3] < numbers[4]
    assert states[-1][3] > states[0][3]


def test_what_is_above_the_clearance_raises_no_number(desk, client):
    by = desk.user("head", 4)
    entry = talks(desk)
    client.force_login(desk.user("reader", 1), BACKEND)
    before = ics(client, entry).content
    begin(AgendaItem(entry=entry, position=1, title="Secret item", marking=3), by, at=NOW + timedelta(days=3))
    plan(entry, by, state="cancelled", marking=4)
    assert ics(client, entry).content == before


def test_no_file_where_the_day_is_not_known_and_none_of_what_one_may_not_see(desk, client):
    client.force_login(desk.user("reader", 1), BACKEND)
    assert ics(client, talks(desk, "2026-11")).status_code == 302
    assert ics(client, talks(desk, marking=3, title="Hidden", participants=["IRN"])).status_code == 404
    assert ics(client, promise(desk)).status_code == 404
    assert client.get("/engagement/999999.ics").status_code == 404


def test_a_moved_engagement_is_told_once_where_it_is_now(desk, client):
    by = desk.user("officer", 3)
    entry = talks(desk)
    plan(entry, by, state="postponed", postponed_to="2027-01-14")
    client.force_login(by, BACKEND)
    [event] = read_back(ics(client, entry).content.decode())
    assert event["DTSTART;VALUE=DATE"] == "20270114"
    assert "2026-11-12" in event["DESCRIPTION"]


@pytest.fixture
def soon(monkeypatch):
    """The day after tomorrow, as the feed shows it."""
    return (datetime.now(UTC) + timedelta(days=2)).date()


def feed(client, secret):
    return client.get(f"/calendar/feed/{secret}.ics")


def test_a_feed_shows_what_its_clearance_may_see_and_no_more(desk, client, soon):
    owner = desk.user("head", 4)
    day = soon.isoformat()
    talks(desk, day)
    talks(desk, day, marking=2, title="Amber talks", participants=["UZB"], organizers=[])
    talks(desk, day, marking=4, title="Red talks", participants=["IRN"], organizers=[])
    secret = make_feed(owner, "phone", 1, 30)
    told = feed(client, secret)
    assert [e["SUMMARY"].split(":")[0] for e in read_back(told.content.decode())] == ["Talks on water"]
    closer = feed(client, make_feed(owner, "laptop", 3, 30)).content.decode()
    assert len(read_back(closer)) == 2
    assert "Red talks" not in closer
    with pytest.raises(FeedTokenError, match="RED"):
        make_feed(owner, "x", 4, 30)


def test_a_feed_follows_the_clearance_and_the_fate_of_its_owner(desk, client, soon):
    owner, admin = desk.user("officer", 3), desk.user("administrator", 4)
    talks(desk, soon.isoformat(), marking=3)
    secret = make_feed(owner, "phone", 3, 30)
    assert len(read_back(feed(client, secret).content.decode())) == 1
    owner.clearance = 1
    owner.save()
    assert read_back(feed(client, secret).content.decode()) == []
    deactivate(owner, admin)
    assert feed(client, secret).status_code == 404
    assert not CalendarFeed.objects.exists()
    activate(owner, admin)
    assert feed(client, secret).status_code == 404


def test_only_ones_own_work_where_one_asks_for_that(desk, client, soon):
    by = desk.user("officer", 3)
    begin(Step(entry=talks(desk, soon.isoformat()), text="Call", owner=by.username, due=soon), by)
    [event] = read_back(feed(client, make_feed(by, "own", 2, 30, is_own_work=True)).content.decode())
    assert event["SUMMARY"].startswith("Next step: Call")
    assert event["TRANSP"] == "TRANSPARENT"


def test_an_address_is_made_listed_and_revoked_and_the_log_says_so_without_the_secret(desk, client):
    by = desk.user("analyst", 2)
    client.force_login(by, BACKEND)
    given = {"name": "phone", "clearance": "2", "days": "30"}
    body = client.post("/account/calendars", given).content.decode()
    secret = body.split("/calendar/feed/")[1].split(".ics")[0]
    kept = CalendarFeed.objects.get()
    assert secret not in kept.digest
    assert feed_of(secret) == kept
    assert secret not in client.get("/account/calendars").content.decode()
    client.post(f"/account/calendars/{kept.pk}/revoke")
    assert feed(client, secret).status_code == 404
    lines = list(AuditEntry.objects.filter(target=f"calendar {kept.pk}").values_list("action", "details"))
    assert [action for action, _ in lines] == ["made token", "revoked token"]
    assert secret not in str(lines)


def test_nobody_revokes_another_persons_address_nor_gets_one_above_their_clearance(desk, client):
    secret = make_feed(desk.user("analyst", 2), "phone", 2, 30)
    client.force_login(desk.user("head", 4), BACKEND)
    assert client.post(f"/account/calendars/{CalendarFeed.objects.get().pk}/revoke").status_code == 404
    assert feed_of(secret) is not None
    client.force_login(desk.user("reader", 1), BACKEND)
    answer = client.post("/account/calendars", {"name": "my own phone", "clearance": "3", "days": "400"})
    assert answer.status_code == 422
    assert "my own phone" in answer.content.decode()
    with pytest.raises(FeedTokenError, match="no more than its owner"):
        make_feed(desk.user("reader", 1), "x", 2, 30)


def test_an_old_address_an_unknown_one_and_one_asked_too_often(desk, client):
    secret = make_feed(desk.user("analyst", 2), "phone", 2, 30)
    CalendarFeed.objects.update(expires=NOW)
    assert feed(client, secret).status_code == 404
    CalendarFeed.objects.update(expires=datetime(2999, 1, 1, tzinfo=UTC))
    assert [feed(client, secret).status_code for _ in range(PACE + 1)][-2:] == [200, 429]
    assert [feed(client, "unknown").status_code for _ in range(PACE + 1)][-1] == 429
