"""The second factor: a code from an authenticator, or a recovery code that works once."""

from __future__ import annotations

import secrets
from datetime import datetime

import pyotp
from django.db import transaction
from django.utils.safestring import mark_safe

from sarez.desk.accounts.audit import log
from sarez.desk.accounts.models import RecoveryCode, User
from sarez.desk.accounts.sealing import seal, unseal
from sarez.desk.accounts.signing import digest_of

STEP = 30
RECOVERY_CODES = 8
QUIET = 4  # modules of white around a code, as ISO/IEC 18004 asks
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


def make_secret() -> str:
    """A new secret to put into an authenticator."""
    return pyotp.random_base32()


def address_of(secret: str, user: User) -> str:
    """The otpauth address that an authenticator takes in."""
    return pyotp.TOTP(secret).provisioning_uri(name=user.username, issuer_name="Sarez")


def picture_of(address: str) -> str:
    """The address as a QR code: SVG for a page, black on white with its quiet zone, in a dark scheme too."""
    import segno

    code = segno.make(address, error="m", micro=False)
    return mark_safe(
        code.svg_inline(border=QUIET, omitsize=True, light="#fff", svgclass="qr", lineclass=None)
    )


@transaction.atomic
def turn_on(user: User, secret: str, code: str, at: datetime) -> list[str]:
    """Ask for a code from now on; the recovery codes, to be shown once. An empty list where the code is wrong."""
    step = _step_of(secret, code, at)
    if step is None:
        return []
    user.second_factor, user.second_factor_step = seal(secret).decode(), step
    user.save(update_fields=["second_factor", "second_factor_step"])
    codes = ["-".join(_word(5) for _ in range(2)) for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create([RecoveryCode(user=user, digest=digest_of(c)) for c in codes])
    log(user, "second factor on", f"user {user.username}")
    return codes


@transaction.atomic
def turn_off(user: User, by: User | str) -> None:
    """Ask for the password alone again."""
    user.second_factor, user.second_factor_step = "", 0
    user.save(update_fields=["second_factor", "second_factor_step"])
    RecoveryCode.objects.filter(user=user).delete()
    log(by, "second factor off", f"user {user.username}")


@transaction.atomic
def check(user: User, code: str, at: datetime) -> bool:
    """Whether a code is right; no code works twice."""
    code = code.strip().lower().replace(" ", "")
    used, _ = RecoveryCode.objects.filter(user=user, digest=digest_of(code)).delete()
    if used:
        log(user, "used recovery code", f"user {user.username}", left=user.recovery_codes.count())
        return True
    held = User.objects.select_for_update().get(pk=user.pk)
    step = _step_of(unseal(held.second_factor), code, at)
    if step is None or step <= held.second_factor_step:
        return False
    held.second_factor_step = step
    held.save(update_fields=["second_factor_step"])
    return True


def _step_of(secret: str, code: str, at: datetime) -> int | None:
    """The half minute that a code belongs to: this one or a neighbour, since clocks differ."""
    now = int(at.timestamp()) // STEP
    totp = pyotp.TOTP(secret)
    given = code.strip().replace(" ", "")
    return next(
        (
            s
            for s in (now, now - 1, now + 1)
            if secrets.compare_digest(totp.at(s * STEP).encode(), given.encode())
        ),
        None,
    )


def _word(length: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(length))
