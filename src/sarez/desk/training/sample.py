"""Two courses for the demo desk: one on mediation in the manner of the region's centres, one on the protection of civilians.

Titles, sessions and times are made up for Sarez; nobody who teaches is named.
"""

from __future__ import annotations

from django.db import transaction

from sarez.desk.accounts.models import User
from sarez.desk.dialogue.keeping import begin
from sarez.desk.training.models import Course, CourseSession, Edition
from sarez.desk.training.standards.register import add, shipped

COURSES = (
    (
        "mediation-basics",
        {
            "title": "Mediation and dialogue for officials of six states",
            "title_ru": "Посредничество и диалог для служащих шести государств",
            "code": "MED-1", "version": "1.0", "institution": "UNRCCA", "level": "basic", "days": 3, "seats": 24,
            "languages": "en ru", "audience": "Officials of foreign ministries and of border services",
            "aim": "To understand the roots of a conflict and to look for solutions that meet the interests of all parties.",
        },
        (
            (1, "What each side wants, and why", 180, "exercise", "1.1.1 1.1.2 1.1.3"),
            (1, "How disputes climb, and come down again", 90, "lecture", "1.2.1"),
            (2, "Listening", 120, "exercise", "2.1.1"),
            (2, "Negotiating by interests", 150, "lecture", "2.2.1 2.2.2"),
            (3, "The mediator's part", 60, "discussion", "3.1.1"),
            (3, "A mediation played through", 240, "scenario", "3.2.1"),
        ),
    ),
    (
        "un-poc",
        {
            "title": "Protection of civilians", "title_ru": "Защита гражданского населения", "code": "POC", "version": "2021",
            "level": "advanced", "days": 5, "seats": 20, "languages": "en",
            "audience": "Officers before they serve in a mission",
            "prerequisites": "Core pre-deployment training; English at working level.",
        },
        (
            (1, "Who is protected, and from what", 90, "lecture", "1.1.1 1.1.2"),
            (1, "Law, policy and the use of force", 90, "lecture", "1.2.1 1.2.2"),
            (2, "Three tiers of action", 150, "scenario", "2.1.1 2.1.2"),
            (3, "A community under threat", 180, "exercise", "2.2.1 2.2.2"),
            (4, "Children and conflict-related sexual violence", 90, "discussion", "3.2.1 3.2.2"),
        ),
    ),
)  # fmt: skip


@transaction.atomic
def put_courses(by: User) -> None:
    """Put the standards that ship with Sarez and two courses on record, where no standard was ever kept."""
    if Edition.objects.exists():
        return
    kept = {standard.code: add(standard, by) for standard in shipped()}
    for code, sheet, sessions in COURSES:
        course = begin(Course(**sheet, edition=kept[code].number, marking=0), by)  # type: ignore[misc]
        positions: dict[int, int] = {}
        for day, title, minutes, method, objectives in sessions:
            positions[day] = positions.get(day, 0) + 1
            row = CourseSession(course=course.number, day=day, position=positions[day], title=title, minutes=minutes, method=method,
                                objectives=objectives.split(), marking=0)  # fmt: skip
            begin(row, by)
