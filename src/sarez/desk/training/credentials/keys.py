"""Keys: an Ed25519 pair, what it is called (`did:key`), and the ring of keys that an institution publishes.

`did:key` (W3C CCG): multibase base58btc of the multicodec 0xed01 and the 32 bytes of the public key.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sarez.desk.training.credentials.errors import CredentialError

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
CODEC = b"\xed\x01"
DID_KEY = "did:key:"
MOST_CHARACTERS = 1_000_000


@dataclass(frozen=True, slots=True)
class PublishedKey:
    """A key as its owner publishes it: the `did:key` it is called by, the first and last day it signed (None: it still does), and
    from which day on nothing signed with it holds, where it was lost or stolen."""

    did: str
    since: date
    until: date | None = None
    withdrawn: date | None = None


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Whose keys, and which: those in use and those retired. `did` is the issuer's `did:web`, or empty."""

    name: str
    keys: tuple[PublishedKey, ...]
    did: str = ""

    def find(self, did_key: str) -> PublishedKey | None:
        """The key that goes by this name."""
        return next((key for key in self.keys if key.did == did_key), None)


def new_key() -> bytes:
    """A new private key, 32 bytes: whoever has them can sign in the institution's name."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def did_of(private: bytes) -> str:
    """What the key pair is called."""
    return did_key(_private(private).public_key())


def did_key(public: Ed25519PublicKey) -> str:
    """The `did:key` of a public key."""
    return f"{DID_KEY}z{_base58(CODEC + public.public_bytes_raw())}"


def public_of(did: str) -> Ed25519PublicKey:
    """The public key that a `did:key` is. CredentialError where it is none of Ed25519."""
    told = did.removeprefix(DID_KEY)
    raw = _unbase58(told[1:]) if did.startswith(f"{DID_KEY}z") and len(told) < 80 else b""
    if not raw.startswith(CODEC) or len(raw) != len(CODEC) + 32:
        raise CredentialError(f"{did[:80]!r} is no did:key of Ed25519.")
    key = Ed25519PublicKey.from_public_bytes(raw[len(CODEC) :])
    if did_key(key) != did:
        raise CredentialError(f"{did[:80]!r} is not spelt as a did:key is.")
    return key


def sign(private: bytes, message: bytes) -> bytes:
    """The signature of a message, 64 bytes."""
    return _private(private).sign(message)


def is_signed(did: str, signature: bytes, message: bytes) -> bool:
    """Whether the key of this name signed the message."""
    try:
        public_of(did).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def read_ring(text: str) -> KeyRing:
    """The ring in JSON: `name`, maybe `did`, and `keys` with `did`, `since`, `until`, `withdrawn`. CredentialError says what is wrong."""
    if len(text) > MOST_CHARACTERS:
        raise CredentialError("The file of keys is longer than a million characters.")
    try:
        told = json.loads(text)
        keys = tuple(_published(row) for row in told["keys"])
        ring = KeyRing(str(told["name"]), keys, str(told.get("did") or ""))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CredentialError(
            f"This is no file of keys ({error}): it should have name and keys, each with did and since."
        ) from error
    if not keys:
        raise CredentialError("The file names no key.")
    return ring


def write_ring(ring: KeyRing) -> str:
    """The ring as JSON that `read_ring` reads: this is what an institution publishes."""
    rows = [
        {name: value.isoformat() if isinstance(value, date) else value for name, value in _row(key).items() if value}
        for key in ring.keys
    ]  # fmt: skip
    head = {"name": ring.name} | ({"did": ring.did} if ring.did else {})
    return json.dumps(head | {"keys": rows}, ensure_ascii=False, indent=1) + "\n"


def did_document(ring: KeyRing) -> dict[str, Any]:
    """The `did.json` by which the keys of a ring with a `did:web` are published to others (W3C DID, Multikey)."""
    methods = [
        {
            "id": f"{ring.did}#{key.did.removeprefix(DID_KEY)}",
            "type": "Multikey",
            "controller": ring.did,
            "publicKeyMultibase": key.did.removeprefix(DID_KEY),
        }
        for key in ring.keys
        if key.withdrawn is None
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": ring.did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def as_pem(did: str) -> str:
    """The public key for other programs (SubjectPublicKeyInfo, PEM)."""
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return public_of(did).public_bytes(serialization.Encoding.PEM, form).decode("ascii")


def _private(raw: bytes) -> Ed25519PrivateKey:
    try:
        return Ed25519PrivateKey.from_private_bytes(raw)
    except ValueError as error:
        raise CredentialError("A private key is 32 bytes.") from error


def _row(key: PublishedKey) -> dict[str, Any]:
    return {"did": key.did, "since": key.since, "until": key.until, "withdrawn": key.withdrawn}


def _published(row: Mapping[str, Any]) -> PublishedKey:
    def day(name: str) -> date | None:
        return date.fromisoformat(row[name]) if row.get(name) else None

    public_of(row["did"])
    return PublishedKey(row["did"], date.fromisoformat(row["since"]), day("until"), day("withdrawn"))


def _base58(raw: bytes) -> str:
    number, out = int.from_bytes(raw, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        out = ALPHABET[digit] + out
    return "1" * (len(raw) - len(raw.lstrip(b"\0"))) + out


def _unbase58(text: str) -> bytes:
    number = 0
    for letter in text:
        digit = ALPHABET.find(letter)
        if digit < 0:
            return b""
        number = number * 58 + digit
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")
