"""What can be found: a row for each report and each version of an entry, and the stems that stand in any of them.

The words themselves stand where the database searches them: an FTS5 table beside (SQLite) or two columns of this
table that Django does not know (PostgreSQL), both made by a migration. A document goes with its report or version.
"""

from __future__ import annotations

from django.db import models

from sarez.desk.accounts.viewers import Viewer, standing
from sarez.desk.events.models import Version
from sarez.desk.reports.models import Report

KIND_REPORT = "report"


class DocumentQuery(models.QuerySet["Document"]):
    """Documents, asked for by a viewer."""

    def seen_by(self, viewer: Viewer) -> DocumentQuery:
        """Those the viewer may see, as they stood then."""
        return self.filter(standing(viewer))


class Document(models.Model):
    """A report or a version that can be found, for whom (`low` to `high`) and as of when, as its own row says."""

    kind = models.CharField(max_length=10)
    report = models.OneToOneField(Report, on_delete=models.CASCADE, null=True, related_name="document")
    version = models.OneToOneField(Version, on_delete=models.CASCADE, null=True, related_name="document")
    low = models.PositiveSmallIntegerField()
    high = models.PositiveSmallIntegerField()
    known_from = models.DateTimeField()
    known_to = models.DateTimeField()
    first = models.DateField(null=True)
    last = models.DateField(null=True)

    objects = DocumentQuery.as_manager()


class Stem(models.Model):
    """A stem that stands in some document, to mend spellings by.

    `level` is the lowest marking it was met under: enough to leave aside most of what a viewer may not see. Whether a
    stem may be named to a viewer is asked of the index itself (search/mending.py).
    """

    stem = models.CharField(max_length=40, primary_key=True)
    sound = models.CharField(max_length=60)
    level = models.PositiveSmallIntegerField()

    class Meta:
        indexes = (models.Index(fields=["sound"], name="stems_by_sound"),)
