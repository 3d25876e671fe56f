"""The form of a warning: issued, drafted, updated, cancelled."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sarez.desk.accounts import markings
from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.measures.moments import MomentField, aware, local
from sarez.desk.events.wording import language
from sarez.desk.warnings import evidence
from sarez.desk.warnings.delivery.recipients import choices, those
from sarez.desk.warnings.issuing.issue import FIELDS
from sarez.desk.warnings.levels import level_choices
from sarez.desk.warnings.models import Content, Proposal, Recipient, Warning
from sarez.desk.warnings.models.warnings import WORDED
from sarez.errors import SarezError
from sarez.region.region import load_region
from sarez.vocabulary.issues import load_issues
from sarez.watch.units import UnitError, unit_of

DAYS = 28
"""How long a new warning is about, where nobody says otherwise."""


class Rows(forms.Textarea):
    """A text of several lines."""

    def __init__(self, rows: int, **attrs: Any) -> None:
        super().__init__(attrs={"rows": rows, **attrs})


class ToForm(forms.Form):
    """To whom it goes: of the recipients that the writer may know of, those cleared for it."""

    to = forms.MultipleChoiceField(required=False, label=gettext_lazy("To whom"))

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.viewer = by, Viewer(by.clearance, name=by.username)
        self.every = choices(self.viewer)
        numbers = [(str(one.recipient.number), one.recipient.title) for one in self.every if one.is_ready]
        self.fields["to"].choices = numbers  # type: ignore[attr-defined]

    @property
    def chosen(self) -> set[int]:
        """The numbers that are ticked."""
        told = self.data.getlist("to") if self.is_bound and hasattr(self.data, "getlist") else self.initial.get("to", ())  # fmt: skip
        return {int(number) for number in told if str(number).isdigit()}

    def recipients(self, marking: int) -> list[Recipient]:
        """Those who are to get it. KeepingError where one is not cleared."""
        return those([int(number) for number in self.cleaned_data["to"]], marking, self.viewer)


class WarningForm(ToForm):
    """What a warning says."""

    unit = forms.CharField(label=gettext_lazy("Of what"), max_length=160)
    issue = forms.ChoiceField(label=gettext_lazy("Issue"), required=False)
    level = forms.ChoiceField(label=gettext_lazy("Level"), widget=forms.RadioSelect)
    first = forms.DateField(label=gettext_lazy("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))  # fmt: skip
    last = forms.DateField(label=gettext_lazy("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))  # fmt: skip
    probability = forms.FloatField(label=gettext_lazy("Probability (%)"), required=False, min_value=0, max_value=100)  # fmt: skip
    rationale = forms.CharField(label=gettext_lazy("Why, in one line"), max_length=400)
    evidence = forms.CharField(label=gettext_lazy("What it rests on: addresses of entries and reports, one a line"), required=False, widget=Rows(4, placeholder="/entry/12"))  # fmt: skip
    alternatives = forms.CharField(
        label=gettext_lazy("What else may explain it"), required=False, widget=Rows(2)
    )
    would_change = forms.CharField(label=gettext_lazy("What would change the assessment"), required=False, widget=Rows(2))  # fmt: skip
    opportunities = forms.CharField(label=gettext_lazy("What might help"), required=False, widget=Rows(2))
    expires = MomentField(label=gettext_lazy("It holds until (UTC)"))
    marking = forms.TypedChoiceField(label=gettext_lazy("Marking"), coerce=int)
    marking_reason = forms.CharField(label=gettext_lazy("Why it is marked lower than what it rests on, if it is"), required=False, max_length=400)  # fmt: skip
    is_exercise = forms.BooleanField(label=gettext_lazy("This is an exercise"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["level"].choices = level_choices()
        named = ((one.name, one.label(language())) for one in load_issues().by_name.values())
        fields["issue"].choices = [("", _("none")), *sorted(named, key=lambda told: told[1])]
        fields["marking"].choices = [
            (n, markings.name_of(n)) for n, _name in markings.choices() if n <= self.by.clearance
        ]
        fields["probability"].widget.attrs |= {"step": "any", "inputmode": "decimal"}
        fields["unit"].widget.attrs |= {"list": "units", "autocomplete": "off", "placeholder": "KGZ"}

    def clean_unit(self) -> str:
        """The unit by its name; of states that the region knows."""
        try:
            unit = unit_of(self.cleaned_data["unit"])
        except UnitError:
            unit = None
        states = load_region().actors.states
        issues = load_issues().by_name
        if unit is None or any(code not in states for code in unit.states) or (unit.kind == "issue" and unit.name not in issues):  # fmt: skip
            raise forms.ValidationError(_("Write a country (KGZ), a pair (KGZ-TJK), a province (TJK:Sughd) or an issue (water)."))  # fmt: skip
        return unit.name

    def clean_probability(self) -> float | None:
        """As a number from 0 to 1."""
        told = self.cleaned_data["probability"]
        return None if told is None else told / 100

    def clean_evidence(self) -> list[dict[str, Any]]:
        """Parts of the record that the writer may see."""
        try:
            found = evidence.read(self.cleaned_data["evidence"])
            evidence.check(found, self.viewer)
        except SarezError as error:
            raise forms.ValidationError(str(error)) from error
        return found

    def clean_expires(self) -> datetime | None:
        """As a moment."""
        return aware(self.cleaned_data["expires"], UTC)

    def clean_rationale(self) -> str:
        """In one line."""
        return " ".join(self.cleaned_data["rationale"].split())

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("first") and told.get("last") and told["last"] < told["first"]:
            self.add_error("last", _("The window ends before it begins."))
        return told

    @property
    def values(self) -> dict[str, Any]:
        """What the warning says, by the names of its fields."""
        return {name: self.cleaned_data[name] for name in FIELDS}

    @property
    def warning(self) -> Warning:
        """The warning that the form tells of, not on record yet."""
        return Warning(**self.values)


class UpdateForm(WarningForm):
    """A warning that takes the place of another, and why."""

    why = forms.CharField(label=gettext_lazy("Why it takes the place of the one before"), max_length=500)


class CancelForm(ToForm):
    """Why a warning is taken back."""

    why = forms.CharField(label=gettext_lazy("Why it is cancelled"), max_length=500, widget=Rows(2))


def initial_of(told: Content) -> dict[str, Any]:
    """What a form shows of a warning or a proposal."""
    shown = {name: getattr(told, name) for name in FIELDS}
    if isinstance(told, Proposal):
        shown |= {name: told.told(name) for name in WORDED}
    shown["evidence"] = evidence.written(told.evidence)
    shown["expires"] = local(told.expires, UTC)
    if told.probability is not None:
        shown["probability"] = round(told.probability * 100, 2)
    return shown


def blank(today: date | None = None) -> dict[str, Any]:
    """What a new form shows: the four weeks to come."""
    day = today or timezone.now().date()
    last = day + timedelta(days=DAYS)
    end = datetime.combine(last, time(23, 59), tzinfo=UTC)
    return {
        "first": day,
        "last": last,
        "expires": local(end, UTC),
        "marking": markings.GREEN,
        "level": "yellow",
    }
