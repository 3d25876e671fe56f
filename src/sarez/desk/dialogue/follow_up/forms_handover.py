"""The form of a hand-over: a taker for each kind, another for single things, a note for those who take over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sarez.desk.accounts import markings
from sarez.desk.accounts.forms import clearances
from sarez.desk.accounts.models import User
from sarez.desk.dialogue.follow_up.handover import Division, Held
from sarez.desk.dialogue.follow_up.portfolio import KINDS

STAYS = "(stays)"
"""What a form says of a single thing that stays though the others of its kind go."""
MOST_SINGLY = 100
"""Things of a kind that may be given to someone of their own; a form with more fields is refused by Django."""


class HandoverForm(forms.Form):
    """Who takes each kind, and the note."""

    note = forms.CharField(
        label=gettext_lazy("Note for those who take over"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Write a few words for those who take over.")},
    )
    marking = forms.TypedChoiceField(
        label=gettext_lazy("Marking of the note"), coerce=int, initial=markings.GREEN
    )

    def __init__(self, by: User, held: Sequence[Held], takers: Mapping[str, User], data: Any = None) -> None:
        super().__init__(data)
        self.held, self.takers = held, takers
        self.fields["marking"].choices = clearances(by)  # type: ignore[attr-defined]
        names = [("", _("stay where they are")), *((name, name) for name in sorted(takers))]
        for kind in dict.fromkeys(one.kind for one in held):
            self.fields[kind] = forms.ChoiceField(label=KINDS[kind], choices=names, required=False)

    @property
    def kinds(self) -> list[tuple[Any, int, list[Single]]]:
        """The field of each kind, how many there are, and those that may go to someone of their own."""
        found = []
        for kind in KINDS:
            if kind in self.fields:
                own = [one for one in self.held if one.kind == kind]
                singles = [Single(one, self._chosen(one)) for one in own[:MOST_SINGLY]]
                found.append((self[kind], len(own), singles))
        return found

    def wanted(self) -> dict[str, str]:
        """A taker by kind, and by thing where it goes another way."""
        by_kind = {kind: self.cleaned_data.get(kind, "") for kind in KINDS if kind in self.fields}
        chosen = {one.key: self._chosen(one) for one in self.held}
        known = {**dict.fromkeys(self.takers), STAYS: None}
        singly = {key: "" if name == STAYS else name for key, name in chosen.items() if name in known}
        return by_kind | singly

    def refuse_if_unseen(self, names: Iterable[str]) -> bool:
        """Whether the note is marked above what one of its readers may see; the form says so."""
        for name in names:
            if self.takers[name].clearance < self.cleaned_data["marking"]:
                told = {"name": name, "marking": markings.name_of(self.cleaned_data["marking"])}
                self.add_error(
                    "marking", _("%(name)s may not see %(marking)s: choose another marking.") % told
                )
        return bool(self.errors)

    def _chosen(self, one: Held) -> str:
        return str(self.data.get(one.key, "")) if self.is_bound else ""


@dataclass(frozen=True, slots=True)
class Single:
    """A thing that may go to someone of its own, and to whom the form says it goes."""

    held: Held
    chosen: str


def fingerprint(division: Division) -> str:
    """What was shown before it is done: the same only while nothing of it has changed."""
    told = sorted(f"{held.key} {held.row.pk} {taker.username}" for held, taker in division.moves)
    return sha256("\n".join(told).encode()).hexdigest()
