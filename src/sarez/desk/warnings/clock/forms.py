"""The forms by which people take their turns on a warning."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.measures.moments import RecordField
from sarez.desk.warnings.clock.standing import Standing
from sarez.desk.warnings.models.turns import OPTION, OUTCOMES


class OptionForm(forms.Form):
    """A response that might be given."""

    text = forms.CharField(
        label=_("What could be done"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class DecideForm(forms.Form):
    """What is decided, and why."""

    option = forms.TypedChoiceField(label=_("Decided for"), coerce=int, empty_value=None, required=False)
    why = forms.CharField(
        label=_("What is decided, and why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = [(t.number, t.text[:120]) for t in standing.of(OPTION)]
        self.fields["option"].choices = [("", _("none of the options")), *options]  # type: ignore[attr-defined]


class ActForm(forms.Form):
    """What was done: an engagement or a commitment on record."""

    entry = RecordField("entry", label=_("Engagement or commitment on record"))
    text = forms.CharField(label=_("A word on it"), max_length=2000, required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entry"].viewer = viewer  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """What came of it."""

    outcome = forms.ChoiceField(label=_("What came of it"), choices=[("", "–"), *OUTCOMES])
    why = forms.CharField(label=_("How one knows"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
