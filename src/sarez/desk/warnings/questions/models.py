"""A question, the answers given to it, and what came of it. Nothing is overwritten: another answer is a new row."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sarez.desk.accounts import markings
from sarez.desk.accounts.viewers import Viewer

HUMAN, MODEL = "human", "model"
SOURCES = [(HUMAN, _("people")), (MODEL, _("model"))]


class QuestionQuery(models.QuerySet["Question"]):
    """Questions, asked for by a viewer."""

    def seen_by(self, viewer: Viewer) -> QuestionQuery:
        """Those that the viewer may see and that were asked by then."""
        return self.filter(marking__lte=viewer.clearance, asked_at__lte=viewer.moment)


class Question(models.Model):
    """Yes or no, to be answered until the end of the day `closes`. `base` is the base rate that its asker gives; `says` what
    counts as yes. Once asked it is never changed."""

    text = models.CharField(max_length=300)
    says = models.TextField(blank=True)
    unit = models.CharField(max_length=160, blank=True)
    closes = models.DateField()
    base = models.FloatField(null=True, blank=True)
    marking = models.PositiveSmallIntegerField(choices=markings.choices, default=markings.GREEN)
    asked_by = models.CharField(max_length=150)
    asked_at = models.DateTimeField()

    objects = QuestionQuery.as_manager()

    class Meta:
        ordering = ("closes", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(base=None) | Q(base__gte=0, base__lte=1), name="base_is_a_rate"
            ),
        )

    @property
    def name(self) -> str:
        """By what the log calls it."""
        return f"question {self.pk}"


class Answer(models.Model):
    """A probability of yes, as someone gave it. A later one of the same person takes its place, and does not change it."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    source = models.CharField(max_length=8, choices=SOURCES, default=HUMAN)
    by = models.CharField(max_length=150)
    probability = models.FloatField()
    why = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(probability__gte=0, probability__lte=1), name="answer_is_a_probability"
            ),
        )
        indexes = (models.Index(fields=["question", "by", "id"], name="answers_of_person"),)


class Resolution(models.Model):
    """What came of a question, as a person found it, with the evidence. A later one takes its place."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="resolutions")
    outcome = models.BooleanField()
    evidence = models.CharField(max_length=500)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
