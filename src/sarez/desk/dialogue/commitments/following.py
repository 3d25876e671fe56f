"""Who follows a commitment up and how: begun at the first word kept on it, changed after."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sarez.desk.accounts.models import User
from sarez.desk.dialogue.keeping import CollisionError, KeepingError, begin, change, floor_of
from sarez.desk.dialogue.models import Following
from sarez.desk.events.models import Version

LISTING: dict[str, dict[str, bool]] = {
    "raise": {"is_raised": True, "is_dropped": False},
    "lower": {"is_raised": False},
    "drop": {"is_dropped": True},
    "restore": {"is_dropped": False},
}
"""What takes a commitment onto the list of what is followed up, or off it."""


def follow(version: Version, row: Following | None, by: User, **values: Any) -> Following:
    """Let these values stand of how a commitment is followed up; `row` is what stood of it for who changes it."""
    if row is not None:
        return change(row, by, **values)
    made = Following(entry_id=version.entry_id, marking=floor_of(version.entry_id), **values)
    return begun(made, by)


def begun(row: Following, by: User) -> Following:
    """Begin to follow up; KeepingError where another began meanwhile."""
    try:
        with transaction.atomic():
            return begin(row, by)
    except CollisionError as error:
        raise KeepingError(
            _("Someone else has begun to follow this up. Open it again, then make your change.")
        ) from error


def put(version: Version, row: Following | None, act: str, by: User) -> Following:
    """Raise a commitment, drop it, or take that back."""
    if act not in LISTING:
        raise KeepingError(_("Say whether it is to be followed up or not."))
    return follow(version, row, by, **LISTING[act])
