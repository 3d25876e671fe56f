"""Addresses by which a calendar program follows the desk's calendar."""

from __future__ import annotations

from django.db import models

from sarez.desk.accounts import markings
from sarez.desk.accounts.models import User


class CalendarFeed(models.Model):
    """A calendar that its owner follows elsewhere, by a secret address kept as a hash; never cleared above its owner."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="calendar_feeds")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    clearance = models.PositiveSmallIntegerField(choices=markings.choices)
    is_own_work = models.BooleanField(default=False)
    made = models.DateTimeField()
    expires = models.DateTimeField()
    last_used = models.DateTimeField(null=True)

    class Meta:
        ordering = ("name", "id")
