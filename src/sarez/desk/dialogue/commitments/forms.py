"""Forms of the working page of a commitment, and the one by which a commitment is entered by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sarez.desk.accounts import markings
from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.commitments.cards import card
from sarez.desk.dialogue.commitments.following import follow
from sarez.desk.dialogue.forms import KeptForm, OwnerField, PartiesField, RoughDateField
from sarez.desk.dialogue.models import Following
from sarez.desk.dialogue.models.commitments import CHAINS, OUTCOMES, RECURRENCES
from sarez.desk.dialogue.notes import entered
from sarez.desk.events.coding import LONGEST_TEXT, CodingError, values_of
from sarez.desk.events.fields import MODALITIES
from sarez.desk.events.models import Version
from sarez.desk.events.wording import party
from sarez.desk.reports.models import Report

DAY = {"type": "date"}


def marking_field(by: User, initial: int = markings.GREEN) -> forms.TypedChoiceField:
    """What someone may mark a thing of theirs, up to their own clearance."""
    allowed = [(n, markings.name_of(n)) for n, _name in markings.choices() if n <= by.clearance]
    return forms.TypedChoiceField(
        choices=allowed, coerce=int, label=_("Marking"), initial=min(initial, by.clearance)
    )


class FollowForm(KeptForm):
    """Who follows a commitment up, how often it is due, to whom it is owed and on what conditions."""

    owner = OwnerField(label=gettext_lazy("Who follows it up"))
    owed_to = PartiesField(
        label=gettext_lazy("Owed to"), required=False, help_text=gettext_lazy("several with ; between")
    )

    class Meta:
        model = Following
        fields = ("owner", "recurrence", "since", "until", "owed_to", "conditions", "note")
        labels = {
            "recurrence": gettext_lazy("How often"),
            "since": gettext_lazy("Recurring from"),
            "until": gettext_lazy("Recurring until"),
            "conditions": gettext_lazy("Conditions"),
            "note": gettext_lazy("Note"),
        }
        widgets = {
            "since": forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
            "until": forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
            "conditions": forms.Textarea(attrs={"rows": 2}),
            "note": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owed_to"].max_length = 1000
        field: Any = self.fields["owner"]
        choices, owner = list(field.choices), self.instance.owner
        field.choices = choices if owner in dict(choices) else [*choices, (owner, owner)]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("since") and told.get("until") and told["until"] < told["since"]:
            self.add_error("until", _("It cannot end before it begins."))
        return told


class FindingForm(forms.Form):
    """What became of a commitment: for all or one of its parties, for the whole or one period."""

    outcome = forms.ChoiceField(choices=[("", "–"), *OUTCOMES], label=gettext_lazy("What became of it"))
    party = forms.ChoiceField(required=False, label=gettext_lazy("For"))
    period = forms.ChoiceField(required=False, label=gettext_lazy("Period"))
    on = forms.DateField(label=gettext_lazy("As of"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    why = forms.CharField(
        required=False,
        max_length=2000,
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    report = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=2**40,
        label=gettext_lazy("Number of the report it rests on"),
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "list": "finding-reports", "autocomplete": "off"}
        ),
    )

    def __init__(
        self,
        *args: Any,
        by: User,
        viewer: Viewer,
        parties: Sequence[str],
        periods: Sequence[tuple[str, str]],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.viewer, self.today = viewer, today
        fields: Any = self.fields
        fields["party"].choices = [("", _("all parties")), *((code, party(code)) for code in parties)]
        fields["period"].choices = [("", _("the whole")), *periods]
        if not periods:
            del self.fields["period"]
        fields["on"].initial = today
        fields["marking"] = marking_field(by)

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("Nobody can find today what holds on a day to come."))
        return on

    def clean_report(self) -> Report | None:
        number = self.cleaned_data.get("report")
        if not number:
            return None
        found = Report.objects.seen_by(self.viewer).filter(pk=number).defer("text").first()
        if found is None:
            raise forms.ValidationError(_("No report of this number that you may see."))
        return found

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if not self.errors and not told.get("why") and not told.get("report"):
            self.add_error("why", _("Give a reason, or the report it rests on."))
        return told


class ChainForm(forms.Form):
    """How this commitment follows another, or another it."""

    other = forms.IntegerField(min_value=1, max_value=2**40, label=gettext_lazy("Number of the other"))
    way = forms.ChoiceField(
        choices=[("back", gettext_lazy("this one follows it")), ("on", gettext_lazy("it follows this one"))],
        label=gettext_lazy("Which is the later"),
    )
    how = forms.ChoiceField(choices=CHAINS, label=gettext_lazy("How"))
    why = forms.CharField(required=False, max_length=500, label=gettext_lazy("Reason"))


class EnterForm(forms.Form):
    """A commitment that the desk learned of by itself."""

    parties = PartiesField(
        label=gettext_lazy("Who undertakes it"), help_text=gettext_lazy("several with ; between")
    )
    owed_to = PartiesField(
        label=gettext_lazy("Owed to"), required=False, help_text=gettext_lazy("several with ; between")
    )
    text = forms.CharField(
        label=gettext_lazy("What"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 2})
    )
    due = RoughDateField(
        label=gettext_lazy("Due"), required=False, help_text=gettext_lazy("empty if none was stated")
    )
    modality = forms.ChoiceField(label=gettext_lazy("How firmly"), choices=list(MODALITIES.items()))
    recurrence = forms.ChoiceField(label=gettext_lazy("How often"), choices=RECURRENCES, required=False)
    owner = OwnerField(label=gettext_lazy("Who follows it up"))
    conditions = forms.CharField(
        label=gettext_lazy("Conditions"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    words = forms.CharField(
        label=gettext_lazy("The words it rests on"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("what was said or written, as closely as you can; kept as a note of the desk"),
    )
    day = forms.DateField(
        label=gettext_lazy("Said on"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), required=False
    )

    def __init__(self, *args: Any, by: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.today = by, today
        self.fields["parties"].max_length = self.fields["owed_to"].max_length = 1000
        self.fields["day"].initial = today
        self.fields["marking"] = marking_field(by)

    def clean_day(self) -> date:
        day: date | None = self.cleaned_data.get("day")
        if day and day > self.today:
            raise forms.ValidationError(_("This day is still to come."))
        return day or self.today

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if self.errors:
            return told
        given = {name: [told[name]] for name in ("text", "due", "modality") if told.get(name)}
        try:
            told["values"] = values_of("commitment", {**given, "parties": told["parties"]})
        except CodingError as error:
            for name, problem in error.problems.items():
                self.add_error(name if name in self.fields else None, problem)
        return told

    @transaction.atomic
    def enter(self) -> int:
        """Put it on record; the number of its entry, which may be one that reports tell of already."""
        told = self.cleaned_data
        claim = entered(
            "commitment", told["values"], told["words"], self.by, told["marking"], day=told["day"]
        )
        kept = {name: told[name] for name in ("owed_to", "recurrence", "conditions", "owner") if told[name]}
        if kept:
            viewer = Viewer(self.by.clearance)
            version = Version.objects.seen_by(viewer).get(entry=claim.entry_id)
            follow(version, card(version, viewer).following, self.by, **kept)
        return int(claim.entry_id)
