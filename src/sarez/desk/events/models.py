"""The register: claims (what one report says of one thing), entries (the things), versions (what stands, for whom, when)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from sarez.desk.accounts import markings
from sarez.desk.accounts.viewers import FOREVER, Viewer, standing
from sarez.desk.events.indexes import LATEST, ByDate
from sarez.desk.reports.models import Reading, Report

EVENT, ENGAGEMENT, COMMITMENT, PERSON = "event", "engagement", "commitment", "person"
KINDS = [(EVENT, "event"), (ENGAGEMENT, "engagement"), (COMMITMENT, "commitment"), (PERSON, "person")]
PROPOSED, ACCEPTED, REJECTED, REPLACED = "proposed", "accepted", "rejected", "replaced"
DECISIONS = [(d, d) for d in (PROPOSED, ACCEPTED, REJECTED, REPLACED)]
STANDS = models.Q(known_to=FOREVER)
"""For indexes of what stands now. As a column of an index `known_to` would mislead: half of all rows share one value."""
COUNTED = ("kind", "status", "month", "quad", "low", "high")
"""In this order an index gives counts by month without sorting."""
DATED = ("kind", "-first", "-version", "status", "month", "quad")
KNOWN = ("low", "high", "known_from", "known_to")
"""At the end of an index these let it answer as known on a day without its table."""
MAPPED = ("kind", "status", "lat", "lon", "place", "quad")


class Entry(models.Model):
    """One real thing on the record, told by one report or many. What it is stands in its versions."""

    kind = models.CharField(max_length=10, choices=KINDS)
    made = models.DateTimeField()
    joined_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="joined")

    @property
    def name(self) -> str:
        """By what the log calls it."""
        return f"{self.kind} {self.pk}"


class ClaimQuery(models.QuerySet["Claim"]):
    """Claims, asked for by a viewer."""

    def seen_by(self, viewer: Viewer) -> ClaimQuery:
        """Those the viewer may see, known then and neither replaced nor rejected then."""
        found = self.filter(marking__lte=viewer.clearance)
        if viewer.as_of is None:
            return found.filter(ended_at=FOREVER)
        off = Spell.objects.of(viewer.moment).filter(claim=OuterRef("pk"), decision__in=(REJECTED, REPLACED))
        return found.filter(~Exists(off), known_at__lte=viewer.moment, ended_at__gt=viewer.moment)


class Claim(models.Model):
    """What one report says of one thing, with the words it rests on; a reader's proposal or a person's coding.

    `values` has the keys of gold/GUIDE.md for its kind. `known_at` is when the desk learned it, `ended_at` when it
    was rejected or replaced. Decision and grade are those since `changed_at` (None: since it is known); what they were
    before is in its spells. `match` says why it was laid to its entry.
    """

    kind = models.CharField(max_length=10, choices=KINDS)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="claims")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="claims")
    reading = models.ForeignKey(Reading, on_delete=models.SET_NULL, null=True, related_name="claims")
    author = models.CharField(max_length=150, blank=True)
    values = models.JSONField()
    evidence = models.JSONField(default=list)
    sentence = models.TextField(blank=True)
    confidence = models.FloatField(default=1.0)
    credibility = models.PositiveSmallIntegerField(default=6)
    marking = models.PositiveSmallIntegerField(choices=markings.choices)
    decision = models.CharField(max_length=10, choices=DECISIONS, default=PROPOSED)
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)
    known_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    replaces = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="replaced_by")
    match = models.JSONField(default=dict)

    objects = ClaimQuery.as_manager()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=["decision", "kind", "-id"], name="claims_waiting"),)

    @property
    def name(self) -> str:
        """By what the log calls it."""
        return f"claim {self.pk}"


class SpellQuery(models.QuerySet["Spell"]):
    """Spells, asked for by a moment."""

    def of(self, moment: datetime) -> SpellQuery:
        """Those of that moment: at most one of a claim, none of one that has not changed since."""
        return self.filter(known_from__lte=moment, known_to__gt=moment)


class Spell(models.Model):
    """How a claim was decided and graded until it was changed (`by` whom): kept for “as known on”, never overwritten."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="spells")
    known_from = models.DateTimeField()
    known_to = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=DECISIONS)
    decided_by = models.CharField(max_length=150, blank=True)
    credibility = models.PositiveSmallIntegerField()
    by = models.CharField(max_length=150, blank=True)

    objects = SpellQuery.as_manager()

    class Meta:
        ordering = ("claim_id", "known_to")
        indexes = (models.Index(fields=["decision", "known_to"], name="spells_by_decision"),)


def is_proposed(viewer: Viewer) -> Q:
    """What holds for claims that waited for a decision at the moment asked about."""
    if viewer.as_of is None:
        return Q(decision=PROPOSED)
    then = Spell.objects.of(viewer.moment).filter(claim=OuterRef("pk"), decision=PROPOSED)
    is_since = Q(changed_at=None) | Q(changed_at__lte=viewer.moment)
    return Q(is_since, decision=PROPOSED) | Q(Exists(then))


class VersionQuery(models.QuerySet["Version"]):
    """Versions, asked for by a viewer."""

    def seen_by(self, viewer: Viewer) -> VersionQuery:
        """What stood for this viewer at that moment: at most one version of an entry."""
        return self.filter(standing(viewer))


class Version(models.Model):
    """An entry as it stood from one moment to another for those cleared from `low` to `high`, from the claims they may see.

    Derived: events/versions.py makes it from claims, `desk rebuild` makes all anew. `values` holds each field with
    the claim it came from and the reason; the columns repeat what lists filter, sort and count by.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="versions")
    kind = models.CharField(max_length=10)
    low = models.PositiveSmallIntegerField()
    high = models.PositiveSmallIntegerField()
    known_from = models.DateTimeField()
    known_to = models.DateTimeField()
    label = models.CharField(max_length=40, blank=True)
    quad = models.CharField(max_length=24, blank=True)
    title = models.CharField(max_length=400)
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    month = models.CharField(max_length=7, blank=True)
    date = models.CharField(max_length=10, blank=True)
    place = models.CharField(max_length=120, blank=True)
    admin1 = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=3, blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    status = models.CharField(max_length=12, blank=True)
    killed = models.PositiveIntegerField(null=True)
    injured = models.PositiveIntegerField(null=True)
    decision = models.CharField(max_length=10, default=PROPOSED)
    reports = models.PositiveIntegerField(default=1)
    stories = models.PositiveIntegerField(default=1)
    values: Any = models.JSONField()

    objects = VersionQuery.as_manager()

    class Meta:
        ordering = (LATEST, "-entry_id")
        indexes = (
            ByDate(fields=["kind", "-first", "-entry", *KNOWN], name="versions_by_date"),
            ByDate(
                fields=["kind", "-first", "-entry", "low", "high", "last"],
                name="versions_that_stand",
                condition=STANDS,
            ),
            ByDate(fields=["kind", "label", "-first"], name="versions_by_label"),
            ByDate(fields=["kind", "country", "-first"], name="versions_by_country"),
            ByDate(fields=["kind", "place", "-first"], name="versions_by_place"),
            models.Index(fields=["-known_from"], name="versions_latest"),
            models.Index(
                fields=[
                    "kind",
                    "status",
                    "first",
                    "last",
                    "quad",
                    "low",
                    "high",
                    "known_from",
                    "known_to",
                    "killed",
                ],
                name="versions_to_count",
            ),
            models.Index(
                fields=[*MAPPED, "killed", "low", "high", "first", "last"],
                name="versions_on_map",
                condition=STANDS & models.Q(lat__isnull=False),
            ),
            models.Index(
                fields=[*MAPPED, "killed", *KNOWN, "first", "last"],
                name="versions_on_map_then",
                condition=models.Q(lat__isnull=False),
            ),
            models.Index(fields=["place", *COUNTED], name="versions_at_place", condition=STANDS),
            models.Index(
                fields=["-reports", "title", "-entry", "low", "high"],
                name="versions_of_people",
                condition=STANDS & models.Q(kind=PERSON),
            ),
            models.Index(
                fields=["last", "label", *KNOWN],
                name="versions_due",
                condition=models.Q(kind=COMMITMENT, date__gt=""),
            ),
            ByDate(
                fields=["kind", "-killed", "-first", "-entry"],
                name="versions_by_toll",
                condition=models.Q(killed__isnull=False),
            ),
            ByDate(fields=["kind", "quad", "-first"], name="versions_by_quad"),
        )


class Repeated(models.Model):
    """What the rows beside a version repeat of it, so that what they count and order need not ask for it."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="%(class)ss", db_index=False)
    kind = models.CharField(max_length=10)
    quad = models.CharField(max_length=24, blank=True)
    status = models.CharField(max_length=12, blank=True)
    issues = models.CharField(max_length=300, blank=True)
    """All its issues with a space on either side of each, so that one can be asked for where another row is found."""
    month = models.CharField(max_length=7, blank=True)
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    killed = models.PositiveIntegerField(null=True)
    is_disputed = models.BooleanField(default=False)
    low = models.PositiveSmallIntegerField()
    high = models.PositiveSmallIntegerField()
    known_from = models.DateTimeField()
    known_to = models.DateTimeField()

    class Meta:
        abstract = True


class Facet(Repeated):
    """A party, issue or name of a version, to find it by; each once. A party stands under its first role."""

    name = models.CharField(max_length=8)
    value = models.CharField(max_length=120)
    role = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["version", "name", "value"], name="facets_of_version"),
        )
        indexes = (
            ByDate(
                fields=["name", "value", *DATED, "low", "high", "issues"],
                name="facets_by_value",
                condition=STANDS,
            ),
            ByDate(fields=["name", "value", *DATED, *KNOWN, "issues"], name="facets_by_value_then"),
            models.Index(
                fields=["name", "value", *COUNTED, "issues", "first", "last"],
                name="facets_to_count",
                condition=STANDS,
            ),
        )


class Dyad(Repeated):
    """Two parties of one version, in the order of their codes."""

    one = models.CharField(max_length=120)
    two = models.CharField(max_length=120)

    class Meta:
        indexes = (
            ByDate(
                fields=["one", "two", *DATED, *KNOWN, "killed", "is_disputed", "issues"], name="dyads_by_pair"
            ),
            models.Index(fields=["version"], name="dyads_of_version"),
            models.Index(
                fields=["two", "one"],
                name="dyads_by_second",
                condition=STANDS,
            ),
            models.Index(
                fields=["one", "two", *COUNTED, "killed", "is_disputed", "issues"],
                name="dyads_to_count",
                condition=STANDS,
            ),
        )


class Joining(models.Model):
    """Entries joined, or claims parted from an entry, by a person; undone by moving the same claims back."""

    JOIN, PART = "join", "part"

    act = models.CharField(max_length=4, choices=[(JOIN, "join"), (PART, "part")])
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="joinings")
    moves = models.JSONField()
    why = models.CharField(max_length=500)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    undone_by = models.CharField(max_length=150, blank=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)


class Apart(models.Model):
    """Two entries that a person has found to be different, so that they are not proposed as one again."""

    one = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="apart_one")
    two = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="apart_two")
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    why = models.CharField(max_length=500, blank=True)
