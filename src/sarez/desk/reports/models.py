"""Sources and what they published, as received."""

from __future__ import annotations

from django.db import models

from sarez.desk.accounts import markings
from sarez.desk.accounts.viewers import Viewer

RELIABILITY = [(letter, letter) for letter in "ABCDEF"]


class Source(models.Model):
    """Who publishes. Its reliability (A to F) weighs its claims; a sealed one is shown by its label alone.

    A name stands once among what one may see. Who names a source they may not know of gets another (`copy`): to refuse
    the name, or to give their report that source's marking, would tell that it is there.

    The reliability is that since `graded_at` (None: since the source is there); what it was before is in its past grades.
    """

    name = models.CharField(max_length=200)
    copy = models.PositiveIntegerField(default=0, editable=False)
    url = models.URLField(max_length=500, blank=True)
    country = models.CharField(max_length=3, blank=True)
    language = models.CharField(max_length=5, blank=True)
    reliability = models.CharField(max_length=1, choices=RELIABILITY, default="F")
    graded_at = models.DateTimeField(null=True, editable=False)
    marking = models.PositiveSmallIntegerField(choices=markings.choices, default=markings.CLEAR)
    licence = models.CharField(max_length=300, blank=True)
    is_sealed = models.BooleanField(default=False)

    class Meta:
        ordering = ("name", "copy")
        constraints = (models.UniqueConstraint(fields=["name", "copy"], name="sources_by_name"),)

    def __str__(self) -> str:
        return self.name


class PastGrade(models.Model):
    """The reliability a source had until it was changed (`by` whom): kept for “as known on”, never overwritten."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="past_grades")
    reliability = models.CharField(max_length=1, choices=RELIABILITY)
    until = models.DateTimeField()
    by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("source_id", "until")


class SealedIdentity(models.Model):
    """Who a sealed source is: encrypted, apart from the source, opened only for a stated reason and logged."""

    source = models.OneToOneField(Source, on_delete=models.CASCADE, related_name="identity")
    ciphertext = models.BinaryField()


class Feed(models.Model):
    """An RSS or Atom address of a source, fetched on a schedule. `busy_until` keeps two desks from fetching it at once.

    Two sources may have one address, of which those who named the second may not know of the first.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="feeds")
    url = models.URLField(max_length=500)
    minutes = models.PositiveIntegerField(default=60)
    is_on = models.BooleanField(default=True)
    etag = models.CharField(max_length=300, blank=True)
    modified = models.CharField(max_length=100, blank=True)
    next_fetch = models.DateTimeField(null=True, db_index=True)
    busy_until = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    last_success = models.DateTimeField(null=True)

    class Meta:
        ordering = ("source__name", "url")
        constraints = (models.UniqueConstraint(fields=["source", "url"], name="feeds_of_source"),)

    @property
    def name(self) -> str:
        """By what the log calls it."""
        return f"feed {self.pk}"


class Fetch(models.Model):
    """One attempt at a feed: the site's answer, how many items were new to the desk and how many known, what went wrong."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="fetches")
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    new = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=["feed", "-id"], name="fetches_of_feed"),)


class FeedItem(models.Model):
    """An item of a feed that was met. Until it is filed, `next_try` says when to try and `told` what the feed says of it.

    An item with no `next_try` is done: filed as `report` (`is_new`, unless its text was there already), or the
    report is gone since.
    """

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="items")
    key = models.CharField(max_length=64)
    report = models.ForeignKey("Report", on_delete=models.SET_NULL, null=True)
    fetch = models.ForeignKey(Fetch, on_delete=models.SET_NULL, null=True, related_name="items")
    at = models.DateTimeField()
    next_try = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    told = models.JSONField(default=dict)
    is_new = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["feed", "key"], name="one_item_once"),)
        indexes = (
            models.Index(fields=["feed", "at"], name="items_by_time"),
            models.Index(
                fields=["feed", "next_try"], condition=models.Q(next_try__isnull=False), name="items_waiting"
            ),
        )


class ReportQuery(models.QuerySet["Report"]):
    """Reports, asked for by a viewer."""

    def seen_by(self, viewer: Viewer) -> ReportQuery:
        """Those that the viewer may see and that the desk knew then."""
        return self.filter(marking__lte=viewer.clearance, known_at__lte=viewer.moment)


class Report(models.Model):
    """One published or filed text, as received. `story` is the first of the reports that tell it in the same words.

    `copy` counts the reports of one text (one `sha256`) from 0: whoever files a text that is on file only where they may
    not see it gets a report of their own (reports/filing.py).
    """

    WAITING, READ, FAILED, SEEN = "waiting", "read", "failed", "reviewed"

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="reports")
    sha256 = models.CharField(max_length=64)
    copy = models.PositiveSmallIntegerField(default=0)
    file = models.CharField(max_length=300, blank=True)
    url = models.URLField(max_length=1000, blank=True)
    title = models.CharField(max_length=500)
    language = models.CharField(max_length=5, blank=True)
    published = models.CharField(max_length=10, blank=True)
    day = models.DateField(null=True)
    received = models.DateTimeField()
    known_at = models.DateTimeField()
    marking = models.PositiveSmallIntegerField(choices=markings.choices)
    credibility = models.PositiveSmallIntegerField(default=6)
    text = models.TextField()
    media_type = models.CharField(max_length=80, default="text/plain")
    notes = models.JSONField(default=list)
    state = models.CharField(max_length=10, default=WAITING)
    note = models.TextField(blank=True)
    story = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="copies")
    keep_until = models.DateField(null=True, db_index=True)
    filed_by = models.CharField(max_length=150, blank=True)

    objects = ReportQuery.as_manager()

    class Meta:
        ordering = ("-known_at", "-id")
        constraints = (models.UniqueConstraint(fields=["sha256", "copy"], name="one_text_once"),)
        indexes = (
            models.Index(fields=["-known_at", "-id"], name="reports_latest"),
            models.Index(fields=["state", "-known_at"], name="reports_by_state"),
            models.Index(fields=["-day"], name="reports_by_day"),
            models.Index(fields=["source", "-known_at", "marking"], name="reports_by_source"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def name(self) -> str:
        """By what the log and the addresses call it."""
        return f"report {self.pk}"


class Shingle(models.Model):
    """A band of a report's word pattern: near-copies share one (reports/copies.py)."""

    band = models.BigIntegerField()
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="shingles")

    class Meta:
        indexes = (models.Index(fields=["band"], name="shingle_band"),)


class Reading(models.Model):
    """What one reader made of a report; the latest of a reader stands."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="readings")
    reader = models.CharField(max_length=200)
    made_by = models.JSONField()
    at = models.DateTimeField()
    passages = models.JSONField(default=list)
    places = models.JSONField(default=list)
    note = models.TextField(blank=True)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ("-id",)
