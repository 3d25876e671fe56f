"""Engagements and commitments with dates, for the tests of calendar, invitations and meeting page."""

from tests.desk.making import NOW

from sarez.desk.dialogue.keeping import begin
from sarez.desk.dialogue.models import Plan

BACKEND = "django.contrib.auth.backends.ModelBackend"


def talks(desk, date_="2026-11-12", *, marking=0, title="Talks on water", **values):
    told = {
        "kind": "meeting", "title": title, "date": date_, "date_end": None, "place": "Bishkek", "country": "KGZ",
        "organizers": ["UNRCCA"], "participants": ["KGZ", "TJK"], "people": [], "issues": ["water"], "status": "planned",
    } | values  # fmt: skip
    return desk.claim(desk.report(marking=marking), "engagement", told).entry


def promise(
    desk, due="2026-11-20", *, modality="agreed", text="reopen the road", parties=("KGZ", "TJK"), marking=0
):
    told = {"parties": list(parties), "text": text, "due": due, "modality": modality}
    return desk.claim(desk.report(marking=marking), "commitment", told).entry


def plan(entry, by, **values):
    return begin(Plan(entry=entry, marking=values.pop("marking", 1), **values), by, at=NOW)
