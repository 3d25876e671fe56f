"""A warning followed through to dialogue and commitments, and from each of them back to the warnings it answers."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sarez.desk.dialogue.keeping import begin
from sarez.desk.dialogue.models import Finding, Passage
from sarez.desk.events.models import Entry
from sarez.desk.warnings.clock import turns
from sarez.desk.warnings.clock.following import answered_by
from sarez.desk.warnings.issuing.issue import update

pytestmark = pytest.mark.django_db
MEETING = {
    "kind": "meeting", "title": "Talks of the commission", "date": "2024-06-10", "date_end": None, "place": "Batken", "country": "KGZ",
    "organizers": [], "participants": ["KGZ", "TJK"], "people": [], "issues": ["border"], "status": "occurred",
}  # fmt: skip


@pytest.fixture
def linked(desk, make):
    """A warning that talks answered, and a pledge that came of the talks."""

    def link(marking=0):
        talks = desk.claim(desk.report(marking=marking), "engagement", MEETING).entry_id
        pledge = {"parties": ["KGZ"], "text": "to mark the line", "due": None, "modality": "agreed"}
        promised = desk.claim(desk.report(marking=marking), "commitment", pledge).entry_id
        begin(
            Passage(
                entry_id=talks, position=1, text="to mark the line", commitment_id=promised, marking=marking
            ),
            make.head,
        )
        warning = make.warning(marking=1)
        turns.acknowledge(warning, make.head)
        turns.decide(warning, "Talk.", make.head)
        turns.act(warning, Entry.objects.get(pk=talks), "", make.head)
        return warning, talks, promised

    return link


def test_a_warning_shows_the_talks_it_led_to_what_they_promised_and_what_became_of_that(
    make, signed_in, linked
):
    warning, talks, promised = linked()
    begin(Finding(entry_id=promised, outcome="kept", on=date(2024, 7, 1), why="Marked."), make.head)
    turns.close(warning, "averted", "The line is quiet.", make.head)
    answer = signed_in().get(f"/warnings/{warning.number}")
    told = answer.content.decode()
    assert f'href="/engagement/{talks}"' in told and f'href="/commitment/{promised}"' in told
    [one] = answer.context["came"]
    assert [(c.version.entry_id, c.card.whole.outcome) for c in one.then] == [(promised, "kept")]
    assert "It did not come, after a response" in told and "The line is quiet." in told


def test_an_update_still_shows_what_was_done_about_the_warning_before(make, signed_in, linked):
    warning, talks, _promised = linked()
    later = update(warning, make.told(level="yellow"), make.head, "Talks are on.")
    assert f'href="/engagement/{talks}"' in signed_in().get(f"/warnings/{later.number}").content.decode()


def test_talks_and_what_they_promised_show_the_warning_that_they_answer(signed_in, linked):
    warning, talks, promised = linked()
    for page in (f"/engagement/{talks}", f"/commitment/{promised}"):
        told = signed_in().get(page).content.decode()
        assert f'href="/warnings/{warning.number}"' in told and "heightened danger" in told, page


def test_what_answers_nothing_says_nothing_of_warnings(desk, signed_in):
    talks = desk.claim(desk.report(), "engagement", MEETING).entry_id
    assert "Warnings that it answers" not in signed_in().get(f"/engagement/{talks}").content.decode()


def test_neither_shows_what_is_above_a_clearance(desk, make, signed_in, linked):
    warning, talks, promised = linked(marking=2)
    low = signed_in("officer", 1)
    told = low.get(f"/warnings/{warning.number}")
    assert told.status_code == 200 and not told.context["came"]
    assert f"/engagement/{talks}" not in told.content.decode()
    above = make.warning(marking=3)
    turns.acknowledge(above, make.head)
    turns.decide(above, "Talk.", make.head)
    turns.act(above, Entry.objects.get(pk=talks), "", make.head)
    seen = [s.warning.number for s in answered_by(talks, desk.viewer(2), timezone.now())]
    assert seen == [warning.number]
    assert [s.warning.number for s in answered_by(promised, desk.viewer(4), timezone.now())] == [
        above.number,
        warning.number,
    ]


def test_the_pages_ask_the_database_little(signed_in, linked):
    warning, talks, promised = linked()
    client = signed_in()
    for page, most in (
        (f"/warnings/{warning.number}", 30),
        (f"/engagement/{talks}", 45),
        (f"/commitment/{promised}", 45),
    ):
        with CaptureQueriesContext(connection) as captured:
            client.get(page)
        assert len(captured) <= most, (page, len(captured))
