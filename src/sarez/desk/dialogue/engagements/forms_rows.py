"""The forms of what is kept on an engagement row by row: roles, agenda, attendance, communiqué, ties."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from sarez.desk.accounts import markings
from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.forms import KeptForm, PartiesField, PartyField
from sarez.desk.dialogue.keeping import begin, floor_of
from sarez.desk.dialogue.models import AgendaItem, Attendance, Passage, Reservation, Role, Tie
from sarez.desk.dialogue.models.kept import Kept
from sarez.desk.events.apart import ends
from sarez.desk.events.models import Entry, Version
from sarez.vocabulary.issues import load_issues

LONGEST_NUMBER = 12


class IssuesField(forms.MultipleChoiceField):
    """Issues of the vocabulary, each by a box."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Issues"))
        super().__init__(choices=issues, required=False, widget=forms.CheckboxSelectMultiple, **kwargs)


def issues() -> list[tuple[str, str]]:
    """The issues with their labels in the language of the page."""
    language = get_language() or "en"
    return [(issue.name, issue.label(language)) for issue in load_issues().by_name.values()]


class RowForm(KeptForm):
    """A form for one row kept on an engagement: not marked below it, its first field ready to type in."""

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        if "marking" in self.fields:
            floor = floor_of(self.instance.entry_id)
            allowed = [
                (n, markings.name_of(n)) for n, _name in markings.choices() if floor <= n <= by.clearance
            ]
            self.fields["marking"].choices = allowed  # type: ignore[attr-defined]
            if self.instance.pk is None:
                self.initial["marking"] = min(max(floor, markings.GREEN), by.clearance)
        first = next((f for f in self.visible_fields()), None)
        if first is not None:
            first.field.widget.attrs["autofocus"] = True


class RoleForm(RowForm):
    """What a party is at an engagement."""

    party = PartyField(label=gettext_lazy("Party"))

    class Meta:
        model = Role
        fields = ("party", "role", "side", "marking")
        labels = {"role": gettext_lazy("Role"), "side": gettext_lazy("Side (only where it belongs to one)")}


class RolesForm(RowForm):
    """The same role of several parties at once."""

    parties = PartiesField(label=gettext_lazy("Parties, with semicolons between"))
    field_order = ("parties", "role", "side", "marking")

    class Meta:
        model = Role
        fields = ("role", "side", "marking")
        labels = RoleForm.Meta.labels

    @transaction.atomic
    def keep(self) -> Kept:
        """A row for each party."""
        told = {name: self.cleaned_data[name] for name in ("role", "side", "marking")}
        made = [
            begin(Role(entry_id=self.instance.entry_id, party=party, **told), self.by)
            for party in self.cleaned_data["parties"]
        ]
        return made[0]


class AgendaForm(RowForm):
    """An item of the agenda."""

    issues = IssuesField()

    class Meta:
        model = AgendaItem
        fields = ("title", "position", "starts", "minutes", "issues", "note", "marking")
        labels = {
            "title": gettext_lazy("Item"),
            "position": gettext_lazy("Place in the order"),
            "starts": gettext_lazy("Begins at"),
            "minutes": pgettext_lazy("duration", "Minutes"),
            "note": gettext_lazy("Note"),
        }
        widgets = {
            "starts": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "note": forms.Textarea(attrs={"rows": 2}),
        }


class AttendanceForm(RowForm):
    """Someone, or a delegation, and whether they come."""

    party = PartyField(label=gettext_lazy("Party they come for"), required=False)

    class Meta:
        model = Attendance
        fields = (
            "party", "person", "office", "is_head", "count", "state", "replaced_by", "gender", "note", "marking",
        )  # fmt: skip
        labels = {
            "person": gettext_lazy("Person (leave empty for a delegation)"),
            "office": gettext_lazy("Office"),
            "is_head": gettext_lazy("Leads the delegation"),
            "count": gettext_lazy("How many, as told (12, some 100)"),
            "state": gettext_lazy("State"),
            "replaced_by": gettext_lazy("Replaced by"),
            "gender": gettext_lazy("As the participant states it"),
            "note": gettext_lazy("Note"),
        }

    def clean(self) -> dict[str, Any]:
        """A person or a party; what only one of the two can have is asked of that one."""
        told = super().clean() or {}
        if not told.get("party") and not told.get("person"):
            self.add_error("party", _("Name a party or a person."))
        if told.get("person") and told.get("count"):
            self.add_error(
                "count", _("A person is one: leave this empty, or enter the delegation by itself.")
            )
        if told.get("gender") and not told.get("person"):
            self.add_error("gender", _("Only a person can state this."))
        if told.get("replaced_by") and told.get("state") != "replaced":
            self.add_error("state", _("Choose “replaced”, since someone came instead."))
        return told


class PassageForm(RowForm):
    """A passage of the communiqué."""

    parties = PartiesField(
        label=gettext_lazy("Parties it binds, or who want or refuse it, with semicolons between"),
        required=False,
    )

    class Meta:
        model = Passage
        fields = ("text", "wording", "parties", "position", "marking")
        labels = {
            "text": gettext_lazy("Text"),
            "wording": gettext_lazy("Wording"),
            "position": gettext_lazy("Place in the order"),
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}


class ReservationForm(RowForm):
    """What a party reserves against a passage, or against the whole."""

    passage = forms.TypedChoiceField(
        coerce=int, empty_value=None, required=False, label=gettext_lazy("Against")
    )
    party = PartyField(label=gettext_lazy("Party"))

    class Meta:
        model = Reservation
        fields = ("party", "passage", "text", "marking")
        labels = {"text": gettext_lazy("What it reserves")}
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        seen = Passage.objects.seen_by(Viewer(by.clearance)).filter(entry=self.instance.entry_id)
        told = [(p.number, f"{n}. {p.text[:80]}") for n, p in enumerate(seen, 1)]
        self.fields["passage"].choices = [("", _("the whole")), *told]  # type: ignore[attr-defined]


class TieForm(RowForm):
    """What the engagement led to, fed or follows: an entry on record, or something told."""

    other = forms.CharField(
        label=gettext_lazy("On record (its number, or its address)"),
        required=False,
        widget=forms.TextInput(attrs={"list": "entries", "autocomplete": "off"}),
    )

    class Meta:
        model = Tie
        fields = ("tie", "other", "told", "marking")
        labels = {
            "tie": gettext_lazy("How they are tied"),
            "told": gettext_lazy("Or, where it is not on record, what it is"),
        }

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        if self.instance.pk and self.instance.other_id:
            self.initial["other"] = str(self.instance.other_id)

    def clean_other(self) -> Entry | None:
        """The entry that a number or an address leads to, where the writer may see it."""
        told = self.cleaned_data["other"].split("?")[0].rstrip("/ ").rpartition("/")[2].strip().lstrip("#")
        told = told.split(" ")[0]
        if not told:
            return None
        if told.isascii() and told.isdigit() and len(told) < LONGEST_NUMBER:
            there = ends([int(told)])[int(told)]
            seen = Version.objects.seen_by(Viewer(self.by.clearance)).filter(entry=there)
            if there != self.instance.entry_id and seen.exists():
                return Entry.objects.get(pk=there)
        raise forms.ValidationError(
            _("There is no such entry beside this one. Copy its number from its page.")
        )

    def clean(self) -> dict[str, Any]:
        """Something on record or something told; marked no lower than what stands at the other end."""
        told = super().clean() or {}
        if "other" in told and not told.get("other") and not told.get("told"):
            self.add_error("other", _("Choose an entry on record, or say what it is."))
        if told.get("other") and "marking" in told:
            told["marking"] = max(told["marking"], min(floor_of(told["other"]), self.by.clearance))
        return told
