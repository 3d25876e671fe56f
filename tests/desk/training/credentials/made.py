"""A certificate to look at, its keys, and a list of the revoked."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sarez.desk.training.credentials import keys, status, token
from sarez.desk.training.credentials.certificate import Certificate, Recognition, Status

PRIVATE = bytes(range(32))
OTHER = bytes(range(1, 33))
DID = keys.did_of(PRIVATE)
ISSUED = datetime(2026, 5, 20, 9, tzinfo=UTC)
NOW = datetime(2026, 11, 1, tzinfo=UTC)
LIST = "https://training.example/status/1"
CERTIFICATE = Certificate(
    id="urn:uuid:5e1fca0e-9be8-4d1c-8f64-000000000001",
    holder="Айдана Öztürk-Сапарова",
    course_id="urn:uuid:5e1fca0e-9be8-4d1c-8f64-000000000003",
    course="Protection of civilians",
    issuer="Partnership for Peace Training Centre",
    first=date(2026, 5, 11),
    last=date(2026, 5, 15),
    issued=ISSUED,
    criteria="Attended all sessions and passed the final test.",
    hours=30,
    language="en",
    valid_until=date(2030, 5, 20),
    recognition=Recognition("United Nations", date(2023, 11, 1), date(2027, 10, 31)),
    status=Status(LIST, 41),
)
RING = keys.KeyRing("The training centre", (keys.PublishedKey(DID, date(2026, 1, 1)),))


def made(private=PRIVATE, **changed):
    return token.write(replace(CERTIFICATE, **changed).credential(keys.did_of(private)), private)


def listed(revoked=(), private=PRIVATE, days=365):
    did = keys.did_of(private)
    told = status.credential(LIST, did, CERTIFICATE.issuer, revoked, ISSUED, ISSUED + timedelta(days=days))
    return token.write(told, private)
