"""Confidence-building measures in use: an act under one, what answers it, and what two parties agreed for their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from sarez.desk.accounts.viewers import FOREVER, Viewer
from sarez.desk.dialogue.models.kept import Kept, KeptQuery
from sarez.desk.events.models import Claim, Entry
from sarez.desk.reports.models import Report

if TYPE_CHECKING:
    from typing import Self

ACTS = [
    ("question", _("question")), ("notification", _("notification")), ("request", _("request")),
    ("invitation", _("invitation")), ("visit", _("visit")), ("consultation", _("consultation")),
    ("exchange", _("exchange of information")), ("call", _("call")), ("other", _("something else")),
]  # fmt: skip
OPEN, CLOSED, WITHDRAWN = "open", "closed", "withdrawn"
ACT_STATES = [(OPEN, _("open")), (CLOSED, _("closed")), (WITHDRAWN, _("withdrawn"))]
RESULTS = [
    ("", _("not stated")), ("settled", _("the matter is settled")), ("partly", _("settled in part")),
    ("unsettled", _("not settled")), ("unanswered", _("it was left unanswered")),
]  # fmt: skip
LONGEST_PARTIES = 2000


def told_parties(codes: list[str]) -> str:
    """Parties in one text, each between bars, so that rows can be found by one of them."""
    return "".join(f"|{code.replace('|', ' ')}" for code in dict.fromkeys(codes) if code) + "|"


class ReferringQuery(KeptQuery):
    """Kept rows that may refer to an entry or a report of the record."""

    def seen_by(self, viewer: Viewer) -> Self:
        """Those that the viewer may see; none whose entry or report has been marked above the viewer since."""
        found = super().seen_by(viewer)
        names = {field.name for field in self.model._meta.concrete_fields}
        if "entry" in names:
            claims = Claim.objects.filter(entry=OuterRef("entry"), ended_at=FOREVER).order_by()
            open_ = claims.filter(marking__lte=viewer.clearance)
            found = found.filter(Q(entry=None) | ~Exists(claims) | Exists(open_))
        if "report" in names:
            found = found.filter(Q(report=None) | Q(report__marking__lte=viewer.clearance))
        return found


class Between(Kept):
    """What is kept between parties. `parties` repeats their codes, to find it by one of them."""

    measure = models.CharField(max_length=80)
    parties = models.CharField(max_length=LONGEST_PARTIES, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ReferringQuery.as_manager()

    class Meta(Kept.Meta):
        abstract = True

    def every_party(self) -> list[str]:
        """The codes of all its parties."""
        raise NotImplementedError

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep, with the parties as a text."""
        self.parties = told_parties(self.every_party())[:LONGEST_PARTIES]
        super().save(*args, **kwargs)


class Arrangement(Between):
    """What parties agreed for a measure between them. `clocks` are steps with a count and a unit: {"reply": [24, "hours"]}."""

    title = models.CharField(max_length=200)
    sides: Any = models.JSONField(default=list)
    clocks: Any = models.JSONField(default=dict, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)

    class Meta(Between.Meta):
        ordering = ("title", "id")
        indexes = (models.Index(fields=["measure", "known_to"], name="arrangements_of_measure"),)

    def every_party(self) -> list[str]:
        return list(self.sides)


class Act(Between):
    """One use of a measure: a notification, a question, a visit. `started_at` is None where it is still to be given.

    `happens_at` is when what it announces or asks for begins, `year` the year of a yearly round, `reply_by` the day by
    which it asks for a reply of its own accord. Days are counted in the IANA zone `zone`.
    """

    kind = models.CharField(max_length=12, choices=ACTS, default="question")
    from_party = models.CharField(max_length=120)
    to_parties: Any = models.JSONField(default=list, blank=True)
    subject = models.TextField()
    place = models.CharField(max_length=200, blank=True)
    zone = models.CharField(max_length=40, default="UTC")
    started_at = models.DateTimeField(null=True, blank=True)
    happens_at = models.DateTimeField(null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    reply_by = models.DateTimeField(null=True, blank=True)
    arrangement = models.BigIntegerField(null=True, blank=True)
    report = models.ForeignKey(Report, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    owner = models.CharField(max_length=150, blank=True)
    state = models.CharField(max_length=10, choices=ACT_STATES, default=OPEN)
    result = models.CharField(max_length=12, choices=RESULTS, blank=True)
    outcome = models.TextField(blank=True)

    class Meta(Between.Meta):
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["state", "known_to"], name="acts_by_state"),
            models.Index(fields=["measure", "known_to"], name="acts_of_measure"),
        )

    def every_party(self) -> list[str]:
        return [self.from_party, *self.to_parties]


class Answer(Kept):
    """A step taken on an act (its number): a reply, a meeting, a report; `step` is empty for any other word on it."""

    act = models.BigIntegerField()
    step = models.CharField(max_length=40, blank=True)
    party = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    text = models.TextField(blank=True)
    report = models.ForeignKey(Report, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ReferringQuery.as_manager()

    class Meta(Kept.Meta):
        ordering = ("at", "id")
        indexes = (models.Index(fields=["act", "known_to"], name="answers_of_act"),)
