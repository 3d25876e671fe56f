"""The people of the desk: added, given a role, sent away; never so that nobody can keep the desk."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sarez.desk.accounts import second_factor
from sarez.desk.accounts.audit import log
from sarez.desk.accounts.markings import name_of
from sarez.desk.accounts.models import ApiToken, SignInLink, User
from sarez.desk.accounts.roles import roles
from sarez.desk.accounts.signing import make_link
from sarez.errors import SarezError

HAND_OVER = 24 * 60
"""Minutes that a link handed to a person works."""


class PeopleError(SarezError):
    """A change of people that may not be; the message says why."""


@transaction.atomic
def add(username: str, role: str, clearance: int, by: User | str) -> tuple[User, str]:
    """A new person without a password, and the secret of a link to hand over."""
    _must_reach(by, clearance)
    user = User(username=username, role=role, clearance=clearance)
    user.set_unusable_password()
    try:
        user.full_clean(exclude=["password"])
    except ValidationError as error:
        raise PeopleError(" ".join(error.messages)) from error
    user.save()
    log(by, "added person", f"user {username}", role=role, clearance=name_of(clearance))
    return user, make_link(user, HAND_OVER)


@transaction.atomic
def change(user: User, by: User | str, *, role: str, clearance: int) -> None:
    """Give a person another role or clearance."""
    _must_reach(by, max(clearance, user.clearance))
    if "users" not in roles()[role].may:
        _must_leave_a_keeper(user)
    before = {"role": user.role, "clearance": name_of(user.clearance)}
    user.role, user.clearance = role, clearance
    user.save(update_fields=["role", "clearance"])
    after = {"role": role, "clearance": name_of(clearance)}
    if before != after:
        log(by, "changed person", f"user {user.username}", before=before, after=after)


@transaction.atomic
def deactivate(user: User, by: User | str) -> None:
    """Let a person in no more: sessions, links and tokens end at once; what they did stays."""
    _must_reach(by, user.clearance)
    _must_leave_a_keeper(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    SignInLink.objects.filter(user=user).delete()
    ApiToken.objects.filter(owner=user).delete()
    log(by, "deactivated person", f"user {user.username}")


@transaction.atomic
def activate(user: User, by: User | str) -> None:
    """Let a person in again."""
    _must_reach(by, user.clearance)
    user.is_active = True
    user.save(update_fields=["is_active"])
    log(by, "activated person", f"user {user.username}")


@transaction.atomic
def new_link(user: User, by: User | str) -> str:
    """The secret of a new link to hand over; older ones work no more."""
    _must_reach(by, user.clearance)
    if not user.is_active:
        raise PeopleError(_("This person is not active. Activate them first."))
    SignInLink.objects.filter(user=user).delete()
    log(by, "made sign-in link", f"user {user.username}")
    return make_link(user, HAND_OVER)


def reset_second_factor(user: User, by: User | str) -> None:
    """Take the second factor off, for one who lost it."""
    _must_reach(by, user.clearance)
    second_factor.turn_off(user, by)


def keepers() -> list[int]:
    """The active people whose role lets them keep the people of the desk."""
    names = [role.name for role in roles().values() if "users" in role.may]
    return list(
        User.objects.select_for_update().filter(is_active=True, role__in=names).values_list("pk", flat=True)
    )


def _must_leave_a_keeper(user: User) -> None:
    if keepers() == [user.pk]:
        raise PeopleError(_("This is the last administrator. Make someone else an administrator first."))


def _must_reach(by: User | str, clearance: int) -> None:
    """Nobody gives what they have not, nor acts on one who may see more; a command at the machine may."""
    if isinstance(by, User) and by.clearance < clearance:
        raise PeopleError(_("You can give no clearance above your own, nor change someone who has one."))
