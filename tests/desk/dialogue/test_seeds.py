"""The story of the five seed reports, from the texts to what is proposed years later. They are read from the workshop's shared folder."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from sarez.desk.attendants import Reading
from sarez.desk.dialogue.commitments.openness import followed_up
from sarez.desk.dialogue.engagements.editions import edition_in
from sarez.desk.dialogue.evidence.proposing import catch_up
from sarez.desk.dialogue.models import Bearing
from sarez.desk.events.models import Version
from sarez.desk.inbox import Manner, file_all, read_waiting
from sarez.intake import read_paths

ROOT = Path(__file__).parents[3]
SEEDS = ROOT.parent / "shared" / "gold" / "seeds"
LATER = ROOT / "src" / "sarez" / "sample" / "2022-12-12-fifth-expert-forum.txt"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed reports are only in the workshop"),
]
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def story(desk):
    """A desk that has read the seeds."""
    read(sorted(SEEDS.glob("*.txt")))
    return desk


def read(paths):
    list(file_all(read_paths(paths), Manner("olga")))
    list(read_waiting(Reading().read_all))
    catch_up()


def standing(desk, kind, **where):
    return list(Version.objects.seen_by(desk.viewer()).filter(kind=kind, **where).order_by("first", "entry"))


def words(version):
    return version.values["text"]["value"]


def of_april(desk):
    return standing(desk, "commitment", entry__claims__report__published__startswith="2022-04")


def test_the_april_meeting_gives_three_agreed_items_and_a_possible_extraordinary_forum(story):
    (meeting,) = standing(story, "engagement", date="2022-04-20")
    assert meeting.status == "occurred"
    assert {"UNRCCA", "KAZISS"} <= set(meeting.values["participants"]["value"])
    agreed = [v for v in of_april(story) if v.label == "agreed"]
    assert len(agreed) == 3
    assert [
        any(word in words(v) for v in agreed)
        for word in ("annual Central Asian Expert Forum", "water", "women")
    ] == [True] * 3
    assert all(not v.date for v in agreed)  # none stated
    (extraordinary,) = [v for v in of_april(story) if "extraordinary" in words(v)]
    assert extraordinary.label == "proposed"
    assert extraordinary not in followed_up(story.viewer())
    called_for = standing(story, "engagement", status="called_for")
    assert any("KAZ" in (v.values["participants"]["value"] or ()) for v in called_for)


def test_the_three_meetings_of_august_have_their_days_and_the_conference_has_no_year(story):
    august = [
        v for v in standing(story, "engagement", label="meeting") if (v.date or "").startswith("2023-08")
    ]
    assert len(august) == 3
    assert [v.date for v in august].count("2023-08-24") >= 2
    (conference,) = [
        v
        for v in standing(story, "engagement", label="conference")
        if "OSCE" in (v.values.get("organizers", {}).get("value") or ())
    ]
    assert not conference.date  # 26 October of no stated year is no date


def test_an_ordinary_edition_is_evidence_for_the_yearly_forum_and_not_for_the_extraordinary_one(story):
    yearly = next(v for v in of_april(story) if "annual Central Asian Expert Forum" in words(v))
    extraordinary = next(v for v in of_april(story) if "extraordinary" in words(v))
    read([LATER])
    proposed = Bearing.objects.filter(report__file__endswith=LATER.name)
    assert yearly.entry_id in proposed.values_list("entry", flat=True)
    assert extraordinary.entry_id not in proposed.values_list("entry", flat=True)
    assert edition_in("the fifth Central Asian Expert Forum").number == 5
    client = Client()
    client.force_login(story.user("officer", 3), BACKEND)
    page = client.get(reverse("commitment", args=[yearly.entry_id])).content.decode()
    assert "Expert forum and women" in page
    assert "none stated" in page
    board = client.get(reverse("commitments")).content.decode()
    assert "annual Central Asian Expert Forum" in board
