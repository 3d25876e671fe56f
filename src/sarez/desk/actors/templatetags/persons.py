"""What the page of a person tells from the region's list of offices."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from sarez.desk.actors.dossier import day_of
from sarez.desk.actors.people import holdings_of, told
from sarez.desk.events.models import Version

register = template.Library()


@register.inclusion_tag("actors/holdings.html", takes_context=True)
def known_offices(context: dict[str, Any], version: Version) -> dict[str, Any]:
    """The offices that the region knows a person in: “holder of … since …”, as of the viewer's day."""
    on = day_of(context["request"].viewer, timezone.localdate())
    held = [(h, h.covers(on)) for h in holdings_of(told(version), on)]
    return {"held": held, "on": on}
