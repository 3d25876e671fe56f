"""A standard in its versions, as the desk keeps them."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db import models

from sarez.desk.accounts.viewers import FOREVER
from sarez.desk.dialogue.models.kept import Kept
from sarez.desk.training.standards.reading import of_data
from sarez.desk.training.standards.tree import Standard


class Edition(Kept):
    """One version of a standard, whole. All versions of a standard share its `code`; `modules` is its tree in plain data.

    The dates are ISO, as precise as known. What a version says is never changed: a mistake is mended by dropping it and adding it
    anew, a revision by the next version.
    """

    code = models.CharField(max_length=60)
    version = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    title_ru = models.CharField(max_length=300, blank=True)
    issuer = models.CharField(max_length=200)
    valid_from = models.CharField(max_length=10, blank=True)
    valid_until = models.CharField(max_length=10, blank=True)
    note = models.TextField(blank=True)
    modules: Any = models.JSONField(default=list)

    class Meta(Kept.Meta):
        ordering = ("title", "code", "-valid_from", "-id")
        constraints = (
            *Kept.Meta.constraints,
            models.UniqueConstraint(
                fields=["code", "version"],
                condition=models.Q(known_to=FOREVER),
                name="one_edition_of_a_version",
            ),
        )

    @cached_property
    def tree(self) -> Standard:
        """The standard itself."""
        names = ("code", "version", "title", "title_ru", "issuer", "valid_from", "valid_until", "note", "modules")  # fmt: skip
        return of_data({name: getattr(self, name) for name in names})
