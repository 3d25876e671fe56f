"""Next steps: what someone of the desk is to do about an engagement or a commitment, by when."""

from __future__ import annotations

from django.db import models

from sarez.desk.dialogue.models.kept import Kept
from sarez.desk.events.models import Entry


class Step(Kept):
    """A next step on an entry. `owner` is the name of a person of the desk; no `due` means none was set."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="steps")
    text = models.CharField(max_length=500)
    owner = models.CharField(max_length=150)
    due = models.DateField(null=True, blank=True)
    is_done = models.BooleanField(default=False)

    class Meta(Kept.Meta):
        ordering = ("is_done", "due", "id")
        indexes = (models.Index(fields=["owner", "known_to", "is_done", "due"], name="steps_of_owner"),)
