"""To whom warnings go, and each sending of one to one of them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sarez.desk.accounts import markings
from sarez.desk.accounts.viewers import FOREVER
from sarez.desk.dialogue.models.kept import Kept

MAIL, WEBHOOK = "mail", "webhook"
WAYS = [(MAIL, _("e-mail")), (WEBHOOK, _("webhook"))]
LANGUAGES = [("en", "English"), ("ru", "Русский")]


class Recipient(Kept):
    """Someone or something that warnings are sent to: a person of the desk (`username`) or one outside it.

    Nothing marked above `clearance` goes there, to a person of the desk nothing above what they may see. Nothing goes
    before an administrator has confirmed it. `secret` signs what a webhook is sent, sealed with the desk's key.
    `marking` is who may know of the recipient.
    """

    title = models.CharField(max_length=120)
    group = models.CharField(max_length=80, blank=True)
    username = models.CharField(max_length=150, blank=True)
    way = models.CharField(max_length=8, choices=WAYS, default=MAIL)
    address = models.CharField(max_length=500)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="en")
    secret = models.TextField(blank=True, editable=False)
    clearance = models.PositiveSmallIntegerField(choices=markings.choices, default=markings.GREEN)
    is_on = models.BooleanField(default=True)
    confirmed_by = models.CharField(max_length=150, blank=True, editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)

    class Meta(Kept.Meta):
        ordering = ("group", "title", "id")
        constraints = (
            *Kept.Meta.constraints,
            models.UniqueConstraint(
                fields=["way", "address"],
                condition=models.Q(known_to=FOREVER),
                name="one_recipient_an_address",
            ),
        )


QUEUED, UNDER_WAY, SENT, FAILED, UNSURE, WITHHELD, OVERTAKEN, GIVEN_UP = (
    "queued", "under_way", "sent", "failed", "unsure", "withheld", "overtaken", "given_up",
)  # fmt: skip
DELIVERIES = [
    (QUEUED, _("about to be sent")), (UNDER_WAY, _("under way")), (SENT, _("delivered")), (FAILED, _("failed, tried again")),
    (UNSURE, _("maybe delivered")), (WITHHELD, _("withheld")), (OVERTAKEN, _("not sent: superseded before")),
    (GIVEN_UP, _("given up")),
]  # fmt: skip
TROUBLED = (FAILED, UNSURE, WITHHELD, GIVEN_UP)
"""How a sending stands that somebody has to look at."""


class Delivery(models.Model):
    """One warning on its way to one recipient: on record before it is sent, and only once for the two of them.

    One that failed before the other side took it is tried again from `next_try` on. A message that was cut short
    (`unsure`) is not: it may have come. `key` is the same at every try, so that a receiver can tell them as one.
    """

    warning = models.BigIntegerField()
    recipient = models.BigIntegerField()
    marking = models.PositiveSmallIntegerField(choices=markings.choices)
    title = models.CharField(max_length=120)
    way = models.CharField(max_length=8, choices=WAYS)
    address = models.CharField(max_length=500)
    key = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, choices=DELIVERIES, default=QUEUED)
    made = models.DateTimeField()
    tried = models.DateTimeField(null=True)
    sent = models.DateTimeField(null=True)
    next_try = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["warning", "recipient"], name="a_warning_goes_to_one_once"),
        )
        indexes = (
            models.Index(fields=["next_try"], name="deliveries_due"),
            models.Index(fields=["state", "warning"], name="deliveries_by_state"),
        )

    @property
    def is_troubled(self) -> bool:
        """Whether somebody has to look at it."""
        return self.state in TROUBLED
