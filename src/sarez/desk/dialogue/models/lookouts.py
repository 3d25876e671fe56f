"""What the desk looks out for on behalf of each commitment, and how far it has looked."""

from __future__ import annotations

from typing import Any

from django.db import models

from sarez.desk.events.models import Claim, Entry


class Lookout(models.Model):
    """A commitment as later reports are laid beside it: worked out once from the claim that shows least.

    `day` is when it was told, `promise` what reading/bearing needs to know of it. Derived: made anew at any time.
    """

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True, related_name="lookout")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    promise: Any = models.JSONField()


class Watchword(models.Model):
    """A stem that a report is likely to have if it bears on a commitment; several must meet before one looks closer."""

    lookout = models.ForeignKey(Lookout, on_delete=models.CASCADE, related_name="watchwords")
    stem = models.CharField(max_length=40)

    class Meta:
        indexes = (models.Index(fields=["stem", "lookout"], name="watchwords_by_stem"),)


class Looked(models.Model):
    """How far the desk has looked: the last claim and the last reading that it has laid beside the rest."""

    name = models.CharField(max_length=10, primary_key=True)
    number = models.BigIntegerField(default=0)
