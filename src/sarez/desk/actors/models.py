"""States, bodies and groups by their codes, the names they go by, and their offices with those who held them."""

from __future__ import annotations

from django.db import models

from sarez.desk.accounts import markings


class Actor(models.Model):
    """Who acts: a state, body or group, by the code that claims record. A body joined into another points to it."""

    code = models.CharField(max_length=120, unique=True)
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
    marking = models.PositiveSmallIntegerField(choices=markings.choices, default=markings.CLEAR)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=["actor", "name"], name="one_alias_once"),)


class Office(models.Model):
    """An office of a state or body, with a succession of holders."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="offices")
    key = models.CharField(max_length=160)
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ("title",)
        constraints = (models.UniqueConstraint(fields=["actor", "key"], name="one_office_once"),)


class Term(models.Model):
    """Who held an office from when to when; dates as precise as they are known. `changed_by` is the person who last did."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="terms")
    holder = models.CharField(max_length=200)
    since = models.CharField(max_length=10, blank=True)
    until = models.CharField(max_length=10, blank=True)
    note = models.CharField(max_length=200, blank=True)
    origin = models.CharField(max_length=80, default="region")
    marking = models.PositiveSmallIntegerField(choices=markings.choices, default=markings.CLEAR)
    changed_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("since", "id")


class Seeded(models.Model):
    """What a region's files have once put on record, so that what people changed or took away does not come back."""

    key = models.CharField(max_length=400, unique=True)


class Merging(models.Model):
    """Two actors found to be one: who said so, when and why. Undone, each has its own again: claims keep their codes."""

    kept = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="mergings")
    gone = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="gone_by")
    score = models.FloatField(null=True)
    reasons = models.JSONField(default=list)
    why = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    undone_by = models.CharField(max_length=150, blank=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)


class Difference(models.Model):
    """Two actors that a person has found to be different, so that they are not proposed as one again."""

    one = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="differs_from")
    two = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="differs_to")
    why = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=["one", "two"], name="one_difference_once"),)
