"""The forms of documents: a file with its title and marking."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from sarez.desk.dialogue.engagements.documents import take
from sarez.desk.dialogue.engagements.forms_rows import RowForm
from sarez.desk.dialogue.models import Document
from sarez.desk.dialogue.models.kept import Kept


class DocumentForm(RowForm):
    """The title and marking of a document on record."""

    class Meta:
        model = Document
        fields = ("title", "marking")
        labels = {"title": gettext_lazy("Title")}


class NewDocumentForm(RowForm):
    """A document to take in."""

    file = forms.FileField(label=pgettext_lazy("document", "File"), allow_empty_file=True)
    title = forms.CharField(
        label=gettext_lazy("Title (else the name of the file)"), max_length=300, required=False
    )
    field_order = ("file", "title", "marking")

    class Meta:
        model = Document
        fields = ("marking",)

    def keep(self) -> Kept:
        """Take the file in."""
        given: Any = self.cleaned_data["file"]
        told = self.cleaned_data
        return take(
            self.instance.entry,
            given.name,
            given.read(),
            self.by,
            marking=told["marking"],
            title=told["title"],
        )
