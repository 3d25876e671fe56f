"""Tags of the dialogue pages."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

register = template.Library()
ENGAGEMENTS: tuple[tuple[str, str | Promise], ...] = (
    ("engagements", _("List")),
    ("calendar", _("Calendar")),
    ("series-list", _("Series")),
    ("measures", _("Confidence-building measures")),
)
COMMITMENTS: tuple[tuple[str, str | Promise], ...] = (
    ("commitments", _("Board")),
    ("commitments-table", _("Table")),
    ("promises", _("Promises kept")),
    ("portfolio", _("Who follows what")),
)


@register.inclusion_tag("dialogue/tabs.html", takes_context=True)
def tabs(context: Any, room: str) -> dict[str, Any]:
    """The pages of a room side by side, `room` being engagements or commitments."""
    pages = ENGAGEMENTS if room == "engagements" else COMMITMENTS
    path, as_of = context["request"].path, context.get("as_of", "")
    then = f"?as_of={as_of}" if as_of else ""
    every = [(reverse(name), label) for name, label in pages]
    return {"pages": [(address + then, label, path == address) for address, label in every]}
