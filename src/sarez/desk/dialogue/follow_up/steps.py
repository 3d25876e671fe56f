"""Next steps on an entry: what is to be done by whom and when; done, opened again, given to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sarez.desk.accounts import markings
from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.entries import kept_on
from sarez.desk.dialogue.forms import KeptForm, OwnerField
from sarez.desk.dialogue.keeping import change, floor_of
from sarez.desk.dialogue.models.steps import Step
from sarez.desk.events.models import COMMITMENT, ENGAGEMENT, Version

SOON = timedelta(days=14)
MONTH, YEAR = 30.44, 365.25  # days
OVERDUE, DUE, LATER, UNDATED, DONE = "overdue", "due", "later", "undated", "done"
"""The time that a step has, the most pressing first."""
TAKERS = (ENGAGEMENT, COMMITMENT)
"""The kinds of entries that next steps are kept on."""


@dataclass(frozen=True, slots=True)
class Timed:
    """A step and how it stands to a day: overdue, due, later, undated or done; `late` in days."""

    step: Step
    time: str
    late: int = 0


def time_of(due: date | None, on: date, *, is_done: bool = False) -> str:
    """How what is due on a day stands on another."""
    if is_done:
        return DONE
    if due is None:
        return UNDATED
    if due < on:
        return OVERDUE
    return DUE if due <= on + SOON else LATER


def timed(step: Step, on: date) -> Timed:
    """A step as it stands on a day."""
    time = time_of(step.due, on, is_done=step.is_done)
    return Timed(step, time, (on - step.due).days if time == OVERDUE and step.due else 0)


def overdue_by(days: int) -> str:
    """How long something is overdue, as coarse as one would say it; empty where it is not."""
    if days < 1:
        return ""
    if days < 2 * MONTH:
        return ngettext("%(n)d day overdue", "%(n)d days overdue", days) % {"n": days}
    if days < 2 * YEAR:
        n = round(days / MONTH)
        return ngettext("%(n)d month overdue", "%(n)d months overdue", n) % {"n": n}
    n = int(days / YEAR)
    return ngettext("%(n)d year overdue", "%(n)d years overdue", n) % {"n": n}


def steps_on(viewer: Viewer, entry: int, on: date) -> list[Timed]:
    """The steps on an entry that a viewer may see: what is open by its date, the undated after, then what is done."""
    found = [timed(step, on) for step in kept_on(Step.objects.seen_by(viewer), entry)]
    return sorted(found, key=lambda t: (t.step.is_done, t.step.due or date.max, t.step.pk))


def turn(step: Step, by: User, *, is_done: bool) -> Step:
    """Tick a step off, or open it again."""
    return change(step, by, is_done=is_done)


class StepForm(KeptForm):
    """A next step: what, who, by when. Its owner must be able to see it."""

    text = forms.CharField(
        label=gettext_lazy("What is to be done"),
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    owner = OwnerField(label=gettext_lazy("Who"))
    due = forms.DateField(
        label=gettext_lazy("By when"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    class Meta:
        model = Step
        fields = ("text", "owner", "due", "marking")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        stood = self.instance.owner
        if stood and stood not in dict(self.fields["owner"].choices):  # type: ignore[attr-defined]
            self.fields["owner"].choices = [(stood, stood), *self.fields["owner"].choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Nobody is given a step that they may not see."""
        given = super().clean() or {}
        owner = User.objects.filter(username=given.get("owner") or "").first()
        if owner is None or "marking" not in given:
            return given
        needed = max(given["marking"], floor_of(self.instance.entry_id))
        if owner.clearance < needed:
            told = {"name": owner.username, "marking": markings.name_of(needed)}
            self.add_error("owner", _("%(name)s may not see %(marking)s. Choose someone who may.") % told)
        return given


def blank(version: Version, by: User, on: date | None = None) -> StepForm:
    """An empty form for a step on an entry: for oneself, and marked as what one sees there."""
    return StepForm(instance=fresh(version, by), by=by, auto_id=f"step-{version.entry_id}-%s")


def fresh(version: Version, by: User) -> Step:
    """A step not yet on record."""
    return Step(entry_id=version.entry_id, owner=by.username, marking=max(markings.GREEN, version.low))
