"""The form of a recipient."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sarez.desk.accounts import markings
from sarez.desk.accounts.models import User
from sarez.desk.dialogue.follow_up.mailing import is_ours
from sarez.desk.dialogue.forms import KeptForm
from sarez.desk.warnings.delivery.hook import may_be_called
from sarez.desk.warnings.delivery.queue import CLOSEST
from sarez.desk.warnings.delivery.recipients import add, alter
from sarez.desk.warnings.models import Recipient
from sarez.desk.warnings.models.recipients import MAIL


class RecipientForm(KeptForm):
    """Someone or something that warnings are sent to."""

    username = forms.ChoiceField(label=gettext_lazy("Person of the desk"), required=False)

    class Meta:
        model = Recipient
        fields = ("title", "group", "username", "way", "address", "language", "clearance", "is_on", "marking")
        labels = {
            "title": gettext_lazy("Name"),
            "group": gettext_lazy("Distribution list"),
            "way": gettext_lazy("How"),
            "address": gettext_lazy("Address: of e-mail, or https"),
            "language": gettext_lazy("Language"),
            "clearance": gettext_lazy("Nothing goes there marked above"),
            "is_on": gettext_lazy("Switched on"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = User.objects.filter(is_active=True).order_by("username").values_list("username", flat=True)
        told = [("", _("someone outside")), *((name, name) for name in names)]
        if self.instance.username and self.instance.username not in dict(told):
            told.append((self.instance.username, self.instance.username))
        fields: Any = self.fields
        fields["username"].choices = told
        most = min(CLOSEST, self.by.clearance)
        levels = [(n, markings.name_of(n)) for n, _name in markings.choices() if n <= most]
        fields["clearance"] = forms.TypedChoiceField(
            choices=levels, coerce=int, label=_("Nothing goes there marked above"), initial=markings.GREEN
        )
        fields["marking"].label = _("Who may know of this recipient")
        fields["group"].widget.attrs["list"] = "groups"

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        address = str(told.get("address") or "").strip()
        if told.get("way") == MAIL:
            try:
                validate_email(address)
            except ValidationError:
                self.add_error("address", _("This is no address of e-mail."))
            else:
                if not is_ours(address):
                    self.add_error(
                        "address", _("Mail goes to the domains that SAREZ_MAIL_DOMAINS names alone.")
                    )
        elif address and not may_be_called(address):
            self.add_error("address", _("Give an https address; one in your own network is named in SAREZ_PRIVATE_FEEDS."))  # fmt: skip
        told["address"] = address
        return told

    def put(self) -> tuple[Recipient, str]:
        """Keep it; with the secret of a new webhook. KeepingError where it cannot be kept so."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "row"}
        if self.instance.pk is None:
            return add(Recipient(**told), self.by)
        stood = Recipient.objects.get(pk=self.instance.pk)
        return alter(stood, self.by, **told), ""
