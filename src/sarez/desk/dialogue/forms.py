"""Forms that write what people keep: they know what their writer may mark, and whether another wrote meanwhile."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from sarez.desk.accounts import markings
from sarez.desk.accounts.models import User
from sarez.desk.dialogue.keeping import KeepingError, begin, change
from sarez.desk.dialogue.models.kept import Kept
from sarez.desk.events.coding import party_of
from sarez.desk.events.days import span_of

LONGEST_PARTY = 120


class PartyField(forms.CharField):
    """A party by its code or a name; a body that the region does not know goes by its name."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST_PARTY)
        super().__init__(widget=forms.TextInput(attrs={"list": "parties", "autocomplete": "off"}), **kwargs)

    def clean(self, value: Any) -> str:
        """The code of the party, or its name as given."""
        told = str(super().clean(value))
        return party_of(told) if told else ""


class PartiesField(PartyField):
    """Several parties, separated by semicolons; as a list of codes and names."""

    def prepare_value(self, value: Any) -> Any:
        return "; ".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]
        told = str(forms.CharField.clean(self, value))
        parts = [" ".join(part.split()) for part in told.split(";")]
        return list(dict.fromkeys(party_of(part)[:LONGEST_PARTY] for part in parts if part))


class RoughDateField(forms.CharField):
    """A date as precise as it is known: 2021-04-30, 2021-04 or 2021."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 10)
        super().__init__(widget=forms.TextInput(attrs={"placeholder": "2021-04-30"}), **kwargs)

    def clean(self, value: Any) -> str:
        told = str(super().clean(value))
        if told and (span_of(told) is None or len(told) not in (4, 7, 10)):
            raise forms.ValidationError(
                _("A date is 2021-04-30, or 2021-04, or 2021: as precise as it is known.")
            )
        return told


class OwnerField(forms.ChoiceField):
    """Someone of the desk who may work on dialogue, or nobody."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=owners, required=False, **kwargs)


def owners() -> list[tuple[str, str]]:
    """Those who may own a step, a plan or a commitment."""
    active = User.objects.filter(is_active=True).only("username", "role", "is_active")
    return [
        ("", _("nobody")),
        *((u.username, u.username) for u in active if u.may("dialogue")),
    ]


class KeptForm(forms.ModelForm):
    """A form for one kept row. `row` says at which row it was opened: what another wrote since is not overwritten."""

    row = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["row"].initial = self.instance.pk
        for field in self.fields.values():
            if isinstance(field, OwnerField):
                field.choices = list(field.choices)  # asked of the database once, not wherever it is shown
        if "marking" in self.fields:
            allowed = [(n, markings.name_of(n)) for n, _name in markings.choices() if n <= by.clearance]
            self.fields["marking"] = forms.TypedChoiceField(
                choices=allowed, coerce=int, label=_("Marking"), initial=markings.GREEN
            )

    def keep(self) -> Kept:
        """Put what a valid form holds on record; KeepingError where it cannot be kept so."""
        if self.instance.pk is None:
            return begin(self.instance, self.by)
        if self.cleaned_data.get("row") not in (None, self.instance.pk):
            raise KeepingError(
                _("Someone has changed this since you opened it. Open it again, then make your change.")
            )
        stood = type(self.instance).objects.get(pk=self.instance.pk)
        told = {name: value for name, value in self.cleaned_data.items() if name != "row"}
        return change(stood, self.by, **told)
