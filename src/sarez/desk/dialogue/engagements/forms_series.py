"""The forms of series: the series itself, and an engagement laid to it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sarez.desk.accounts.models import User
from sarez.desk.dialogue.forms import KeptForm, PartyField
from sarez.desk.dialogue.models import Series


class SeriesForm(KeptForm):
    """A series: what it is called, who hosts it, how often it is held."""

    host = PartyField(label=gettext_lazy("Who hosts it"), required=False)

    class Meta:
        model = Series
        fields = ("title", "title_ru", "host", "cadence", "note", "marking")
        labels = {
            "title": gettext_lazy("Title, its short form in brackets: Central Asian Expert Forum (CAEF)"),
            "title_ru": gettext_lazy("Title in Russian"),
            "cadence": gettext_lazy("How often it is held"),
            "note": gettext_lazy("Note"),
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.fields["title"].widget.attrs["autofocus"] = True


class EditionForm(forms.Form):
    """Which edition an engagement is; an extraordinary one has no number."""

    edition = forms.IntegerField(
        label=gettext_lazy("Number of the edition"), min_value=1, max_value=9999, required=False
    )
    is_extraordinary = forms.BooleanField(label=gettext_lazy("An extraordinary edition"), required=False)

    def clean(self) -> dict[str, Any]:
        """A number or extraordinary, never both."""
        told = super().clean() or {}
        if told.get("is_extraordinary") and told.get("edition"):
            self.add_error("edition", _("An extraordinary edition has no number in its series."))
        return told
