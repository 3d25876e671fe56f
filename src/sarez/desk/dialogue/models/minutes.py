"""The minutes of a meeting: what was said, proposed, agreed and decided, line by line, as they were taken down."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sarez.desk.accounts.viewers import FOREVER
from sarez.desk.dialogue.models.encounters import WORDINGS, OfEntry
from sarez.desk.dialogue.models.kept import Kept

SAID = "said"
SORTS = [(SAID, _("said")), ("proposed", _("proposed")), ("agreed", _("agreed")), ("decided", _("decided"))]


class Minute(OfEntry):
    """A line of the minutes. Whoever writes it names it (`key`) and each state of it (`edit`) beforehand, so that what
    is sent twice is kept once. `day` and `hour` are by the clock of the meeting. `wording` asks for a passage of the
    communiqué made of the line, `passage` is its number."""

    key = models.CharField(max_length=40)
    edit = models.CharField(max_length=40)
    position = models.PositiveIntegerField(default=0)
    day = models.DateField(null=True, blank=True)
    hour = models.TimeField(null=True, blank=True)
    party = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    sort = models.CharField(max_length=8, choices=SORTS, default=SAID)
    wording = models.CharField(max_length=10, choices=WORDINGS, blank=True)
    passage = models.BigIntegerField(null=True, blank=True)

    class Meta(OfEntry.Meta):
        ordering = ("position", "id")
        constraints = (
            *Kept.Meta.constraints,
            models.UniqueConstraint(
                fields=["entry", "key"], condition=models.Q(known_to=FOREVER), name="one_minute_of_a_key"
            ),
        )
        indexes = (models.Index(fields=["entry", "key"], name="minutes_by_key"),)
