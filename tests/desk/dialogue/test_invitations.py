"""Invitations: drafted in two languages from what is known, marked by a person, sent by nobody but a person."""

import io
from datetime import date, time

import pytest
from tests.desk.dialogue.dated import BACKEND, plan, talks

from sarez.desk.accounts.models import AuditEntry
from sarez.desk.dialogue.keeping import begin, change
from sarez.desk.dialogue.meetings.invitations import days_in_words, invitation_of, letter
from sarez.desk.dialogue.models import AgendaItem, Attendance
from sarez.desk.events.models import Version

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "first, last, told, english, russian",
    [
        ("2026-11-12", "2026-11-12", "2026-11-12", "12 November 2026", "12 ноября 2026 года"),
        ("2026-11-12", "2026-11-13", "2026-11-12", "12–13 November 2026", "12–13 ноября 2026 года"),
        ("2026-11-30", "2026-12-02", "2026-11-30", "30 November – 2 December 2026", "30 ноября – 2 декабря 2026 года"),
        ("2026-12-30", "2027-01-02", "2026-12-30", "30 December 2026 – 2 January 2027", "30 декабря 2026 года – 2 января 2027 года"),
        ("2026-11-01", "2026-11-30", "2026-11", "November 2026", "Ноябрь 2026 года"),
        ("2026-01-01", "2026-12-31", "2026", "2026", "2026 год"),
    ],
)  # fmt: skip
def test_days_in_words(first, last, told, english, russian):
    days = date.fromisoformat(first), date.fromisoformat(last), told
    assert days_in_words(*days, "en") == english
    assert days_in_words(*days, "ru").lower() == russian.lower()


def guest(entry, by, **values):
    return begin(Attendance(entry=entry, **{"person": "Zulfiya Karimova", "party": "UZB", **values}), by)


def of(desk, entry, clearance=4):
    viewer = desk.viewer(clearance)
    return invitation_of(Version.objects.seen_by(viewer).get(entry=entry), viewer)


def test_a_letter_has_title_days_place_agenda_organizers_and_the_day_of_answer(desk):
    by = desk.user("officer", 3)
    entry = talks(desk, date_end="2026-11-13")
    plan(entry, by, starts=time(10), zone="Asia/Bishkek")
    begin(AgendaItem(entry=entry, position=2, title="Land"), by)
    begin(AgendaItem(entry=entry, position=1, title="Water & canals"), by)
    row, told = guest(entry, by, office="Deputy Minister"), of(desk, entry)
    english = letter(told, row, "en", date(2026, 11, 2))
    for words in (
        "Zulfiya Karimova, Deputy Minister, Uzbekistan", "“Talks on water”", "12–13 November 2026, beginning at 10:00",
        "Bishkek, Kyrgyzstan", "1. Water & canals\n2. Land", "by 2 November 2026",
    ):  # fmt: skip
        assert words in english
    russian = letter(told, row, "ru", date(2026, 11, 2))
    for words in (
        "12–13 ноября 2026 года",
        "Узбекистан",
        "не позднее 2 ноября 2026 года",
        "«Talks on water»",
    ):
        assert words in russian
    assert "Уважаем" not in russian, "nobody is addressed by a guessed sex"
    assert not any(title in english for title in ("Mr", "Ms", "Mrs", "Sir", "Madam"))


def test_what_is_not_known_is_left_to_be_filled_in(desk):
    by = desk.user("officer", 3)
    entry = talks(desk, None, place=None, country=None)
    text = letter(of(desk, entry), guest(entry, by, person="", party="KGZ"), "en")
    assert "Date: [date]" in text
    assert "Place: [place]" in text
    assert "your delegation" in text
    assert "Dear colleagues" in text


def test_the_page_warns_by_the_closest_of_what_is_quoted_and_only_of_what_one_may_see(desk, client):
    by, analyst = desk.user("head", 4), desk.user("analyst", 2)
    entry = talks(desk)
    row = guest(entry, by, marking=0)
    begin(AgendaItem(entry=entry, position=1, title="Hidden item", marking=3), by)
    begin(AgendaItem(entry=entry, position=2, title="Amber item", marking=2), by)
    client.force_login(analyst, BACKEND)
    body = client.get(f"/engagement/{entry.pk}/invitations?row={row.number}").content.decode()
    assert "These drafts quote material marked TLP:AMBER." in body
    assert "Amber item" in body
    assert "Hidden item" not in body
    client.force_login(by, BACKEND)
    body = client.get(f"/engagement/{entry.pk}/invitations?row={row.number}").content.decode()
    assert "marked TLP:AMBER+STRICT" in body


def test_only_a_person_marks_them_as_invited(desk, client):
    by = desk.user("officer", 3)
    entry = talks(desk)
    one, two, three = (guest(entry, by, person=f"Guest {n}") for n in range(3))
    client.force_login(by, BACKEND)
    address = f"/engagement/{entry.pk}/invitations"
    client.get(f"{address}?row={one.number}")
    client.get(f"{address}.docx?row={one.number}")
    assert {r.state for r in Attendance.objects.seen_by(desk.viewer())} == {"to_invite"}
    change(three, by, state="declined")
    body = client.post(
        f"{address}/mark", {"row": [one.number, two.number, three.number]}, follow=True
    ).content.decode()
    assert "2 are on record as invited" in body
    assert "Guest 2" in body
    now = {r.person: r.state for r in Attendance.objects.seen_by(desk.viewer())}
    assert now == {"Guest 0": "invited", "Guest 1": "invited", "Guest 2": "declined"}
    assert client.post(f"{address}/mark?as_of=2030-01-01", {"row": [one.number]}).status_code == 404


def test_letters_as_word_are_a_page_for_each_and_logged(desk, client):
    from docx import Document

    by = desk.user("officer", 3)
    entry = talks(desk)
    rows = [guest(entry, by, person=f"Guest {n}") for n in range(2)]
    client.force_login(by, BACKEND)
    query = "&".join(f"row={r.number}" for r in rows)
    answer = client.get(f"/engagement/{entry.pk}/invitations.docx?{query}&language=ru&reply_by=2026-11-01")
    document = Document(io.BytesIO(answer.content))
    text = "\n".join(p.text for p in document.paragraphs)
    assert text.count("ПРИГЛАШЕНИЕ") == 2
    assert "Guest 0" in text
    assert "Guest 1" in text
    assert document.sections[0].header.paragraphs[0].text == "TLP:GREEN"
    assert AuditEntry.objects.filter(action="exported", target=f"engagement {entry.pk}").count() == 1


def test_a_day_that_is_none_is_refused_beside_its_field_and_the_choice_is_kept(desk, client):
    by = desk.user("officer", 3)
    entry = talks(desk)
    row = guest(entry, by)
    client.force_login(by, BACKEND)
    answer = client.get(f"/engagement/{entry.pk}/invitations?row={row.number}&reply_by=soon")
    assert answer.status_code == 422
    assert f'value="{row.number}" checked' in answer.content.decode()


def test_nobody_is_invited_by_those_who_may_not_or_to_what_they_may_not_see(desk, client):
    entry = talks(desk, marking=3)
    client.force_login(desk.user("analyst", 2), BACKEND)
    assert client.get(f"/engagement/{entry.pk}/invitations").status_code == 404
    client.force_login(desk.user("reader", 3), BACKEND)
    assert client.get(f"/engagement/{entry.pk}/invitations").status_code == 403
