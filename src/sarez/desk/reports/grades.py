"""The reliability of sources in time: given anew, and what it was at an earlier moment."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.reports.models import PastGrade, Source

Graded = tuple[datetime, str]
"""Until when a source had which reliability."""


def regrade(source: Source, before: str, at: datetime, by: str) -> None:
    """Keep the reliability a source had until now; from now on another holds. The caller saves the source."""
    PastGrade.objects.create(source=source, reliability=before, until=at, by=by)
    source.graded_at = at


def past_grades(sources: Collection[int]) -> dict[int, list[Graded]]:
    """The grades these sources had before, by source, the earliest first. Asks nothing where there are no sources."""
    found: dict[int, list[Graded]] = {}
    if sources:
        rows = PastGrade.objects.filter(source__in=sources).order_by("source_id", "until", "pk")
        for source, until, reliability in rows.values_list("source", "until", "reliability"):
            found.setdefault(source, []).append((until, reliability))
    return found


def as_graded(sources: Iterable[Source], viewer: Viewer) -> None:
    """Let each of these sources have the grade of the moment a viewer asks about; they are to be shown, not saved."""
    if viewer.as_of is None:
        return
    moment = viewer.moment
    later = [s for s in sources if s.graded_at is not None and s.graded_at > moment]
    past = past_grades({s.pk for s in later})
    for source in later:
        source.reliability = next(
            (grade for until, grade in past[source.pk] if until > moment), source.reliability
        )
