"""The meeting page: each line kept once however often it is sent, and another's change shown instead of overwritten."""

import json
from datetime import time
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.desk.dialogue.dated import BACKEND, talks

from sarez.desk.accounts.models import AuditEntry
from sarez.desk.dialogue.keeping import begin
from sarez.desk.dialogue.meetings.sitting import (
    CONFLICT,
    SAVED,
    Line,
    SittingError,
    save_attendance,
    save_line,
)
from sarez.desk.dialogue.models import AgendaItem, Attendance, Minute, Passage, Plan, Role

pytestmark = pytest.mark.django_db
_names = count(1)


def name():
    return f"{next(_names):032x}"


def line(key=None, edit=None, knows=(), **values):
    return {"key": key or name(), "edit": edit or name(), "knows": list(knows), "text": "They met.", **values}


def save(entry, by, sent):
    return save_line(entry, Line.of(sent), by)


def texts(desk, clearance=4):
    return [m.text for m in Minute.objects.seen_by(desk.viewer(clearance))]


def test_a_line_sent_twice_is_kept_once(desk):
    by, entry = desk.user("officer", 3), talks(desk)
    sent = line()
    assert save(entry, by, sent).state == save(entry, by, sent).state == SAVED
    assert Minute.objects.count() == 1
    assert AuditEntry.objects.filter(action="began", target__startswith="minute").count() == 1


def test_typing_on_after_an_answer_that_was_lost_is_no_conflict(desk):
    """The first state arrived, its answer did not: the next state knows the first."""
    by, entry = desk.user("officer", 3), talks(desk)
    first = line(text="They", at="10:05", day="2026-11-12")
    save(entry, by, first)
    second = line(first["key"], knows=[first["edit"]], text="They met.", at="10:06", day="2026-11-12")
    assert save(entry, by, second).state == SAVED
    assert texts(desk) == ["They met."]
    assert f"{Minute.objects.seen_by(desk.viewer()).get().hour:%H:%M}" == "10:06"


def test_a_state_that_comes_late_undoes_nothing(desk):
    by, entry = desk.user("officer", 3), talks(desk)
    first = line(text="They")
    second = line(first["key"], knows=[first["edit"]], text="They met.")
    save(entry, by, first)
    save(entry, by, second)
    assert save(entry, by, first).state == SAVED
    assert texts(desk) == ["They met."]


def test_anothers_change_is_shown_and_nothing_is_overwritten(desk):
    by, other, entry = desk.user("officer", 3), desk.user("officer", 3), talks(desk)
    first = line()
    save(entry, by, first)
    save(entry, other, line(first["key"], knows=[first["edit"]], text="They parted."))
    answer = save(entry, by, line(first["key"], knows=[first["edit"]], text="They met again."))
    assert answer.state == CONFLICT
    assert (answer.stands["text"], answer.stands["by"]) == ("They parted.", other.username)
    mine = line(first["key"], knows=[answer.stands["edit"]], text="They met again.")
    assert save(entry, by, mine).state == SAVED
    assert [m.text for m in Minute.objects.order_by("id")] == ["They met.", "They parted.", "They met again."]


def test_an_emptied_line_is_taken_out_and_comes_back_to_one_who_was_writing_on_it(desk):
    by, entry = desk.user("officer", 3), talks(desk)
    first = line()
    save(entry, by, first)
    save(entry, by, line(first["key"], knows=[first["edit"]], text=" "))
    assert texts(desk) == []
    assert save(entry, by, first).state == SAVED
    assert texts(desk) == [], "what came late brings nothing back"
    save(entry, by, line(first["key"], knows=[first["edit"]], text="They met, and spoke."))
    assert texts(desk) == ["They met, and spoke."]


def test_a_line_becomes_one_passage_however_often_it_is_sent(desk):
    by, entry = desk.user("officer", 3), talks(desk)
    first = line(text="Open the road.", party="Kyrgyzstan", wording="bracketed")
    save(entry, by, first)
    save(entry, by, first)
    second = line(
        first["key"], knows=[first["edit"]], text="Open the road soon.", party="KGZ", wording="agreed"
    )
    save(entry, by, second)
    [passage] = Passage.objects.seen_by(desk.viewer())
    assert (passage.text, passage.wording, passage.parties) == ("Open the road.", "agreed", ["KGZ"])
    assert Minute.objects.seen_by(desk.viewer()).get().passage == passage.number


def test_a_line_is_marked_no_lower_than_its_meeting_and_hidden_lines_stay_hidden(desk, client):
    by, entry = desk.user("officer", 3), talks(desk, marking=2)
    save(entry, by, line(marking=0))
    save(entry, by, line(text="Closely kept", marking=3))
    assert sorted(Minute.objects.values_list("marking", flat=True)) == [2, 3]
    client.force_login(desk.user("analyst", 2), BACKEND)
    for address in ("sitting", "sitting/lines"):
        body = client.get(f"/engagement/{entry.pk}/{address}").content.decode()
        assert "They met." in body
        assert "Closely kept" not in body


def test_nobody_changes_a_line_they_may_not_see(desk):
    entry, first = talks(desk), line(text="Closely kept", marking=3)
    save(entry, desk.user("officer", 3), first)
    with pytest.raises(SittingError):
        save(entry, desk.user("analyst", 2), line(first["key"], knows=[first["edit"]], text="x"))
    assert texts(desk) == ["Closely kept"]


@pytest.mark.parametrize(
    "sent", [{}, {"key": "x"}, {"knows": 3}, {"sort": "sung"}, {"text": "x" * 5001}, {"wording": "x"}]
)
def test_what_is_no_line_is_refused(sent):
    with pytest.raises(SittingError):
        Line.of({**line(), **sent} if sent else {})


def test_a_line_written_before_a_joining_is_the_same_line_after_it(desk):
    from sarez.desk.events.joining import join

    by = desk.user("head", 4)
    one, two = talks(desk), talks(desk, "2026-11-25", title="Seminar", participants=["UZB"], organizers=[])
    first = line()
    save(two, by, first)
    join([one, two], by, "the same")
    save(one, by, line(first["key"], knows=[first["edit"]], text="They met here."))
    assert texts(desk) == ["They met here."]


def seat(entry, by, **values):
    return begin(Attendance(entry=entry, **{"person": "Zulfiya Karimova", "state": "accepted", **values}), by)


def test_an_attendance_is_set_once_and_anothers_setting_is_shown(desk):
    by, entry = desk.user("officer", 3), talks(desk)
    row = seat(entry, by)
    sent = {"number": row.number, "state": "present", "knows": ["accepted"]}
    assert save_attendance(entry, sent, by).state == save_attendance(entry, sent, by).state == SAVED
    assert Attendance.objects.count() == 2
    late = save_attendance(entry, {**sent, "state": "absent"}, by)
    assert (late.state, late.stands["state"]) == (CONFLICT, "present")
    replaced = {**sent, "state": "replaced", "replaced_by": "Aziz Rahimov", "knows": ["present"]}
    assert save_attendance(entry, replaced, by).told["replaced_by"] == "Aziz Rahimov"


def test_an_attendance_of_another_meeting_is_not_set_from_here(desk):
    by, entry = desk.user("officer", 3), talks(desk)
    other = talks(desk, "2026-12-01", title="Forum", participants=["UZB"], organizers=[])
    with pytest.raises(SittingError, match="no longer"):
        save_attendance(
            entry, {"number": seat(other, by).number, "state": "present", "knows": ["accepted"]}, by
        )


def post(client, entry, what, sent, query=""):
    return client.post(f"/engagement/{entry.pk}/sitting/{what}{query}", json.dumps(sent), "application/json")


def test_the_page_and_its_script_speak_of_the_same_lines(desk, client):
    by, entry = desk.user("officer", 3), talks(desk)
    client.force_login(by, BACKEND)
    sent = line(at="10:05", day="2026-11-12", party="Kyrgyzstan", sort="proposed")
    told = post(client, entry, "line", sent).json()
    assert (told["state"], told["line"]["party"], told["line"]["at"]) == ("saved", "KGZ", "10:05")
    [there] = client.get(f"/engagement/{entry.pk}/sitting/lines").json()["lines"]
    assert (there["key"], there["sort"]) == (sent["key"], "proposed")
    other = desk.user("officer", 3)
    save(entry, other, line(sent["key"], knows=[sent["edit"]], text="Otherwise."))
    answer = post(client, entry, "line", line(sent["key"], knows=[sent["edit"]], text="Mine."))
    assert (answer.status_code, answer.json()["stands"]["text"]) == (409, "Otherwise.")
    assert post(client, entry, "line", {"key": "no"}).status_code == 422
    assert post(client, entry, "line", line(), "?as_of=2030-01-01").status_code == 404


def test_without_a_script_a_line_is_saved_by_its_form_and_a_refused_one_is_not_lost(desk, client):
    by, entry = desk.user("officer", 3), talks(desk)
    seated = seat(entry, by)
    client.force_login(by, BACKEND)
    address = f"/engagement/{entry.pk}/sitting"
    sent = line()
    assert client.post(f"{address}/line", sent).status_code == 302
    save(entry, desk.user("officer", 3), line(sent["key"], knows=[sent["edit"]], text="Otherwise."))
    answer = client.post(f"{address}/line", line(sent["key"], knows=[sent["edit"]], text="What I typed"))
    assert answer.status_code == 409
    body = answer.content.decode()
    assert "What I typed" in body
    assert "Otherwise." in body
    client.post(
        f"{address}/attendance", {f"state-{seated.number}": "present", f"was-{seated.number}": "accepted"}
    )
    assert Attendance.objects.seen_by(desk.viewer()).get().state == "present"


def test_a_reader_reads_and_does_not_write(desk, client):
    entry = talks(desk)
    save(entry, desk.user("officer", 3), line(marking=0))
    client.force_login(desk.user("reader", 1), BACKEND)
    body = client.get(f"/engagement/{entry.pk}/sitting").content.decode()
    assert "They met." in body
    assert "sitting.js" not in body
    assert post(client, entry, "line", line()).status_code == 403
    past = client.get(f"/engagement/{entry.pk}/sitting?as_of=2024-06-02")
    assert "They met." not in past.content.decode()


def test_meeting_page_and_invitations_ask_few_questions(desk, client):
    from sarez.desk.events.joining import join

    by = desk.user("head", 4)
    one, two = talks(desk), talks(desk, "2026-11-25", title="Seminar", participants=["UZB"], organizers=[])
    for entry in (one, two):
        begin(Plan(entry=entry, owner=by.username, starts=time(10)), by)
        begin(AgendaItem(entry=entry, position=1, title="Water"), by)
        begin(Role(entry=entry, party="UNRCCA", role="organizer"), by)
        for n in range(6):
            save(entry, by, line(text=f"Line {n}", wording="agreed"))
            seat(entry, by, person=f"Guest {n}", state="to_invite")
    join([one, two], by, "the same")
    client.force_login(by, BACKEND)
    client.get("/calendar")
    for page in ("sitting", "sitting/lines", "invitations?row=1&row=2&row=3"):
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(f"/engagement/{one.pk}/{page}")
        assert answer.status_code == 200
        assert len(asked) <= 20, (page, len(asked), [q["sql"][:90] for q in asked])
