"""People of the desk, and the log of what they did."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext

from sarez.desk.accounts import markings
from sarez.desk.accounts.roles import roles


def role_choices() -> list[tuple[str, str]]:
    """The roles for a form."""
    return [(role.name, gettext(role.label)) for role in roles().values()]


class User(AbstractUser):
    """Someone who works at the desk: what they may do comes from their role, what they may see from their clearance."""

    role = models.CharField(max_length=20, choices=role_choices, default="reader")
    clearance = models.PositiveSmallIntegerField(choices=markings.choices, default=markings.GREEN)
    language = models.CharField(max_length=5, choices=[("en", "English"), ("ru", "Русский")], default="en")
    second_factor = models.CharField(max_length=255, blank=True, editable=False)
    outside = models.CharField(max_length=255, blank=True, editable=False, db_index=True)
    second_factor_step = models.BigIntegerField(default=0, editable=False)

    class Meta:
        ordering = ("username",)

    def may(self, permission: str) -> bool:
        """Whether the role of an active user holds a permission."""
        return bool(self.is_active and permission in roles()[self.role].may)


class AuditEntry(models.Model):
    """One line of the log. Each carries the hash of the one before; the database refuses change and deletion."""

    at = models.DateTimeField()
    who = models.CharField(max_length=150)
    action = models.CharField(max_length=40)
    target = models.CharField(max_length=80, blank=True)
    details = models.TextField(default="{}")
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=["action", "id"]), models.Index(fields=["target", "id"]))


class SignInLink(models.Model):
    """A link that signs its holder in once, kept as a hash."""

    user = models.ForeignKey(User, on_delete=models.CASCADE)
    digest = models.CharField(max_length=64, unique=True)
    expires = models.DateTimeField()


class RecoveryCode(models.Model):
    """A code that stands in for the second factor once, kept as a hash."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)


class RetentionRule(models.Model):
    """How many days after they were received the reports of a source, or with a marking, are kept."""

    source = models.ForeignKey("reports.Source", on_delete=models.CASCADE, null=True, blank=True)
    marking = models.PositiveSmallIntegerField(choices=markings.choices, null=True, blank=True)
    days = models.PositiveIntegerField()

    class Meta:
        ordering = ("days",)


class ApiToken(models.Model):
    """A token for the API, with a role and a clearance no higher than its owner's; kept as a hash."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE)
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=20, choices=role_choices)
    clearance = models.PositiveSmallIntegerField(choices=markings.choices)
    made = models.DateTimeField()
    expires = models.DateTimeField(null=True)
    last_used = models.DateTimeField(null=True)

    class Meta:
        ordering = ("name",)
