"""What people of the desk keep: never overwritten, so that any page can be asked as known on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from sarez.desk.accounts import markings
from sarez.desk.accounts.viewers import FOREVER, Viewer

if TYPE_CHECKING:
    from typing import Self


class KeptQuery(models.QuerySet["Kept"]):
    """Kept rows, asked for by a viewer."""

    def seen_by(self, viewer: Viewer) -> Self:
        """Those that stood at the moment asked about and that the viewer may see."""
        found = self.filter(marking__lte=viewer.clearance)
        if viewer.as_of is None:
            return found.filter(known_to=FOREVER)
        return found.filter(known_from__lte=viewer.moment, known_to__gt=viewer.moment)

    def written_before(self, viewer: Viewer) -> Self:
        """Every row that the viewer may see and that was written by the moment asked about: for histories."""
        return self.filter(marking__lte=viewer.clearance, known_from__lte=viewer.moment)


class Kept(models.Model):
    """One thing as it stood from one moment to another, as `by` wrote it. All rows of one thing share its `number`.

    Written by keeping.py alone. Another row refers to a thing by its number, and to an entry of the record by key.
    """

    number = models.BigIntegerField(null=True, editable=False)
    marking = models.PositiveSmallIntegerField(choices=markings.choices, default=markings.GREEN)
    known_from = models.DateTimeField(editable=False)
    known_to = models.DateTimeField(default=FOREVER, editable=False)
    by = models.CharField(max_length=150, editable=False)

    objects = KeptQuery.as_manager()

    class Meta:
        abstract = True
        constraints = (
            models.UniqueConstraint(
                fields=["number"], condition=models.Q(known_to=FOREVER), name="%(class)s_stands_once"
            ),
        )

    @property
    def name(self) -> str:
        """By what the log calls it."""
        return f"{self._meta.model_name} {self.number}"
