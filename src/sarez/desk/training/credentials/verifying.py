"""Is a certificate good? The signature, whose key it is, whether it holds on the day, and whether it was revoked: each with words.

No network: the keys that an institution publishes and its status list are files, or are not looked at, and the verdict says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sarez.desk.training.credentials import keys, status, token
from sarez.desk.training.credentials.certificate import TYPES
from sarez.desk.training.credentials.errors import CredentialError
from sarez.desk.training.credentials.keys import DID_KEY, KeyRing
from sarez.desk.training.credentials.token import Token


@dataclass(frozen=True, slots=True)
class Told:
    """What a certificate says. Only if the verdict is good has its issuer said it."""

    id: str = ""
    holder: str = ""
    course: str = ""
    issuer: str = ""
    criteria: str = ""
    begun: str = ""
    ended: str = ""
    issued: str = ""
    valid_until: str = ""


@dataclass(slots=True)
class Verdict:
    """What was found: `refused` says why it is not good; `cautions` what a person should still look at."""

    told: Told
    key: str = ""
    refused: list[str] = field(default_factory=list)
    cautions: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.refused


def verify(text: str, now: datetime, *, ring: KeyRing | None = None, status_list: str = "") -> Verdict:
    """Look at a certificate at a moment. CredentialError where the text is none at all.

    `ring` are the keys that its issuer publishes, `status_list` the token of its status list; both from files.
    """
    found = token.read(text)
    verdict = Verdict(_told(found.payload))
    verdict.key = _check_signature(found, verdict, ring)
    if verdict.refused:
        return verdict
    _check_form(found.payload, verdict)
    issued = _moment(found.payload, "nbf")
    if issued is None:
        verdict.refused.append("It does not say since when it holds.")
        return verdict
    if now < issued:
        verdict.refused.append(f"It holds only from {issued:%Y-%m-%d} on.")
    ends = _moment(found.payload, "exp")
    if ends is not None and now > ends:
        verdict.refused.append(f"It lapsed after {ends:%Y-%m-%d}.")
    _check_key(verdict, ring, issued)
    _check_status(found.payload, verdict, status_list, now, ring)
    return verdict


def _check_signature(found: Token, verdict: Verdict, ring: KeyRing | None) -> str:
    """The `did:key` that signed; what speaks against it goes into the verdict."""
    if (
        found.header.get("alg") != token.ALGORITHM
        or found.header.get("typ") != "JWT"
        or "crit" in found.header
    ):
        verdict.refused.append("It is not signed in the way certificates are (EdDSA).")
        return ""
    issuer = str(found.payload.get("iss", ""))
    owner, _, name = str(found.header.get("kid", "")).partition("#")
    did = f"{DID_KEY}{name}"
    if owner != issuer or (issuer.startswith(DID_KEY) and issuer != did):
        verdict.refused.append("It is signed with a key that is not its issuer's.")
        return ""
    if not issuer.startswith(DID_KEY) and (ring is None or ring.did != issuer):
        verdict.refused.append(f"The keys of {issuer[:100]} are needed: get their file from the institution.")
        return ""
    try:
        is_signed = keys.is_signed(did, found.signature, found.signed)
    except CredentialError as error:
        verdict.refused.append(str(error))
        return ""
    if not is_signed:
        verdict.refused.append("The signature does not fit: it was changed, or somebody else signed it.")
    return did


def _check_form(payload: Mapping[str, Any], verdict: Verdict) -> None:
    """What is said twice, for wallets and for people, must be the same."""
    subject = payload.get("credentialSubject")
    same = (
        (payload.get("iss"), _at(payload, "issuer", "id")),
        (payload.get("jti"), payload.get("id")),
        (payload.get("sub"), subject.get("id") if isinstance(subject, Mapping) else None),
        (_moment(payload, "nbf"), _stamped(payload.get("validFrom"))),
        (_moment(payload, "exp"), _stamped(payload.get("validUntil"))),
    )
    if any(one != other for one, other in same):
        verdict.refused.append("It says two different things about itself.")
    kinds = payload.get("type")
    if not isinstance(kinds, list) or not set(TYPES) <= {str(kind) for kind in kinds}:
        verdict.refused.append("It is signed, but it is no certificate (OpenBadgeCredential).")


def _check_key(verdict: Verdict, ring: KeyRing | None, issued: datetime) -> None:
    if ring is None:
        verdict.cautions.append(
            "Whose key it is was not looked at: anyone can make a key. Compare it with the one that the institution publishes, or give its file of keys."
        )
        return
    key, day = ring.find(verdict.key), issued.date()
    if key is None:
        verdict.refused.append(f"The key is none of those that {ring.name} publishes.")
    elif key.withdrawn is not None and day >= key.withdrawn:
        verdict.refused.append(f"The key was withdrawn on {key.withdrawn}: nothing signed since then holds.")
    elif day < key.since or (key.until is not None and day > key.until):
        verdict.refused.append("The key was not in use on the day it is said to be issued.")
    elif key.withdrawn is not None:
        verdict.cautions.append(
            f"The key was withdrawn on {key.withdrawn}, later than this is said to be issued. A thief can date back: ask the institution."
        )


def _check_status(
    payload: Mapping[str, Any], verdict: Verdict, status_list: str, now: datetime, ring: KeyRing | None
) -> None:
    told = payload.get("credentialStatus")
    if told is None:
        verdict.cautions.append(
            "It names no list of revoked certificates: whether it was revoked cannot be known."
        )
        return
    if not status_list:
        verdict.cautions.append("Whether it was revoked was not looked at: no status list was given.")
        return
    try:
        index = int(_at(payload, "credentialStatus", "statusListIndex") or "-1")
        problem = _status_problem(payload, status_list, index, now, verdict, ring)
    except (CredentialError, ValueError) as error:
        problem = f"The status list cannot be used: {error}"
    if problem:
        verdict.refused.append(problem)


def _status_problem(
    payload: Mapping[str, Any], text: str, index: int, now: datetime, verdict: Verdict, ring: KeyRing | None
) -> str:
    found = token.read(text)
    other = Verdict(Told())
    signer = _check_signature(found, other, KeyRing("", (), str(payload.get("iss", ""))))
    if other.refused or found.payload.get("iss") != payload.get("iss"):
        return "The status list is not signed by the issuer of the certificate."
    if found.payload.get("id") != _at(payload, "credentialStatus", "statusListCredential"):
        return "The status list given is not the one that the certificate names."
    owned = ring.find(signer) if ring is not None else None
    if signer != verdict.key and (owned is None or owned.withdrawn is not None):
        return "The status list is signed with a key that is not the issuer's."
    ends = _moment(found.payload, "exp")
    if ends is not None and now > ends:
        verdict.cautions.append(f"The status list is old: a newer one was due on {ends:%Y-%m-%d}.")
    encoded = _at(found.payload, "credentialSubject", "encodedList")
    return "It was revoked." if status.is_set(encoded, index) else ""


def _told(payload: Mapping[str, Any]) -> Told:
    subject = payload.get("credentialSubject")
    subject = subject if isinstance(subject, Mapping) else {}
    names = subject.get("identifier")
    first = names[0] if isinstance(names, list) and names and isinstance(names[0], Mapping) else {}
    achievement = subject.get("achievement")
    achievement = achievement if isinstance(achievement, Mapping) else {}
    return Told(
        id=_words(payload.get("id")),
        holder=_words(first.get("identityHash")) if first.get("identityType") == "name" else "",
        course=_words(achievement.get("name")),
        issuer=_at(payload, "issuer", "name"),
        criteria=_at(achievement, "criteria", "narrative"),
        begun=_words(subject.get("activityStartDate"))[:10],
        ended=_words(subject.get("activityEndDate"))[:10],
        issued=_words(payload.get("validFrom"))[:10],
        valid_until=_words(payload.get("validUntil"))[:10],
    )


def _at(told: Mapping[str, Any], *path: str) -> str:
    value: Any = told
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return _words(value)


def _words(value: Any) -> str:
    return "".join(c for c in value if c.isprintable()) if isinstance(value, str) else ""


def _moment(payload: Mapping[str, Any], name: str) -> datetime | None:
    value = payload.get(name)
    if type(value) is not int or not 0 <= value < 253_402_300_800:
        return None
    return datetime.fromtimestamp(value, UTC)


def _stamped(value: Any) -> datetime | None:
    try:
        told = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return told if told is None or told.tzinfo else None
