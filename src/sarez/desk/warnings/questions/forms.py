"""The forms of questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sarez.desk.accounts import markings


class Ask(forms.Form):
    """A new question."""

    text = forms.CharField(label=_("Question (yes or no)"), max_length=300)
    says = forms.CharField(
        label=_("What counts as yes, by which sources"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    unit = forms.CharField(label=_("Unit, if it is about one"), max_length=160, required=False)
    closes = forms.DateField(label=_("Closes after"), widget=forms.DateInput(attrs={"type": "date"}))
    base = forms.FloatField(label=_("Base rate, per cent (empty: from past questions)"), min_value=0, max_value=100, required=False)  # fmt: skip
    marking = forms.TypedChoiceField(label=_("Marking"), coerce=int)

    def __init__(self, *args: Any, clearance: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["marking"].choices = [c for c in markings.choices() if c[0] <= clearance]  # type: ignore[attr-defined]
        self.fields["marking"].initial = min(markings.GREEN, clearance)


class Give(forms.Form):
    """A probability."""

    probability = forms.FloatField(label=_("Probability of yes, per cent"), min_value=0, max_value=100)
    why = forms.CharField(label=_("Why"), max_length=500, required=False)


class Resolve(forms.Form):
    """What came of it."""

    outcome = forms.ChoiceField(label=_("What came"), choices=[("yes", _("yes")), ("no", _("no"))])
    evidence = forms.CharField(label=_("What shows it"), max_length=500)
