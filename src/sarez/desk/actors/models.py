"""States, bodies and groups by their codes, the names they go by, and their offices with those who held them."""

from __future__ import annotations

from django.db import models


class Actor(models.Model):
    """Who acts: a state, body or group, by the code that claims record. A body joined into another points to it."""

    code = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=200)
    name_ru = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=3, blank=True)
    origin = models.CharField(max_length=80, default="region")
    joined_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="joined")

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Alias(models.Model):
    """Another name of an actor, with where it came from and why it matched."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, db_index=True)
    origin = models.CharField(max_length=80)
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=["actor", "name"], name="one_alias_once"),)


class Office(models.Model):
    """An office of a state or body, with a succession of holders."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="offices")
    key = models.CharField(max_length=80)
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ("title",)
        constraints = (models.UniqueConstraint(fields=["actor", "key"], name="one_office_once"),)


class Term(models.Model):
    """Who held an office from when to when; dates as precise as they are known."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="terms")
    holder = models.CharField(max_length=200)
    since = models.CharField(max_length=10, blank=True)
    until = models.CharField(max_length=10, blank=True)
    note = models.CharField(max_length=200, blank=True)
    origin = models.CharField(max_length=80, default="region")

    class Meta:
        ordering = ("since",)
