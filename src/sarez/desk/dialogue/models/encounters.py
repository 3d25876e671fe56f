"""What the desk keeps on an engagement: its series, plan, roles, agenda, attendance, communiqué, documents, what it led to."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from sarez.desk.accounts.viewers import FOREVER
from sarez.desk.dialogue.models.kept import Kept
from sarez.desk.events.models import Entry

CADENCES = [
    ("", _("no fixed time")), ("monthly", _("monthly")), ("quarterly", _("quarterly")),
    ("half-yearly", _("twice a year")), ("yearly", _("yearly")), ("two-yearly", _("every two years")),
]  # fmt: skip
STATES = [
    ("", _("as reports tell")), ("called_for", _("called for")), ("planned", _("planned")), ("held", _("held")),
    ("postponed", _("postponed")), ("cancelled", _("cancelled")),
]  # fmt: skip
TRACKS = [("", _("not stated")), ("1", _("track 1")), ("1.5", _("track 1.5")), ("2", _("track 2"))]
MODES = [
    ("", _("not stated")),
    ("place", _("in one place")),
    ("online", _("online")),
    ("hybrid", _("in place and online")),
]
ROLES = [
    ("organizer", _("organizer")), ("cooperating", _("co-operating body")), ("supporting", _("supporting body")),
    ("host", _("host")), ("mediator", _("mediator")), ("side", _("side")), ("observer", _("observer")),
]  # fmt: skip
ATTENDANCES = [
    ("to_invite", _("to be invited")), ("invited", _("invited")), ("accepted", _("accepted")), ("declined", _("declined")),
    ("present", _("present")), ("excused", _("excused")), ("absent", _("absent")), ("replaced", _("replaced")),
]  # fmt: skip
GENDERS = [("", _("not stated")), ("woman", _("woman")), ("man", _("man")), ("other", _("another answer"))]
"""As participants state it themselves; never inferred."""
AGREED, BRACKETED = "agreed", "bracketed"
WORDINGS = [(AGREED, _("agreed")), (BRACKETED, _("in brackets"))]
LED_TO, FED, FOLLOWED = "led_to", "fed", "followed"
TIES = [(LED_TO, _("led to")), (FED, _("handed its results to")), (FOLLOWED, _("follows"))]


class Series(Kept):
    """A series of engagements: a forum, a commission, regular consultations. `host` is a party's code or name."""

    title = models.CharField(max_length=200)
    title_ru = models.CharField(max_length=200, blank=True)
    host = models.CharField(max_length=120, blank=True)
    cadence = models.CharField(max_length=12, choices=CADENCES, blank=True)
    note = models.TextField(blank=True)

    class Meta(Kept.Meta):
        ordering = ("title",)


class OfEntry(Kept):
    """What is kept on one engagement on record."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="%(class)ss")

    class Meta(Kept.Meta):
        abstract = True


class Plan(OfEntry):
    """An engagement as the desk works on it: what no report need tell. One stands for an entry at a time.

    An extraordinary edition is a kind of its own: it has no number in its series. `expected` is a number as told
    (“some 100”). `starts` is the time of day in the IANA zone `zone`. `postponed_to` is an ISO date as precise as known.
    """

    owner = models.CharField(max_length=150, blank=True)
    state = models.CharField(max_length=12, choices=STATES, blank=True)
    series = models.BigIntegerField(null=True, blank=True)
    edition = models.PositiveIntegerField(null=True, blank=True)
    is_extraordinary = models.BooleanField(default=False)
    track = models.CharField(max_length=4, choices=TRACKS, blank=True)
    mode = models.CharField(max_length=8, choices=MODES, blank=True)
    starts = models.TimeField(null=True, blank=True)
    zone = models.CharField(max_length=40, blank=True)
    postponed_to = models.CharField(max_length=10, blank=True)
    expected = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)

    class Meta(OfEntry.Meta):
        constraints = (
            *Kept.Meta.constraints,
            models.UniqueConstraint(
                fields=["entry"], condition=models.Q(known_to=FOREVER), name="one_plan_of_an_entry"
            ),
        )
        indexes = (models.Index(fields=["series", "known_to"], name="plans_of_series"),)


class Role(OfEntry):
    """What a party is at an engagement. Sides that belong together share a `side` (“A”, “government”)."""

    party = models.CharField(max_length=120)
    role = models.CharField(max_length=12, choices=ROLES)
    side = models.CharField(max_length=40, blank=True)

    class Meta(OfEntry.Meta):
        ordering = ("role", "side", "id")


class AgendaItem(OfEntry):
    """An item of an agenda, in its order, with the issues it is about."""

    position = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    issues: Any = models.JSONField(default=list, blank=True)
    starts = models.TimeField(null=True, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta(OfEntry.Meta):
        ordering = ("position", "id")


class Attendance(OfEntry):
    """Someone, or a delegation of some (`count`, as told), who is invited to an engagement or comes to it."""

    party = models.CharField(max_length=120, blank=True)
    person = models.CharField(max_length=200, blank=True)
    office = models.CharField(max_length=200, blank=True)
    is_head = models.BooleanField(default=False)
    count = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=ATTENDANCES, default="to_invite")
    replaced_by = models.CharField(max_length=200, blank=True)
    gender = models.CharField(max_length=6, choices=GENDERS, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta(OfEntry.Meta):
        ordering = ("party", "-is_head", "id")


class Passage(OfEntry):
    """A passage of a communiqué: agreed, or in brackets with those who want or refuse it. May be a commitment on record."""

    position = models.PositiveIntegerField()
    text = models.TextField()
    wording = models.CharField(max_length=10, choices=WORDINGS, default=AGREED)
    parties: Any = models.JSONField(default=list, blank=True)
    commitment = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta(OfEntry.Meta):
        ordering = ("position", "id")


class Reservation(OfEntry):
    """What a party reserves against a passage (its number), or against the whole where that is None."""

    passage = models.BigIntegerField(null=True, blank=True)
    party = models.CharField(max_length=120)
    text = models.TextField()

    class Meta(OfEntry.Meta):
        ordering = ("id",)


class Content(models.Model):
    """The bytes of a document, by their hash: kept once however often its title changes."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    data = models.BinaryField()


class Document(OfEntry):
    """A document of an engagement, with a marking of its own."""

    title = models.CharField(max_length=300)
    file_name = models.CharField(max_length=300)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    content = models.ForeignKey(Content, on_delete=models.PROTECT, related_name="documents")

    class Meta(OfEntry.Meta):
        ordering = ("title",)


class Tie(OfEntry):
    """What an engagement led to or handed its results to: another on record, or what `told` names."""

    tie = models.CharField(max_length=8, choices=TIES)
    other = models.ForeignKey(Entry, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    told = models.CharField(max_length=300, blank=True)

    class Meta(OfEntry.Meta):
        ordering = ("tie", "id")


class Refusal(OfEntry):
    """That an engagement is no edition of a series (its number), as a person found: it is not proposed for it again."""

    series = models.BigIntegerField()

    class Meta(OfEntry.Meta):
        ordering = ("id",)
        indexes = (models.Index(fields=["series", "known_to"], name="refusals_of_series"),)
