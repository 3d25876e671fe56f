"""A warning as it was issued, and one that is proposed: by a rule, or drafted by a person."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sarez.desk.accounts.viewers import FOREVER
from sarez.desk.dialogue.models.kept import Kept
from sarez.errors import SarezError

ISSUED, UPDATE, CANCEL = "issued", "update", "cancel"
KINDS = [(ISSUED, _("warning")), (UPDATE, _("update")), (CANCEL, _("cancellation"))]
WAITING, TAKEN, DISMISSED = "waiting", "taken", "dismissed"
STATES = [(WAITING, _("waits")), (TAKEN, _("issued")), (DISMISSED, _("dismissed"))]

WORDED = ("rationale", "would_change", "opportunities")
"""The texts that a rule words in every language."""


class NeverEdited(SarezError):
    """Someone's code tried to change a warning that is out."""


class Content(Kept):
    """What a warning says. `unit` is the name of one thing watched (`KGZ`, `KGZ-TJK`, `TJK:Sughd`, `water`), `level` one
    of watch/rules/levels.yaml, `first` to `last` the days it is about. `evidence` are parts of the record:
    [{"kind": "entry", "number": 12}, {"kind": "report", "number": 5}]."""

    unit = models.CharField(max_length=160)
    issue = models.CharField(max_length=40, blank=True)
    level = models.CharField(max_length=12)
    first = models.DateField()
    last = models.DateField()
    probability = models.FloatField(null=True, blank=True)
    rationale = models.CharField(max_length=400)
    evidence: Any = models.JSONField(default=list, blank=True)
    alternatives = models.TextField(blank=True)
    would_change = models.TextField(blank=True)
    opportunities = models.TextField(blank=True)
    expires = models.DateTimeField()
    marking_reason = models.CharField(max_length=400, blank=True)
    is_exercise = models.BooleanField(default=False)

    class Meta(Kept.Meta):
        abstract = True


class Proposal(Content):
    """A warning that nobody has issued yet. `rule` is the rule that proposes it, empty where a person drafts it; `value`
    and `strength` are what the rule measured on `day`. `why` says why it was dismissed, `warning` what became of it.
    `words` has the texts a rule says in other languages than English, {"ru": {"rationale": …}}; what a person writes
    is in the language they write."""

    rule = models.CharField(max_length=120, blank=True)
    day = models.DateField(null=True, blank=True)
    value = models.FloatField(null=True, blank=True)
    strength = models.FloatField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=STATES, default=WAITING)
    why = models.CharField(max_length=500, blank=True)
    warning = models.BigIntegerField(null=True, blank=True)
    words: Any = models.JSONField(default=dict, blank=True)

    class Meta(Content.Meta):
        ordering = ("-id",)
        constraints = (
            *Kept.Meta.constraints,
            models.UniqueConstraint(
                fields=["rule", "unit", "issue", "day", "marking"],
                condition=models.Q(known_to=FOREVER) & ~models.Q(rule=""),
                name="a_rule_proposes_once",
            ),
        )
        indexes = (models.Index(fields=["state", "known_to", "-id"], name="proposals_by_state"),)

    def told(self, field: str) -> str:
        """What a text field says in the language of the page, in English where the rule says it in no other."""
        said: dict[str, str] = self.words.get((get_language() or "en")[:2], {})
        return said.get(field) or str(getattr(self, field))


class Warning(Content):
    """A warning that is out. It is never changed: an update or a cancellation takes its place, and says why.

    `supersedes` is the warning whose place it takes, `chain` the first of all that took each other's place.
    """

    kind = models.CharField(max_length=8, choices=KINDS, default=ISSUED)
    supersedes = models.BigIntegerField(null=True, blank=True)
    chain = models.BigIntegerField(null=True, blank=True)
    why = models.CharField(max_length=500, blank=True)
    proposal = models.BigIntegerField(null=True, blank=True)

    class Meta(Content.Meta):
        ordering = ("-id",)
        constraints = (
            *Kept.Meta.constraints,
            models.UniqueConstraint(fields=["supersedes"], name="a_warning_is_superseded_once"),
        )
        indexes = (
            models.Index(fields=["chain", "id"], name="warnings_of_chain"),
            models.Index(fields=["unit", "-id"], name="warnings_of_unit"),
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Put it on record once; afterwards only its own numbers are filled in."""
        fields = set(kwargs.get("update_fields") or ())
        if self.number is not None and not (fields and fields <= {"number", "chain"}):
            raise NeverEdited("A warning that is out is never edited: issue an update that takes its place.")
        super().save(*args, **kwargs)
