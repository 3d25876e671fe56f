"""The meeting page in Chromium: typed by keyboard alone, the network cut and back, every line once on the server."""

import json
from itertools import count

import pytest
from tests.desk.browser.conftest import ANALYST, follow

pytestmark = pytest.mark.browser

MEETING = """
import sys
from sarez.desk.accounts.models import User
from sarez.desk.dialogue.keeping import begin
from sarez.desk.dialogue.models import Attendance
from sarez.desk.dialogue.notes import entered
from sarez.desk.events.coding import values_of
by = User.objects.get(username="head")
given = {"kind": ["meeting"], "title": [sys.argv[1]], "date": [sys.argv[2]], "participants": ["KGZ", "TJK"], "status": ["planned"]}
entry = entered("engagement", values_of("engagement", given), sys.argv[1], by, 0).entry
for name in ("Zulfiya Karimova", "Aziz Rahimov"):
    begin(Attendance(entry=entry, person=name, state="accepted", marking=0), by)
print(entry.pk)
"""
LINES = """
import json, sys
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.models import Attendance, Minute, Passage
viewer, entry = Viewer(4), int(sys.argv[1])
told = lambda model, *names: list(model.objects.seen_by(viewer).filter(entry=entry).order_by("pk").values_list(*names))
print(json.dumps([told(Minute, "text", "party", "sort"), told(Attendance, "person", "state"), told(Passage, "text", "wording"),
    Minute.objects.filter(entry=entry).values("key").distinct().count()]))
"""
YEARS = count(2031)
"""A year for each meeting, or the desk would take them for one."""
OWN = "Object.keys(localStorage).filter((k) => k.startsWith('sarez-sitting')).length"


@pytest.fixture
def meeting(served):
    """A meeting on record, its number, and what the server has of it."""

    class Meeting:
        def __init__(self, title):
            self.number = served.desk.python(MEETING, title, f"{next(YEARS)}-11-24")
            self.address = f"/engagement/{self.number}/sitting"

        def kept(self):
            return json.loads(served.desk.python(LINES, self.number))

    return Meeting


def saved(page):
    page.locator("#saving[data-how=saved]").wait_for(timeout=30_000)


def type_lines(page, *lines):
    for line in lines:
        page.keyboard.type(line)
        page.keyboard.press("Enter")


def test_lines_typed_while_the_network_is_cut_are_each_on_the_server_once(person, meeting):
    talks = meeting("Talks with a bad line")
    page = person()
    page.goto(talks.address)
    type_lines(page, "KGZ: We welcome the draft.", "TJK: We too.")
    saved(page)
    page.context.set_offline(True)
    type_lines(page, "KGZ: The road opens in May.", "All agree.")
    page.keyboard.type("The next meeting is in Osh")
    page.locator("#saving[data-how=away]").wait_for()
    assert page.locator("#saving").inner_text().endswith("3")
    assert page.evaluate(OWN) == 1
    assert len(talks.kept()[0]) == 2
    page.context.set_offline(False)
    page.reload()
    saved(page)
    assert page.evaluate(OWN) == 0, "nothing is kept in the browser once all is saved"
    lines, _seats, _passages, keys = talks.kept()
    assert [text for text, *_ in lines] == [
        "We welcome the draft.", "We too.", "The road opens in May.", "All agree.", "The next meeting is in Osh",
    ]  # fmt: skip
    assert [party for _, party, _ in lines] == ["KGZ", "TJK", "KGZ", "", ""]
    assert keys == 5
    page.locator("#lines .line").nth(
        5
    ).wait_for()  # one kept while the page was on its way comes with the next look
    assert page.locator("#lines .line").count() == 6
    page.faults[:] = [fault for fault in page.faults if "ERR_INTERNET_DISCONNECTED" not in fault]


@pytest.mark.slow
def test_a_line_whose_answer_was_lost_is_kept_once_and_can_be_typed_on(person, meeting):
    """The server keeps the line, the answer never comes: what is typed on is no conflict and no second line."""
    talks = meeting("Talks with lost answers")
    page = person()
    page.goto(talks.address)
    lost = []

    def lose(route):
        if not lost:
            lost.append(route.fetch())
            route.abort()
        else:
            route.continue_()

    page.route("**/sitting/line", lose)
    page.keyboard.type("They shake")
    page.locator("#saving[data-how=away]").wait_for()
    assert len(talks.kept()[0]) == 1
    page.keyboard.type(" hands")
    saved(page)
    assert [text for text, *_ in talks.kept()[0]] == ["They shake hands"]
    assert page.locator(".theirs").count() == 0
    page.faults[:] = [fault for fault in page.faults if "ERR_FAILED" not in fault]


def test_presence_kinds_and_passages_by_keyboard_alone(person, meeting):
    talks = meeting("Talks by keyboard")
    page = person()
    page.goto(talks.address)
    page.keyboard.press("Alt+w")
    page.keyboard.press("p")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("r")
    page.keyboard.type("Bakyt Asanov")
    page.keyboard.press("Enter")
    page.keyboard.press("Alt+w")
    page.keyboard.type("The gauge is read daily")
    page.keyboard.press("Alt+3")
    page.keyboard.press("Alt+g")
    page.keyboard.press("Enter")
    page.keyboard.type("A fund is set up")
    page.keyboard.press("Alt+b")
    saved(page)
    lines, seats, passages, _keys = talks.kept()
    assert [sort for *_, sort in lines] == ["agreed", "said"]
    assert dict(seats) == {"Zulfiya Karimova": "present", "Aziz Rahimov": "replaced"}
    assert passages == [["The gauge is read daily", "agreed"], ["A fund is set up", "bracketed"]]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.value") == "The gauge is read daily"


def test_anothers_change_is_shown_beside_mine_and_neither_is_lost(person, meeting):
    talks = meeting("Talks of two scribes")
    mine, theirs = person(), person(ANALYST)
    mine.goto(talks.address)
    mine.keyboard.type("First wording")
    saved(mine)
    theirs.goto(talks.address)
    theirs.locator("#lines textarea").first.fill("Their wording")
    saved(theirs)
    mine.locator("#lines textarea").first.fill("My wording")
    mine.locator(".theirs").wait_for()
    assert "Their wording" in mine.locator(".theirs").inner_text()
    assert mine.locator("#saving").get_attribute("data-how") == "trouble"
    mine.get_by_role("button", name="Keep both").click()
    saved(mine)
    assert sorted(text for text, *_ in talks.kept()[0]) == ["My wording", "Their wording"]
    mine.faults[:] = [fault for fault in mine.faults if "409" not in fault]


@pytest.mark.slow
def test_one_signed_out_types_on_and_loses_nothing(person, meeting, served):
    talks = meeting("Talks past midnight")
    page = person()
    page.goto(talks.address)
    page.keyboard.type("Before")
    saved(page)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.keyboard.type(" and after")
    page.locator("#saving[data-how=signedOut]").wait_for()
    page.goto(served.link("head"))
    follow(page.locator("form button").first)
    assert cookies
    page.goto(talks.address)
    saved(page)
    assert [text for text, *_ in talks.kept()[0]] == ["Before and after"]
    page.faults[:] = [fault for fault in page.faults if "403" not in fault]
