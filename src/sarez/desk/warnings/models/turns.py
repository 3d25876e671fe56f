"""What was done about a warning, turn by turn."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sarez.desk.dialogue.models.kept import Kept
from sarez.desk.events.models import Entry

ACKNOWLEDGED, OPTION, DECIDED, ACTED, CLOSED = "acknowledged", "option", "decided", "acted", "closed"
TURNS = [
    (ACKNOWLEDGED, _("acknowledged")), (OPTION, _("option proposed")), (DECIDED, pgettext_lazy("warning", "decided")),
    (ACTED, pgettext_lazy("warning", "acted on")), (CLOSED, pgettext_lazy("warning", "closed")),
]  # fmt: skip
CAME, PARTLY, AVERTED, NOT, UNCLEAR = "came", "partly", "averted", "not", "unclear"
OUTCOMES = [
    (CAME, _("what it warned of came")), (PARTLY, _("it came in part")), (AVERTED, _("it did not come, after a response")),
    (NOT, _("it did not come")), (UNCLEAR, _("nobody can say")),
]  # fmt: skip


class Turn(Kept):
    """A turn in the life of a warning (its number), taken by `by`.

    An option is a response that someone proposes; a decision may be for an `option` (its number); what was done is
    linked to the engagement or commitment (`entry`) that it became; a closing has an `outcome`.
    """

    warning = models.BigIntegerField()
    kind = models.CharField(max_length=12, choices=TURNS)
    text = models.TextField(blank=True)
    option = models.BigIntegerField(null=True, blank=True)
    entry = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=8, choices=OUTCOMES, blank=True)

    class Meta(Kept.Meta):
        ordering = ("id",)
        indexes = (models.Index(fields=["warning", "kind", "known_to"], name="turns_of_warning"),)
