"""The form of one's own reminders."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sarez.desk.accounts.audit import log
from sarez.desk.dialogue.follow_up.mailing import is_ours
from sarez.desk.dialogue.models.reminders import Reminder


class ReminderForm(forms.ModelForm):
    """Whether, where, when and of what a person is reminded."""

    class Meta:
        model = Reminder
        fields = (
            "is_on", "address", "at", "has_steps", "has_commitments", "has_evidence", "has_engagements", "has_measures", "is_of_all",
        )  # fmt: skip
        labels = {
            "is_on": gettext_lazy("Send me a message every day on which something is due"),
            "address": gettext_lazy("To this address"),
            "at": gettext_lazy("At this time of day"),
            "has_steps": gettext_lazy("Next steps due within two weeks, and overdue"),
            "has_commitments": gettext_lazy("Commitments due within two weeks, and overdue"),
            "has_evidence": gettext_lazy("Evidence newly proposed for commitments"),
            "has_engagements": gettext_lazy("Engagements of the coming week"),
            "has_measures": gettext_lazy("Clocks of confidence-building measures"),
            "is_of_all": gettext_lazy("Also what others follow up"),
        }
        widgets = {
            "address": forms.EmailInput(attrs={"autocomplete": "email"}),
            "at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    def clean_address(self) -> str:
        """An address that the desk may write to."""
        address = str(self.cleaned_data["address"])
        if address and not is_ours(address):
            raise forms.ValidationError(_("This desk writes to addresses of its own institution only."))
        return address

    def clean(self) -> dict[str, Any]:
        """Switched on, it needs an address."""
        given = super().clean() or {}
        if given.get("is_on") and not given.get("address") and "address" not in self.errors:
            self.add_error("address", _("Give the address that the messages go to."))
        return given

    @transaction.atomic
    def keep(self, now: datetime) -> bool:
        """Keep what was chosen; whether the address is a new one, which is to be confirmed."""
        reminder = self.instance
        is_new = "address" in self.changed_data
        if is_new:
            reminder.confirmed_at, reminder.code = None, ""
        if "is_on" in self.changed_data:
            reminder.on_since = now if reminder.is_on else None
        reminder.save()
        log(reminder.user, "changed reminders", f"user {reminder.user.username}", is_on=reminder.is_on)
        return is_new and bool(reminder.address)
