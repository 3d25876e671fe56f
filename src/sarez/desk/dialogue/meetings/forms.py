"""The forms of the calendar: an address to follow it by, and whom to invite."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sarez.desk.accounts import markings
from sarez.desk.accounts.models import User
from sarez.desk.dialogue.meetings.feedtokens import CLOSEST, MOST_DAYS
from sarez.desk.dialogue.meetings.invitations import LANGUAGES


class FeedForm(forms.Form):
    """A new address, showing no more than its owner may see and nothing marked TLP:RED."""

    name = forms.CharField(label=_("What it is for"), max_length=80)
    clearance = forms.TypedChoiceField(label=_("Shows up to"), coerce=int)
    days = forms.IntegerField(label=_("Days it lasts"), min_value=1, max_value=MOST_DAYS, initial=MOST_DAYS)
    is_own_work = forms.BooleanField(label=_("Only what I keep myself"), required=False)
    name.widget.attrs["placeholder"] = _("my phone")

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data)
        most = min(user.clearance, CLOSEST)
        allowed = [(n, markings.name_of(n)) for n, _name in markings.choices() if n <= most]
        self.fields["clearance"].choices = allowed  # type: ignore[attr-defined]
        self.fields["clearance"].initial = min(markings.GREEN, most)


class DraftForm(forms.Form):
    """Which invitations to draft: in which languages, and by when an answer is asked for."""

    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("both languages")), *LANGUAGES], required=False
    )
    reply_by = forms.DateField(
        label=_("Answer wanted by"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages chosen."""
        one = self.cleaned_data.get("language")
        return (one,) if one else tuple(name for name, _label in LANGUAGES)

    @property
    def day(self) -> date | None:
        """The day chosen."""
        return self.cleaned_data.get("reply_by")
