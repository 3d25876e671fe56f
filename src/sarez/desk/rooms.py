"""The rooms in the bar and the housekeeping in the menu: what each page is called and who may open it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROOMS: tuple[tuple[str, str | Promise, str], ...] = (
    ("today", _("Today"), "read"),
    ("reports", _("Reports"), "read"),
    ("events", _("Events"), "read"),
    ("engagements", _("Engagements"), "read"),
    ("commitments", _("Commitments"), "read"),
    ("watch", _("Watch"), "read"),
    ("courses", _("Training"), "read"),
    ("relations", _("Relations"), "read"),
    ("actors", _("Actors"), "read"),
)
HOUSE: tuple[tuple[str, str | Promise, str], ...] = (
    ("sources", _("Sources"), "read"),
    ("feeds", _("Feeds"), "read"),
    ("exports", _("Export"), "export"),
    ("api", "API", "read"),
    ("users", _("People and roles"), "users"),
    ("audit", _("Audit"), "audit"),
    ("retention", _("Retention"), "retention"),
    ("account", _("Your account"), "read"),
)
ALSO = {
    "engagements": ("/engagement/", "/series"),
    "watch": ("/warnings",),
    "courses": ("/course/", "/standard/"),
}
"""Where else one is in a room: addresses that do not begin as its own."""


@dataclass(frozen=True, slots=True)
class Room:
    """A link in the bar or the menu."""

    address: str
    label: str | Promise
    is_here: bool


def in_template(request: HttpRequest) -> dict[str, Any]:
    """The rooms and housekeeping pages that the user may open."""
    user: Any = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"rooms": _open_to(request, ROOMS), "house": _open_to(request, HOUSE)}


def _open_to(request: HttpRequest, pages: tuple[tuple[str, str | Promise, str], ...]) -> list[Room]:
    user: Any = request.user
    found = []
    for name, label, permission in pages:
        if not user.may(permission):
            continue
        address = reverse(name)
        beginnings = (*((address,) if address != "/" else ()), *ALSO.get(name, ()))
        is_here = request.path == address or request.path.startswith(beginnings)
        found.append(Room(address, label, is_here))
    return found
