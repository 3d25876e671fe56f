"""What the desk keeps on a commitment: who follows it up, what may bear on it, what became of it, what it renewed."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from sarez.desk.accounts.viewers import FOREVER
from sarez.desk.dialogue.models.encounters import OfEntry
from sarez.desk.dialogue.models.kept import Kept
from sarez.desk.events.models import ACCEPTED, PROPOSED, REJECTED, Entry
from sarez.desk.reports.models import Report

RECURRENCES = [
    ("", _("once")), ("monthly", _("every month")), ("quarterly", _("every quarter")),
    ("half-yearly", _("every half-year")), ("yearly", _("every year")),
]  # fmt: skip
KEPT, PARTLY, BROKEN, LAPSED, UNCLEAR = "kept", "partly", "broken", "lapsed", "unclear"
OUTCOMES = [
    (KEPT, _("kept")), (PARTLY, _("kept in part")), (BROKEN, _("broken")), (LAPSED, _("lapsed")), (UNCLEAR, _("unclear")),
]  # fmt: skip
READS_LIKE = [
    ("", _("may bear on it")), ("carried_out", _("reads like carried out")), ("begun", _("reads like begun")),
    ("postponed", _("reads like postponed")), ("broken", _("reads like broken")), ("denied", _("reads like denied")),
]  # fmt: skip
BEARINGS = [(PROPOSED, _("proposed")), (ACCEPTED, _("bears on it")), (REJECTED, _("does not bear on it"))]
CHAINS = [("renews", _("renews")), ("supersedes", _("takes the place of")), ("amends", _("amends"))]


class Following(OfEntry):
    """How a commitment is followed up. One stands for an entry at a time; without one, its modality says whether it is.

    `recurrence` makes each period a promise of its own, from `since` on. `is_raised` follows up what was only offered,
    proposed or noted. `owed_to` are parties' codes. `is_dropped` takes it off the list of what is followed up.
    """

    owner = models.CharField(max_length=150, blank=True)
    recurrence = models.CharField(max_length=12, choices=RECURRENCES, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    owed_to: Any = models.JSONField(default=list, blank=True)
    conditions = models.TextField(blank=True)
    is_raised = models.BooleanField(default=False)
    is_dropped = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    class Meta(OfEntry.Meta):
        constraints = (
            *Kept.Meta.constraints,
            models.UniqueConstraint(
                fields=["entry"], condition=models.Q(known_to=FOREVER), name="one_following_of_an_entry"
            ),
        )
        indexes = (models.Index(fields=["owner", "known_to"], name="followings_of_owner"),)


class Finding(OfEntry):
    """What a person found to have become of a commitment: for one party or all (""), for one period or the whole (""),
    as of the day `on`. A later finding for the same party and period takes the place of an earlier one of its marking:
    what is found above a clearance leaves no gap below it."""

    party = models.CharField(max_length=120, blank=True)
    period = models.CharField(max_length=7, blank=True)
    outcome = models.CharField(max_length=8, choices=OUTCOMES)
    on = models.DateField()
    why = models.TextField(blank=True)
    report = models.ForeignKey(Report, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta(OfEntry.Meta):
        ordering = ("on", "id")
        constraints = (
            *Kept.Meta.constraints,
            models.UniqueConstraint(
                fields=["entry", "party", "period", "marking"],
                condition=models.Q(known_to=FOREVER),
                name="one_finding_at_a_time",
            ),
        )


class Bearing(OfEntry):
    """A later report that may bear on a commitment: `score` from 0 to 1, its reasons in English, what it reads like, and
    where in the text. The machine proposes; a person says whether it bears on it. It closes nothing."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="bearings")
    score = models.FloatField()
    reasons: Any = models.JSONField(default=list, blank=True)
    reads_like = models.CharField(max_length=12, choices=READS_LIKE, blank=True)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    decision = models.CharField(max_length=10, choices=BEARINGS, default=PROPOSED)

    class Meta(OfEntry.Meta):
        ordering = ("-score", "id")
        constraints = (
            *Kept.Meta.constraints,
            models.UniqueConstraint(
                fields=["entry", "report"],
                condition=models.Q(known_to=FOREVER),
                name="one_bearing_of_a_report",
            ),
        )
        indexes = (models.Index(fields=["decision", "known_to", "-known_from"], name="bearings_waiting"),)


class Chain(OfEntry):
    """A commitment (the entry) that renews, supersedes or amends an earlier one."""

    earlier = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    how = models.CharField(max_length=10, choices=CHAINS)
    why = models.CharField(max_length=500, blank=True)

    class Meta(OfEntry.Meta):
        ordering = ("id",)
