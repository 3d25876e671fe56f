"""What a certificate says, and how it says it as an Open Badges 3.0 credential (W3C Verifiable Credentials 2.0).

A certificate never implies that anyone but the institution issued it: who recognized the course, and until when, is one sentence of the
criteria, and a body that only recognized it may not be named as the issuer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sarez.desk.training.credentials.errors import CredentialError

CONTEXT = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
TYPES = ("VerifiableCredential", "OpenBadgeCredential")
LONGEST = {"holder": 120, "course": 200, "issuer": 160, "criteria": 400, "language": 12}
"""The longest each may be, in characters."""
MOST_WORDS = 700
"""Bytes of UTF-8 in all that is told in words: so much still fits a QR code (a Cyrillic letter has two)."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """Who recognized a course, from when until when."""

    by: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Status:
    """Where it is told whether a certificate was revoked: the address of a list and the place in it."""

    list_address: str
    index: int


@dataclass(frozen=True, slots=True)
class Certificate:
    """What is certified. `id` and `course_id` are `urn:uuid:…`, drawn by chance; `holder` is the name as its bearer gave it.

    `hours` are of teaching; `valid_until` is the last day it holds, None where it does not lapse.
    """

    id: str
    holder: str
    course_id: str
    course: str
    issuer: str
    first: date
    last: date
    issued: datetime
    criteria: str
    hours: float | None = None
    language: str = ""
    valid_until: date | None = None
    recognition: Recognition | None = None
    status: Status | None = None

    def check(self) -> None:
        """CredentialError where it may not be issued so."""
        for name, longest in LONGEST.items():
            value = getattr(self, name)
            if len(value) > longest:
                raise CredentialError(f"{name} is longer than {longest} characters.")
            if not value.strip() and name != "language":
                raise CredentialError(f"{name} is missing.")
        words = (
            self.holder,
            self.course,
            self.issuer,
            self.criteria,
            self.recognition.by if self.recognition else "",
        )
        if (n := sum(len(word.encode("utf-8")) for word in words)) > MOST_WORDS:
            raise CredentialError(
                f"Name, course, issuer, criteria and who recognized it take {n} bytes together, and a QR code has room for {MOST_WORDS}: "
                "shorten the criteria or the course's title."
            )
        if self.last < self.first:
            raise CredentialError("The course ends before it begins.")
        if self.issued.tzinfo is None or self.issued.date() < self.last:
            raise CredentialError("A certificate is issued after the course, at a moment with a time zone.")
        if self.valid_until is not None and self.valid_until < self.issued.date():
            raise CredentialError("It would have lapsed before it is issued.")
        if self.recognition is not None:
            _check_recognition(self.recognition, self)

    @property
    def recognition_words(self) -> str:
        """The sentence on who recognized the course; empty where nobody did."""
        r = self.recognition
        return f"Course recognized by {r.by} from {r.since} until {r.until}." if r else ""

    def credential(self, issuer_did: str) -> dict[str, Any]:
        """The credential, without a signature. CredentialError where it may not be issued so."""
        self.check()
        made: dict[str, Any] = {
            "@context": list(CONTEXT),
            "id": self.id,
            "type": list(TYPES),
            "issuer": {"id": issuer_did, "type": ["Profile"], "name": self.issuer},
            "validFrom": stamp(self.issued),
        }
        if self.valid_until is not None:
            made["validUntil"] = stamp(last_moment(self.valid_until))
        made["credentialSubject"] = self._subject()
        if self.status is not None:
            made["credentialStatus"] = {
                "type": "BitstringStatusListEntry",
                "statusPurpose": "revocation",
                "statusListIndex": str(self.status.index),
                "statusListCredential": self.status.list_address,
            }
        return made

    def _subject(self) -> dict[str, Any]:
        narrative = " ".join(part for part in (self.criteria.strip(), self.recognition_words) if part)
        achievement: dict[str, Any] = {
            "id": self.course_id,
            "type": ["Achievement"],
            "achievementType": "Certificate",
            "name": self.course,
            "description": f"{self.first} to {self.last}"
            + (f", {self.hours:g} hours" if self.hours is not None else ""),
            "criteria": {"narrative": narrative},
        }
        if self.language:
            achievement["inLanguage"] = self.language
        return {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": self.holder,
                    "identityType": "name",
                }
            ],
            "activityStartDate": stamp(datetime.combine(self.first, time(), UTC)),
            "activityEndDate": stamp(datetime.combine(self.last, time(), UTC)),
            "achievement": achievement,
        }


def stamp(moment: datetime) -> str:
    """A moment as credentials write it, to the second in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def last_moment(day: date) -> datetime:
    """The end of a day in UTC."""
    return datetime.combine(day, time(23, 59, 59), UTC)


def _check_recognition(told: Recognition, of: Certificate) -> None:
    if not told.since <= of.last <= told.until:
        raise CredentialError("The course was not recognized on its last day: leave the recognition out.")
    issuer, by = (" ".join(name.casefold().split()) for name in (of.issuer, told.by))
    if not by or issuer == by or issuer.startswith(f"{by} "):
        raise CredentialError(
            f"{of.issuer} cannot issue a certificate in the name of who recognized the course ({told.by}): name the institution."
        )
