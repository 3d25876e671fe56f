"""The form of a feed's address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sarez.desk.accounts import markings
from sarez.desk.accounts.models import User
from sarez.desk.warnings.delivery.queue import CLOSEST
from sarez.desk.warnings.feed.tokens import MOST_DAYS


class FeedForm(forms.Form):
    """A new address, showing no more than its owner may see and nothing marked TLP:RED."""

    name = forms.CharField(label=_("What it is for"), max_length=80)
    clearance = forms.TypedChoiceField(label=_("Shows up to"), coerce=int)
    days = forms.IntegerField(label=_("Days it lasts"), min_value=1, max_value=MOST_DAYS, initial=90)

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data)
        most = min(user.clearance, CLOSEST)
        allowed = [(n, markings.name_of(n)) for n, _name in markings.choices() if n <= most]
        self.fields["clearance"].choices = allowed  # type: ignore[attr-defined]
        self.fields["clearance"].initial = min(markings.GREEN, most)
