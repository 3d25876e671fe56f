"""Failed sign-ins, lock-outs and sign-outs go into the log; no name that was typed does, it may be a password."""

from __future__ import annotations

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.dispatch import receiver

from sarez.desk.accounts.audit import log
from sarez.desk.accounts.models import User


@receiver(user_login_failed, dispatch_uid="sarez failed")
def _failed(credentials: dict[str, Any], **_: Any) -> None:
    log(None, "sign-in failed", _target(credentials.get("username")))


@receiver(user_locked_out, dispatch_uid="sarez locked out")
def _locked_out(username: str | None = None, **_: Any) -> None:
    log(None, "locked out", _target(username))


@receiver(user_logged_out, dispatch_uid="sarez signed out")
def _signed_out(user: User | None, **_: Any) -> None:
    if user is not None:
        log(user, "signed out", f"user {user.username}")


def _target(username: str | None) -> str:
    known = username and User.objects.filter(username=username).exists()
    return f"user {username}" if known else "unknown name"
