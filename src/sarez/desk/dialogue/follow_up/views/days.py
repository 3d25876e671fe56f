"""The day that a page of dialogue tells of."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from sarez.desk.accounts.viewers import Viewer


def day_of(request: HttpRequest) -> date:
    """The day asked about, else today where the desk is."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer.as_of.date() if viewer.as_of else timezone.localdate()
