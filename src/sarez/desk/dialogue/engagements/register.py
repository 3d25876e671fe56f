"""The register of engagements: what stands on record, narrowed by what the desk keeps beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Coalesce

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.engagements.numbering import roman
from sarez.desk.dialogue.engagements.plans import OF_STATUS, State, plans_of, state_of
from sarez.desk.dialogue.models import Plan, Series
from sarez.desk.events.listing import PER_PAGE, Filter, shelf, versions
from sarez.desk.events.models import ENGAGEMENT, Version
from sarez.desk.pages import Shelf

_STANDS_AS = Coalesce("entry__joined_into__joined_into", "entry__joined_into", "entry")


@dataclass(frozen=True, slots=True)
class Line:
    """An engagement in the list, with its plan, its state and its series."""

    version: Version
    state: State
    plan: Plan | None = None
    series: Series | None = None

    @property
    def edition(self) -> str:
        """Its number in its series, as editions are numbered."""
        return roman(self.plan.edition) if self.plan and self.plan.edition else ""


def narrowed(asked: Filter, viewer: Viewer, series: int | None, state: str) -> Shelf:
    """The engagements that pass the filter, those of one series, those in one state."""
    if series is None and not state:
        return shelf(ENGAGEMENT, viewer, asked)
    found, plans = versions(ENGAGEMENT, viewer, asked), Plan.objects.seen_by(viewer)
    if series is not None:
        found = found.filter(entry__in=_entries(plans.filter(series=series)))
    if state:
        told = [status for status, name in OF_STATUS.items() if name == state]
        kept = Q(entry__in=_entries(plans.filter(state=state)))
        as_told = Q(status__in=told) & ~Q(entry__in=_entries(plans.exclude(state="")))
        found = found.filter(kept | as_told if told else kept)
    return Shelf(found, PER_PAGE)


def _entries(plans: object) -> object:
    return plans.values(stands_as=_STANDS_AS)  # type: ignore[attr-defined]


def lines(found: Sequence[Version], viewer: Viewer) -> list[Line]:
    """The rows of a page with what the desk keeps on each."""
    plans = plans_of(viewer, [v.entry_id for v in found])
    series = series_of((p.series for p in plans.values()), viewer)
    made = []
    for version in found:
        plan = plans.get(version.entry_id)
        of = series.get(plan.series) if plan and plan.series else None
        made.append(Line(version, state_of(version, plan), plan, of))
    return made


def series_of(numbers: Iterable[int | None], viewer: Viewer) -> dict[int | None, Series]:
    """The series of these numbers that a viewer may see."""
    wanted = {n for n in numbers if n is not None}
    return {s.number: s for s in Series.objects.seen_by(viewer).filter(number__in=wanted)} if wanted else {}
