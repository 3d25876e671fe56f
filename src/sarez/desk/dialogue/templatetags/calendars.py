"""Filters of the calendar pages."""

from __future__ import annotations

from django import template
from django.urls import reverse

from sarez.desk.dialogue.meetings.calendar import DUE, ENGAGEMENT, STEP, Occasion
from sarez.desk.dialogue.models.commitments import OUTCOMES
from sarez.desk.dialogue.models.encounters import STATES
from sarez.desk.events.wording import status

register = template.Library()
PAGES = {ENGAGEMENT: "engagement", DUE: "commitment", STEP: "entry"}


@register.filter
def address_of(occasion: Occasion) -> str:
    """The page that an occasion leads to."""
    return reverse(PAGES[occasion.what], args=[occasion.entry])


@register.filter
def state_of(occasion: Occasion) -> str:
    """What the state of an occasion is called: of an engagement its state, of a commitment what became of it."""
    names = dict(OUTCOMES if occasion.what == DUE else STATES)
    if not occasion.state:
        return ""
    return str(names.get(occasion.state) or status(occasion.state))
