"""Courses on their pages: the sheet, sessions against the standard, who teaches, a new version, what is seen by whom and when."""

import pytest
from django.urls import reverse
from tests.desk.training.conftest import SECOND

from sarez.desk.accounts.viewers import FOREVER
from sarez.desk.dialogue.keeping import begin
from sarez.desk.training.models import Course, CourseSession, Instructor

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
MOST_QUERIES = 20
SHEET = {"title": "Course on mediation", "days": "3", "seats": "24", "languages": "EN, ru", "marking": "0", "institution": "UNRCCA"}  # fmt: skip


def at(name, *args):
    return reverse(name, args=args)


@pytest.fixture
def course(put, desk):
    return begin(Course(title="Course on mediation", edition=put().number, marking=0), desk.user("head", 4))


def session(client, course, number=None, **values):
    told = {"title": "Maps", "day": "1", "position": "1", "minutes": "60", "method": "exercise", "objectives": ["1.1.2"]} | values  # fmt: skip
    where = at("course-part", course.number, "session", number) if number else at("course-part-new", course.number, "session")  # fmt: skip
    return client.post(where, told)


def stands(model, **found):
    return model.objects.filter(known_to=FOREVER, **found)


def test_a_course_is_kept_with_its_sheet_and_changed(signed_in):
    client = signed_in()
    answer = client.post(at("course-new"), SHEET)
    course = Course.objects.get()
    assert answer.url == at("course", course.number)
    assert (course.languages, course.institution) == ("en ru", "UNRCCA")
    told = client.get(answer.url).content.decode()
    assert "Course on mediation" in told and "built on no standard" in told and "No session yet" in told
    client.post(
        at("course-change", course.number), SHEET | {"seats": "30", "row": course.pk, "is_retired": "on"}
    )
    now = stands(Course).get()
    assert (now.seats, now.is_retired, Course.objects.count()) == (30, True, 2)
    again = client.post(at("course-change", course.number), SHEET | {"seats": "5", "row": course.pk})
    assert again.status_code == 422 and "Someone has changed this" in again.content.decode()


def test_what_is_wrong_in_a_sheet_is_said(signed_in):
    answer = signed_in().post(at("course-new"), SHEET | {"title": "", "languages": "english!"})
    assert answer.status_code == 422
    assert "by their codes" in answer.content.decode() and not Course.objects.exists()


def test_sessions_cover_the_standard(signed_in, course):
    client = signed_in()
    before = client.get(at("course", course.number)).context["page"].coverage.count()
    assert before == {"missing": 3}
    session(client, course)
    session(client, course, title="Who is who", position="2", method="lecture", objectives=["1.1.1", "1.1.2"])
    answer = client.get(at("course", course.number))
    assert answer.context["page"].coverage.count() == {"met": 2, "missing": 1}
    told = answer.content.decode()
    assert "2 met, 0 thin, 1 missing" in told and "Day 1" in told and "2:00" in told
    assert "2 · 0 · 1" in client.get(at("courses")).content.decode()
    form = client.get(at("course-part-new", course.number, "session")).context["form"]
    assert form.initial["position"] == 3


def test_a_session_is_changed_and_taken_off_and_seen_as_of_before(signed_in, course):
    client = signed_in()
    session(client, course)
    kept = CourseSession.objects.get()
    session(client, course, kept.number, minutes="90", row=kept.pk)
    assert stands(CourseSession).get().minutes == 90
    client.post(at("course-part-drop", course.number, "session", kept.number))
    assert not stands(CourseSession).exists() and CourseSession.objects.count() == 2
    assert session(client, course, kept.number).status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"minutes": "0"}, {"minutes": "x"}, {"objectives": ["7.7"]}, {"title": ""}]
)
def test_a_wrong_session_is_not_kept(signed_in, course, wrong):
    assert session(signed_in(), course, **wrong).status_code == 422
    assert not CourseSession.objects.exists()


def test_a_new_version_flags_the_course_and_building_on_it_maps_the_sessions(signed_in, course, put):
    client = signed_in()
    session(client, course, objectives=["1.1.1", "1.1.2", "1.1.3"])
    second = put(SECOND)
    told = client.get(at("course", course.number)).content.decode()
    assert "version 2 is out" in told and "1 objective is new" in told and "1 gone" in told
    answer = client.post(at("course-build", course.number), {"edition": second.number}, follow=True)
    assert "1 session is mapped anew" in answer.content.decode()
    assert stands(CourseSession).get().objectives == ["1.1.2", "1.1.1"]  # the same two, by their new numbers
    page = answer.context["page"]
    assert (
        page.newer is None and page.coverage.count() == {"met": 2, "missing": 1} and not page.coverage.unknown
    )


def test_building_on_what_is_not_there_is_refused(signed_in, course, put):
    put(SECOND, marking=4)
    answer = signed_in().post(at("course-build", course.number), {"edition": "999"}, follow=True)
    assert "Choose a version of a standard" in answer.content.decode()


def test_a_qualification_that_has_run_out_is_loud(signed_in, course):
    client, new = signed_in(), at("course-part-new", course.number, "instructor")
    for name, until in (("Aida", "2020-05-01"), ("Bek", "2999"), ("Chinara", "")):
        client.post(new, {"person": name, "role": "instructor", "qualified_until": until})
    answer = client.get(at("course", course.number))
    assert [i.person for i in answer.context["lapsed"]] == ["Aida"]
    assert "Qualification run out" in answer.content.decode()
    assert (
        client.post(new, {"person": "D", "role": "instructor", "qualified_until": "soon"}).status_code == 422
    )


def test_materials_are_kept(signed_in, course):
    client = signed_in()
    client.post(at("course-part-new", course.number, "material"), {"title": "Handbook", "language": "ru"})
    assert "Handbook" in client.get(at("course", course.number)).content.decode()
    assert client.get(at("course-part-new", course.number, "nothing")).status_code == 404


def test_parts_are_marked_as_their_course_is(signed_in, course):
    head = signed_in("head", 4)
    session(head, course)
    assert CourseSession.objects.get().marking == 0
    head.post(at("course-change", course.number), SHEET | {"row": course.pk, "marking": "3"})
    assert stands(CourseSession).get().marking == 3
    low = signed_in("registrar", 1)
    assert low.get(at("course", course.number)).status_code == 404
    assert "Course on mediation" not in low.get(at("courses")).content.decode()


def test_who_only_reads_changes_nothing(signed_in, course):
    reader = signed_in("reader", 1)
    assert reader.get(at("course", course.number)).status_code == 200
    assert session(reader, course).status_code == 403
    assert reader.post(at("course-new"), SHEET).status_code == 403


def test_the_past_is_not_changed(signed_in, course):
    client = signed_in()
    where = at("course-part-new", course.number, "session") + "?as_of=2999-01-01"
    assert client.post(where, {"title": "x", "minutes": "60"}).status_code == 302
    assert not CourseSession.objects.exists()


def test_an_instructor_is_erased_as_every_person_is(signed_in, course, desk):
    from sarez.desk.dialogue.erasing import erase

    begin(Instructor(course=course.number, person="Aida Testova"), desk.user("head", 4))
    assert erase(["Aida Testova"]) == 1
    assert "Testova" not in Instructor.objects.get().person


def test_many_courses_take_few_queries(signed_in, put, desk, django_assert_max_num_queries):
    client, edition, by = signed_in(), put(), desk.user("head", 4)
    for n in range(30):
        made = begin(Course(title=f"Course {n}", edition=edition.number, marking=0), by)
        for k in range(2):
            begin(CourseSession(course=made.number, day=1, position=k, title="s", minutes=60, objectives=["1.1.1"], marking=0), by)  # fmt: skip
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(at("courses")).content.count(b"1 \xc2\xb7 0 \xc2\xb7 2") == 30
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(at("course", made.number))
