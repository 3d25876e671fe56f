"""Addresses by which a program follows the desk's warnings."""

from __future__ import annotations

from django.db import models

from sarez.desk.accounts import markings
from sarez.desk.accounts.models import User


class WarningFeed(models.Model):
    """An Atom feed of warnings by a secret address kept as a hash; never cleared above its owner."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="warning_feeds")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    clearance = models.PositiveSmallIntegerField(choices=markings.choices)
    made = models.DateTimeField()
    expires = models.DateTimeField()
    last_used = models.DateTimeField(null=True)

    class Meta:
        ordering = ("name", "id")
