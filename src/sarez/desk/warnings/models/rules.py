"""The rules of the desk, version by version, and when they were run."""

from __future__ import annotations

from django.db import models

from sarez.desk.accounts import markings
from sarez.desk.dialogue.models.kept import Kept


class RuleBook(Kept):
    """The warning rules as YAML (watch/rules). There is one of the desk; each row is a version of it, `why` what changed."""

    text = models.TextField()
    why = models.CharField(max_length=200, blank=True)

    class Meta(Kept.Meta):
        ordering = ("-id",)


class RuleRun(models.Model):
    """One run of the rules for a day, over what those cleared to `clearance` know: what came of it."""

    at = models.DateTimeField()
    day = models.DateField()
    clearance = models.PositiveSmallIntegerField(choices=markings.choices)
    seen = models.CharField(max_length=64, blank=True)
    proposed = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=["clearance", "-id"], name="rule_runs_latest"),)
