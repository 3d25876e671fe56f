"""Hand-overs: what one person of the desk passed on to another, and the note that went with it."""

from __future__ import annotations

from django.db import models

from sarez.desk.dialogue.models.kept import Kept


class Handover(Kept):
    """What `owner` had taken on and `taker` has now: how much, and what the taker should know of it."""

    owner = models.CharField(max_length=150)
    taker = models.CharField(max_length=150)
    moved = models.PositiveIntegerField()
    note = models.TextField()

    class Meta(Kept.Meta):
        ordering = ("-known_from", "-id")
        indexes = (models.Index(fields=["taker", "-known_from"], name="handovers_to"),)
