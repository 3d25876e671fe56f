"""The form in which an engagement is entered by hand: what it is, who organizes it, and the words that this rests on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sarez.desk.accounts import markings
from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.engagements.forms_plan import SeriesField, ZoneField, check_edition
from sarez.desk.dialogue.engagements.forms_rows import IssuesField
from sarez.desk.dialogue.engagements.plans import plan
from sarez.desk.dialogue.forms import OwnerField, PartiesField, PartyField, RoughDateField
from sarez.desk.dialogue.keeping import begin
from sarez.desk.dialogue.models import Role
from sarez.desk.dialogue.models.encounters import MODES, STATES, TRACKS
from sarez.desk.dialogue.notes import entered
from sarez.desk.events.coding import CodingError, values_of
from sarez.desk.events.days import span_of
from sarez.desk.events.fields import FIELDS
from sarez.desk.events.models import ENGAGEMENT, Claim

STATUS_OF = {
    "held": "occurred",
    "planned": "planned",
    "called_for": "called_for",
    "postponed": "planned",
    "cancelled": "planned",
}
"""What the state of a new engagement is among the statuses that a report can tell."""
ROLES = ("organizers", "cooperating", "supporting")
PLAN = ("owner", "series", "edition", "is_extraordinary", "track", "mode", "starts", "zone", "expected")


def kinds() -> list[tuple[str, str]]:
    """The kinds of engagement in the language of the page."""
    field = next(f for f in FIELDS[ENGAGEMENT] if f.name == "kind")
    return [("", "–"), *field.choices().items()]


class NewEngagementForm(forms.Form):
    """An engagement that no report need have told of."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=kinds)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=300, required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("State"), choices=[s for s in STATES if s[0]], initial="planned"
    )
    date = RoughDateField(label=gettext_lazy("Date, or first day"), required=False)
    date_end = RoughDateField(label=gettext_lazy("Last day"), required=False)
    starts = forms.TimeField(
        label=gettext_lazy("Begins at"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    zone = ZoneField()
    place = forms.CharField(label=gettext_lazy("Place"), max_length=120, required=False)
    country = PartyField(label=gettext_lazy("State where it is"), required=False)
    mode = forms.ChoiceField(label=gettext_lazy("In place or online"), choices=MODES, required=False)
    organizers = PartiesField(label=gettext_lazy("Organizers"), required=False)
    cooperating = PartiesField(label=gettext_lazy("Co-operating bodies"), required=False)
    supporting = PartiesField(label=gettext_lazy("Supporting bodies"), required=False)
    participants = PartiesField(label=gettext_lazy("Parties who take part"), required=False)
    people = forms.CharField(
        label=gettext_lazy("People, a line each"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    expected = forms.CharField(
        label=gettext_lazy("How many are expected, as told (some 100)"), max_length=60, required=False
    )
    track = forms.ChoiceField(label=gettext_lazy("Track"), choices=TRACKS, required=False)
    issues = IssuesField()
    series = SeriesField()
    edition = forms.IntegerField(
        label=gettext_lazy("Number of the edition"), min_value=1, max_value=9999, required=False
    )
    is_extraordinary = forms.BooleanField(label=gettext_lazy("An extraordinary edition"), required=False)
    owner = OwnerField(label=gettext_lazy("Who of the desk answers for it"))
    words = forms.CharField(
        label=gettext_lazy("The words this rests on"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=20_000,
    )
    marking = forms.TypedChoiceField(label=gettext_lazy("Marking"), coerce=int, initial=markings.GREEN)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["series"].offer(by)  # type: ignore[attr-defined]
        allowed = [(n, markings.name_of(n)) for n, _name in markings.choices() if n <= by.clearance]
        self.fields["marking"].choices = allowed  # type: ignore[attr-defined]
        self.fields["marking"].initial = min(markings.GREEN, by.clearance)
        self.fields["owner"].initial = by.username
        self.fields["kind"].widget.attrs["autofocus"] = True
        self.values: dict[str, Any] = {}

    def clean(self) -> dict[str, Any]:
        """What a record cannot hold is said beside its field."""
        told = super().clean() or {}
        check_edition(self, told)
        first, last = span_of(told.get("date")), span_of(told.get("date_end"))
        if last and (first is None or last[1] < first[0]):
            self.add_error("date_end", _("The last day is not before the first."))
        try:
            self.values = values_of(ENGAGEMENT, self._given(told))
        except CodingError as error:
            for name, problem in error.problems.items():
                if name in self.fields and name not in self.errors:
                    self.add_error(name, problem)
        return told

    def _given(self, told: dict[str, Any]) -> dict[str, list[str]]:
        given = {
            name: [str(told.get(name) or "")]
            for name in ("kind", "title", "date", "date_end", "place", "country")
        }
        for name in ("organizers", "participants", "issues"):
            given[name] = list(told.get(name) or ())
        given["people"] = str(told.get("people") or "").splitlines()
        given["status"] = [STATUS_OF.get(told.get("state") or "", "planned")]
        return given

    @transaction.atomic
    def keep(self) -> Claim:
        """Put it on record with its plan and roles; the claim, laid to its entry like what the news tells."""
        told = self.cleaned_data
        claim = entered(ENGAGEMENT, self.values, told["words"], self.by, told["marking"], title=told["title"])
        planned = {name: told[name] for name in PLAN if told[name] not in (None, "", False)}
        plan(claim.entry_id, self.by, state=told["state"], **planned)
        for name in ROLES:
            self._roles(claim, name.removesuffix("s") if name == "organizers" else name, told[name])
        return claim

    def _roles(self, claim: Claim, role: str, parties: list[str]) -> None:
        seen = Role.objects.seen_by(Viewer(self.by.clearance)).filter(entry=claim.entry_id, role=role)
        there = set(seen.values_list("party", flat=True))
        for party in parties:
            if party not in there:
                begin(Role(entry_id=claim.entry_id, party=party, role=role, marking=claim.marking), self.by)
