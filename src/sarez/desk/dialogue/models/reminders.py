"""Reminders by e-mail: what someone asked to be reminded of, and what was sent on which day."""

from __future__ import annotations

from datetime import time

from django.db import models
from django.utils.translation import gettext_lazy as _

from sarez.desk.accounts.models import User

MORNING = time(7)


class Reminder(models.Model):
    """What a person wants in their daily message; off until they switch it on themselves.

    Nothing goes to an address before its code was given back (`confirmed_at`). The code is kept as a hash.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="reminder")
    is_on = models.BooleanField(default=False)
    on_since = models.DateTimeField(null=True, editable=False)
    address = models.EmailField(blank=True)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    code = models.CharField(max_length=64, blank=True, editable=False)
    code_until = models.DateTimeField(null=True, editable=False)
    code_tries = models.PositiveSmallIntegerField(default=0, editable=False)
    at = models.TimeField(default=MORNING)
    has_steps = models.BooleanField(default=True)
    has_commitments = models.BooleanField(default=True)
    has_evidence = models.BooleanField(default=True)
    has_engagements = models.BooleanField(default=True)
    has_measures = models.BooleanField(default=True)
    is_of_all = models.BooleanField(default=False)


UNDER_WAY, SENT, NOTHING, FAILED, UNSURE = "under_way", "sent", "nothing", "failed", "unsure"
STATES = [
    (UNDER_WAY, _("under way")), (SENT, _("sent")), (NOTHING, _("nothing to tell")), (FAILED, _("failed")),
    (UNSURE, _("maybe sent")),
]  # fmt: skip


class Sending(models.Model):
    """The message of one person and day: made before it is sent, so that no day has two.

    One that failed before the mail server took it is tried again from `next_try` on. One that was cut short after that
    (`unsure`, or still `under_way`) is not: it may have come.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sendings")
    day = models.DateField()
    state = models.CharField(max_length=10, choices=STATES, default=UNDER_WAY)
    at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=1)
    next_try = models.DateTimeField(null=True)
    problem = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ("-day", "-id")
        constraints = (models.UniqueConstraint(fields=["user", "day"], name="one_reminder_a_day"),)
