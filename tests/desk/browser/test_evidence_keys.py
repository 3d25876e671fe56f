"""A later report decided on as evidence in Chromium, by single keys, and a finding that closes the commitment."""

import re

import pytest
from tests.desk.browser.conftest import follow

pytestmark = pytest.mark.browser
PROMISED = """
from sarez.desk.dialogue.models import Bearing
print(Bearing.objects.filter(decision="proposed", known_to__year=9999).order_by("-score").values_list("entry", flat=True)[0])
"""
DECIDED = """
import sys
from sarez.desk.dialogue.models import Bearing
print(sorted(Bearing.objects.filter(entry=int(sys.argv[1]), known_to__year=9999).values_list("decision", flat=True)))
"""


def test_evidence_is_decided_on_by_keys_and_a_person_closes(person, served):
    number = served.desk.python(PROMISED)
    page = person()
    page.goto(f"/commitment/{number}")
    before = page.locator("#evidence .bearing, .bearing").count()
    assert before
    page.keyboard.press("j")
    with page.expect_response(re.compile("/commitment/|/bearing")):
        page.keyboard.press("a")
    page.wait_for_load_state("networkidle")
    assert "'accepted'" in served.desk.python(DECIDED, number)
    page.goto(f"/commitment/{number}")
    page.locator("#find > summary").click()
    page.locator("#find select[name=outcome]").select_option("kept")
    page.locator("#find [name=why]").fill("The summit approved it.")
    follow(page.locator("#find button.main"))
    assert "kept" in page.locator("#findings table").inner_text()
    page.goto("/commitments")
    assert page.locator(f"a[href='/commitment/{number}']").count() == 1
