"""What is kept encrypted: the secret of a second factor, the identity of a sealed source."""

from __future__ import annotations

import base64
import os

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext as _

from sarez.errors import SarezError


class SealError(SarezError):
    """What was sealed cannot be opened with the key of this desk."""


def seal(text: str) -> bytes:
    """A text, encrypted with the desk's key."""
    return _fernet().encrypt(text.encode())


def unseal(sealed: bytes | memoryview | str) -> str:
    """The text that was sealed; SealError where the desk's key is another."""
    raw = sealed.encode() if isinstance(sealed, str) else bytes(sealed)
    try:
        return _fernet().decrypt(raw).decode()
    except InvalidToken:
        raise SealError(
            _("This was sealed with another key. Put the desk's secrets.key back in its folder.")
        ) from None


def _fernet() -> Fernet:
    """The desk's cipher: from SAREZ_SECRET_KEY where a shared desk sets it, else from the key in the desk's folder."""
    secret = os.environ.get("SAREZ_SECRET_KEY") or settings.HOME.key("secrets")
    if not secret:
        raise SealError(
            _("The desk has no key to seal with: run `sarez desk init`, or set SAREZ_SECRET_KEY.")
        )
    derived = HKDF(SHA256(), 32, salt=None, info=b"sarez sealed").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
