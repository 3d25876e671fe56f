"""Secret addresses end with the person who has them."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_save

from sarez.desk.accounts.models import User


def end_with_owner(addresses: type[Model]) -> None:
    """Let rows that have an `owner` go when that person is no longer active: none works again when they come back."""

    def forget(instance: User, **_more: Any) -> None:
        if not instance.is_active:
            addresses._default_manager.filter(owner=instance).delete()

    told = f"sarez {addresses._meta.label} of those who left"
    post_save.connect(forget, sender=User, weak=False, dispatch_uid=told)
