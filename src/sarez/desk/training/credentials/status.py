"""Which certificates were revoked: a list of bits, one for each, as the W3C's Bitstring Status List 1.0 has it."""

from __future__ import annotations

import base64
import gzip
import zlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sarez.desk.training.credentials.certificate import CONTEXT, stamp
from sarez.desk.training.credentials.errors import CredentialError

LENGTH = 131_072
"""How many bits a list has at least, so that a place in it tells little."""
MOST_BYTES = 16_000_000


def encode(revoked: Iterable[int], length: int = LENGTH) -> str:
    """The bits, compressed, with the multibase prefix of base64url. CredentialError for a place outside."""
    bits = bytearray(length // 8)
    for index in revoked:
        if not 0 <= index < length:
            raise CredentialError(f"There is no place {index} in a list of {length}.")
        bits[index >> 3] |= 0x80 >> (index & 7)
    packed = gzip.compress(bytes(bits), mtime=0)
    return "u" + base64.urlsafe_b64encode(packed).rstrip(b"=").decode("ascii")


def is_set(encoded: str, index: int) -> bool:
    """Whether the bit at a place is set. CredentialError where the list is none, or has no such place."""
    try:
        packed = base64.urlsafe_b64decode(encoded[1:] + "=" * (-len(encoded[1:]) % 4))
        unpacking = zlib.decompressobj(wbits=31)
        bits = unpacking.decompress(packed, MOST_BYTES)
    except (ValueError, zlib.error) as error:
        raise CredentialError("The status list cannot be unpacked.") from error
    if not encoded.startswith("u") or unpacking.unconsumed_tail:
        raise CredentialError("The status list is not written as one, or is far too long.")
    if not 0 <= index < 8 * len(bits):
        raise CredentialError("The certificate has no place in this status list.")
    return bool(bits[index >> 3] & (0x80 >> (index & 7)))


def credential(address: str, issuer_did: str, issuer: str, revoked: Iterable[int], issued: datetime, until: datetime) -> dict[str, Any]:  # fmt: skip
    """The list as a credential to be signed and published at `address`; `until` says when a newer one is due."""
    return {
        "@context": [CONTEXT[0]],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": {"id": issuer_did, "name": issuer},
        "validFrom": stamp(issued),
        "validUntil": stamp(until),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encode(revoked),
        },
    }
