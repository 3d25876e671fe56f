"""The form of a brief: with whom, since when, up to which marking, in which language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sarez.briefs.asking import Asked, BriefError, counterpart_called
from sarez.desk.accounts import markings
from sarez.desk.accounts.viewers import Viewer

TONGUES = (("en", "English"), ("ru", "Русский"))


class BriefForm(forms.Form):
    """What the address of a brief asks for; empty fields ask for what is usual."""

    since = forms.DateField(label=_("Since"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    language = forms.ChoiceField(label=_("Language"), required=False, choices=TONGUES)

    def __init__(self, data: Any, viewer: Viewer, *, language: str) -> None:
        self.viewer, self.usual = viewer, language
        super().__init__(data)
        self.fields["with"] = forms.CharField(
            label=_("Counterpart"), required=False, max_length=120,
            widget=forms.TextInput(attrs={"list": "parties", "autocomplete": "off"}),
        )  # fmt: skip
        allowed = [(n, markings.name_of(n)) for n, _name in markings.choices() if n <= viewer.clearance]
        self.fields["marking"] = forms.TypedChoiceField(
            label=_("Highest marking let in"), required=False, choices=allowed, coerce=int, empty_value=None
        )
        self.order_fields(["with", "since", "marking", "language"])

    def clean(self) -> dict[str, Any]:
        """The counterpart by its code."""
        told = super().clean() or {}
        if told.get("with"):
            try:
                told["with"] = counterpart_called(self.viewer, told["with"])
            except BriefError as error:
                self.add_error("with", str(error))
        return told

    def asked(self, kind: str, code: str) -> Asked:
        """What is asked, with what is usual in the place of a field that is empty or cannot be used."""
        self.full_clean()
        told = self.cleaned_data
        return Asked(
            kind, code, told.get("with") or "", told.get("since"), told.get("marking"),
            told.get("language") or self.usual,
        )  # fmt: skip
