"""The next steps of an entry, for any page that tells of it: `{% load steps %}{% next_steps version %}`."""

from __future__ import annotations

from typing import Any

from django import template

from sarez.desk.dialogue.follow_up import steps
from sarez.desk.dialogue.follow_up.views.steps import section
from sarez.desk.events.models import Version

register = template.Library()


@register.filter
def overdue_by(days: int) -> str:
    """How long something is overdue: 12 days, 3 months, 2 years."""
    return steps.overdue_by(int(days))


@register.inclusion_tag("dialogue/steps.html", takes_context=True)
def next_steps(context: Any, version: Version) -> dict[str, Any]:
    """What is to be done about an engagement or a commitment, by whom and when, and a form to add to it."""
    return section(context["request"], version)
