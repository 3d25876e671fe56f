"""Fields of forms: a moment as it is told somewhere, and a record of the desk by its number or address."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.events.apart import ends
from sarez.desk.events.models import Entry, Version
from sarez.desk.reports.models import Report

SLACK = timedelta(minutes=5)
"""How far two clocks on the wall may differ: what was just told is not in the future."""
ZONES = [
    ("Asia/Bishkek", gettext_lazy("Bishkek")), ("Asia/Dushanbe", gettext_lazy("Dushanbe")),
    ("Asia/Tashkent", gettext_lazy("Tashkent")), ("Asia/Almaty", gettext_lazy("Astana and Almaty")),
    ("Asia/Ashgabat", gettext_lazy("Ashgabat")), ("Asia/Kabul", gettext_lazy("Kabul")),
    ("Asia/Tehran", gettext_lazy("Tehran")), ("Asia/Shanghai", gettext_lazy("Beijing")),
    ("Europe/Moscow", gettext_lazy("Moscow")), ("Europe/Vienna", gettext_lazy("Vienna")), ("UTC", "UTC"),
]  # fmt: skip
MOMENT = "%Y-%m-%dT%H:%M"


class MomentInput(forms.TextInput):
    """A field for a day and a time."""

    input_type = "datetime-local"


class MomentField(forms.CharField):
    """A day and a time as they are told somewhere; the form knows where, and makes a moment of it."""

    def __init__(self, **kwargs: Any) -> None:
        widget = MomentInput(attrs={"placeholder": "2024-05-30 14:30"})
        super().__init__(widget=widget, max_length=25, **kwargs)

    def clean(self, value: Any) -> Any:
        told = str(super().clean(value)).strip()
        if not told:
            return None
        try:
            found = datetime.fromisoformat(told)
        except ValueError:
            raise forms.ValidationError(_("Write day and time as 2024-05-30 14:30.")) from None
        if not 1900 <= found.year <= 2200:
            raise forms.ValidationError(_("Look at the year again."))
        return found.replace(tzinfo=None)


class RecordField(forms.CharField):
    """A record of the desk by its number or its address, among what the viewer may see."""

    def __init__(self, path: str, **kwargs: Any) -> None:
        self.path, self.viewer = path, Viewer(-1)
        super().__init__(
            required=False,
            max_length=300,
            widget=forms.TextInput(attrs={"placeholder": f"/{path}/12", "autocomplete": "off"}),
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return value.pk if isinstance(value, Model) else value

    def clean(self, value: Any) -> Any:
        told = str(super().clean(value)).strip()
        if not told:
            return None
        number = re.fullmatch(rf"(?:\S*/{self.path}/)?(\d{{1,12}})(?:[/?#]\S*)?", told)
        found = self._found(int(number[1])) if number else None
        if found is None:
            raise forms.ValidationError(
                _("Nothing on record goes by this number. Copy the address of its page.")
            )
        return found

    def _found(self, number: int) -> Model | None:
        if self.path == "report":
            return Report.objects.seen_by(self.viewer).filter(pk=number).first()
        there = ends([number])[number]
        seen = Version.objects.seen_by(self.viewer).filter(entry=there)
        return Entry.objects.filter(pk=there).first() if seen.exists() else None


def aware(told: datetime | None, zone: tzinfo) -> datetime | None:
    """The moment that a day and a time are in a zone."""
    return told.replace(tzinfo=zone).astimezone(UTC) if told else None


def local(moment: datetime | None, zone: tzinfo) -> str:
    """A moment as the day and time it is in a zone, as a field shows it."""
    return moment.astimezone(zone).strftime(MOMENT) if moment else ""
