"""The form by which a standard comes on record: one that ships with Sarez, a file, or YAML as typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sarez.desk.accounts import markings
from sarez.desk.accounts.models import User
from sarez.desk.training.standards.naming import named
from sarez.desk.training.standards.reading import MOST_CHARACTERS, StandardError, read_yaml
from sarez.desk.training.standards.register import not_yet, shipped
from sarez.desk.training.standards.tree import Standard

MOST_BYTES = 4 * MOST_CHARACTERS
EXAMPLE = """\
code: regional-mediation
version: "1"
title: Regional standard for courses on mediation
issuer: Our centre
valid_from: 2026-01
modules:
- title: Understanding a conflict
  lessons:
  - title: Roots and actors
    minutes: 90
    objectives:
    - Name the parties, their positions and their interests
    - text: Draw a map of actors
      asks: do
"""


class StandardForm(forms.Form):
    """A version of a standard: chosen, from a file, or typed. Its YAML stays in the form where it is wrong."""

    shipped = forms.ChoiceField(label=gettext_lazy("One that comes with Sarez"), required=False)
    file = forms.FileField(label=gettext_lazy("or a file (YAML)"), required=False)
    text = forms.CharField(
        label=gettext_lazy("or as YAML"),
        required=False,
        strip=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false", "class": "code"}),
    )
    marking = forms.TypedChoiceField(label=gettext_lazy("Marking"), coerce=int)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(f"{s.code} {s.version}", f"{named(s)} ({s.version})") for s in not_yet(shipped())]
        self.fields["shipped"].choices = [("", _("none")), *offered]  # type: ignore[attr-defined]
        allowed = [(n, markings.name_of(n)) for n, _name in markings.choices() if n <= by.clearance]
        self.fields["marking"].choices = allowed  # type: ignore[attr-defined]
        self.fields["marking"].initial = markings.CLEAR

    def clean(self) -> dict[str, Any]:
        """The standard itself as `standard`: just one way of giving it may be used."""
        told = super().clean() or {}
        ways = [name for name in ("shipped", "file", "text") if told.get(name)]
        if len(ways) != 1 and not self.errors:
            raise forms.ValidationError(
                _("Choose a standard, or give a file, or type one: one of the three.")
            )
        if ways and not self.errors:
            told["standard"] = self._standard(ways[0], told[ways[0]])
        return told

    def _standard(self, way: str, value: Any) -> Standard:
        if way == "shipped":
            return next(s for s in shipped() if f"{s.code} {s.version}" == value)
        if way == "file" and value.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than a standard can be."))
        try:
            return read_yaml(value.read().decode("utf-8") if way == "file" else value)
        except UnicodeDecodeError:
            raise forms.ValidationError(
                _("This file is no text in UTF-8: save it as such, then give it again.")
            ) from None
        except StandardError as error:
            raise forms.ValidationError(str(error)) from error
