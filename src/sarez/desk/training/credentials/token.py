"""A credential as a signed token (JWT as Open Badges 3.0 has it: the credential's own members, and iss, jti, nbf, exp, sub).

Written in one way only: a token that is not spelt as we would spell its bytes is refused, so that no byte of it can be changed.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sarez.desk.training.credentials import keys
from sarez.desk.training.credentials.errors import CredentialError

LONGEST = 1_000_000
ALGORITHM = "EdDSA"


@dataclass(frozen=True, slots=True)
class Token:
    """A token taken apart: its header and payload, what was signed, and the signature. Nothing of it is believed yet."""

    header: Mapping[str, Any]
    payload: Mapping[str, Any]
    signed: bytes
    signature: bytes


def write(credential: Mapping[str, Any], private: bytes, *, kid: str = "") -> str:
    """The signed token. `kid` names the key where the issuer goes by a `did:web`."""
    did = keys.did_of(private)
    claims: dict[str, Any] = {
        "iss": credential["issuer"]["id"],
        "jti": credential["id"],
        "nbf": _seconds(credential["validFrom"]),
    }
    if "validUntil" in credential:
        claims["exp"] = _seconds(credential["validUntil"])
    if subject := credential["credentialSubject"].get("id"):
        claims["sub"] = subject
    header = {"alg": ALGORITHM, "typ": "JWT", "kid": kid or f"{did}#{did.removeprefix(keys.DID_KEY)}"}
    signed = f"{_packed(header)}.{_packed(claims | dict(credential))}"
    return f"{signed}.{_base64(keys.sign(private, signed.encode('ascii')))}"


def read(text: str) -> Token:
    """A token taken apart. CredentialError where the text is none, or is not spelt as tokens are."""
    told = text.strip()
    parts = told.split(".")
    if len(told) > LONGEST or len(parts) != 3 or not all(parts) or not told.isascii():
        raise CredentialError(
            "This is no signed certificate: it should be three parts of letters and digits with dots between, as in the QR code."
        )
    header, payload = (_unpacked(part) for part in parts[:2])
    return Token(header, payload, f"{parts[0]}.{parts[1]}".encode("ascii"), _unbase64(parts[2]))


def _packed(told: Mapping[str, Any]) -> str:
    return _base64(
        json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")
    )


def _unpacked(part: str) -> Mapping[str, Any]:
    try:
        told = json.loads(_unbase64(part).decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise CredentialError("A part of the certificate cannot be read: it was cut or changed.") from error
    if not isinstance(told, dict):
        raise CredentialError("A part of the certificate is not what it should be: it was changed.")
    return told


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _unbase64(part: str) -> bytes:
    try:
        raw = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except ValueError as error:
        raise CredentialError("A part of the certificate is cut off.") from error
    if _base64(raw) != part:
        raise CredentialError("The certificate is not spelt as certificates are: it was cut or changed.")
    return raw


def _seconds(stamp: str) -> int:
    return int(datetime.fromisoformat(stamp).timestamp())
