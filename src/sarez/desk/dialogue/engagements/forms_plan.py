"""The form of a plan: how the desk works on an engagement."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import FOREVER, Viewer
from sarez.desk.dialogue.engagements.plans import plan
from sarez.desk.dialogue.forms import KeptForm, OwnerField, RoughDateField
from sarez.desk.dialogue.keeping import KeepingError
from sarez.desk.dialogue.models import Plan, Series
from sarez.desk.dialogue.models.kept import Kept

ZONES = (
    "Asia/Almaty", "Asia/Ashgabat", "Asia/Bishkek", "Asia/Dushanbe", "Asia/Kabul", "Asia/Tashkent", "Europe/Vienna", "UTC",
)  # fmt: skip
"""Offered first; any zone of the IANA list is taken."""


class SeriesField(forms.TypedChoiceField):
    """A series that the writer may see, or none."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Series"))
        super().__init__(coerce=int, empty_value=None, required=False, **kwargs)

    def offer(self, by: User) -> set[int]:
        """Offer what this person may see; the numbers offered."""
        seen = list(Series.objects.seen_by(Viewer(by.clearance)).values_list("number", "title"))
        self.choices = [("", _("none")), *seen]
        return {number for number, _title in seen}


class ZoneField(forms.CharField):
    """A time zone by its IANA name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("Time zone"),
            required=False,
            max_length=40,
            widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}),
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        told = str(super().clean(value))
        if told and told not in known_zones():
            raise forms.ValidationError(_("A time zone is Asia/Bishkek, Asia/Tashkent, UTC …"))
        return told


@lru_cache(maxsize=1)
def known_zones() -> frozenset[str]:
    """The names of all zones."""
    return frozenset(available_timezones())


def check_edition(form: forms.Form | forms.ModelForm, told: dict[str, Any]) -> None:
    """An edition has a number in its series; an extraordinary one is a kind of its own and has none."""
    if told.get("is_extraordinary") and told.get("edition"):
        form.add_error("edition", _("An extraordinary edition has no number in its series."))
    if (told.get("edition") or told.get("is_extraordinary")) and not told.get("series"):
        form.add_error("series", _("Choose the series that this is an edition of."))
    if told.get("starts") and not told.get("zone"):
        form.add_error("zone", _("Say in which time zone it begins."))


class PlanForm(KeptForm):
    """How the desk works on an engagement; marked as the engagement itself."""

    owner = OwnerField(label=gettext_lazy("Who of the desk answers for it"))
    series = SeriesField()
    zone = ZoneField()
    postponed_to = RoughDateField(label=gettext_lazy("Postponed to"), required=False)

    class Meta:
        model = Plan
        fields = (
            "state", "postponed_to", "owner", "series", "edition", "is_extraordinary", "track", "mode", "starts", "zone",
            "expected", "note",
        )  # fmt: skip
        labels = {
            "state": gettext_lazy("State"),
            "edition": gettext_lazy("Number of the edition"),
            "is_extraordinary": gettext_lazy("An extraordinary edition"),
            "track": gettext_lazy("Track"),
            "mode": gettext_lazy("In place or online"),
            "starts": gettext_lazy("Begins at"),
            "expected": gettext_lazy("How many are expected, as told (some 100)"),
            "note": gettext_lazy("Note"),
        }
        widgets = {
            "starts": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.offered = self.fields["series"].offer(by)  # type: ignore[attr-defined]
        self.laid = self.instance.series
        self.fields["state"].widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any]:
        """What hangs together is given together; a series that the writer may not see stays as it is."""
        told = super().clean() or {}
        if self.laid is not None and self.laid not in self.offered and told.get("series") is None:
            told["series"] = self.laid
            told["edition"] = told.get("edition") or self.initial.get("edition")
        check_edition(self, told)
        if told.get("postponed_to") and told.get("state") != "postponed":
            self.add_error("state", _("Choose “postponed”, since it has another date."))
        return told

    def keep(self) -> Kept:
        """Let the plan stand; KeepingError where another has changed it since this form was opened."""
        stands = Plan.objects.filter(entry=self.instance.entry_id, known_to=FOREVER).values_list(
            "pk", flat=True
        )
        opened = self.cleaned_data.pop("row", None)
        if opened is not None and opened not in stands:
            raise KeepingError(
                _("Someone has changed this since you opened it. Open it again, then make your change.")
            )
        return plan(self.instance.entry_id, self.by, **self.cleaned_data)
