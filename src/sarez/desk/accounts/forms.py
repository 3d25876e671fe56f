"""The forms of accounts and housekeeping."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sarez.desk.accounts import markings
from sarez.desk.accounts.models import RetentionRule, User
from sarez.desk.accounts.roles import roles
from sarez.desk.accounts.tokens import MOST_DAYS, roles_within


def clearances(user: User) -> list[tuple[int, str]]:
    """The markings a person may give on: none above their own."""
    return [(order, f"TLP:{name}") for order, name in markings.choices() if order <= user.clearance]


class LanguageForm(forms.ModelForm):
    """The language of the pages."""

    class Meta:
        model = User
        fields = ("language",)
        labels = {"language": _("Language of the pages")}


class TokenForm(forms.Form):
    """A new token, no stronger than its owner."""

    name = forms.CharField(label=_("What it is for"), max_length=80)
    role = forms.ChoiceField(label=_("Role"))
    clearance = forms.TypedChoiceField(label=_("Sees up to"), coerce=int)
    days = forms.IntegerField(label=_("Days it lasts"), min_value=1, max_value=MOST_DAYS, initial=90)

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data)
        self.fields["role"].choices = [(r.name, gettext(r.label)) for r in roles_within(user)]  # type: ignore[attr-defined]
        self.fields["clearance"].choices = clearances(user)  # type: ignore[attr-defined]


class PersonForm(forms.Form):
    """A person's role and clearance."""

    role = forms.ChoiceField(
        label=_("Role"), choices=lambda: [(r.name, gettext(r.label)) for r in roles().values()]
    )
    clearance = forms.TypedChoiceField(label=_("Sees up to"), coerce=int)

    def __init__(self, by: User, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["clearance"].choices = clearances(by)  # type: ignore[attr-defined]


class NewPersonForm(PersonForm):
    """A person to add."""

    username = forms.CharField(label=_("Name to sign in with"), max_length=150)
    field_order = ("username", "role", "clearance")


class RuleForm(forms.ModelForm):
    """How long the reports of a source, or with a marking, are kept."""

    class Meta:
        model = RetentionRule
        fields = ("source", "marking", "days")
        labels = {"source": _("Source"), "marking": _("Marking"), "days": _("Days kept")}

    def clean(self) -> dict[str, Any]:
        """A rule says what it is about."""
        cleaned = super().clean() or {}
        if cleaned.get("source") is None and cleaned.get("marking") is None:
            raise forms.ValidationError(_("Choose a source, a marking, or both."))
        if cleaned.get("days") == 0:
            self.add_error("days", _("A report is kept for one day at least."))
        return cleaned
