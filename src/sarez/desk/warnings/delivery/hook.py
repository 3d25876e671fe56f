"""A webhook: JSON posted to an address, signed so that its receiver knows who sent it, when, and that it is whole.

Signed as Standard Webhooks says (github.com/standard-webhooks): HMAC-SHA256 over `id.timestamp.body`, in base64.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings

from sarez.errors import SarezError

PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers after which it is worth trying again."""


UNREACHED, REFUSED, INSECURE, ANSWERED = "hook unreached", "hook refused", "hook insecure", "answered "


class HookError(SarezError):
    """What a webhook did not take: `trouble` as troubles.py knows it; `is_lasting` where trying again would not help."""

    def __init__(self, trouble: str, *, is_lasting: bool = False) -> None:
        super().__init__(trouble)
        self.trouble, self.is_lasting = trouble, is_lasting


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a webhook, signed."""

    url: str
    body: bytes
    headers: Mapping[str, str]


def signed(url: str, body: bytes, key: str, secret: bytes, now: datetime) -> Call:
    """A body with the headers that prove it; the `key` is the same at every try."""
    stamp = str(int(now.timestamp()))
    headers = {
        "Content-Type": "application/json",
        "Idempotency-Key": key,
        "webhook-id": key,
        "webhook-timestamp": stamp,
        "webhook-signature": f"v1,{signature(body, key, stamp, secret)}",
    }
    return Call(url, body, headers)


def signature(body: bytes, key: str, stamp: str, secret: bytes) -> str:
    """The signature of a body in base64: HMAC-SHA256 over its id, its timestamp and itself."""
    content = b".".join((key.encode(), stamp.encode(), body))
    return base64.b64encode(hmac.new(secret, content, sha256).digest()).decode()


def may_be_called(url: str) -> bool:
    """Whether an address is encrypted, or of our own network as an administrator named it."""
    try:
        told = urlsplit(url)
    except ValueError:
        return False
    if told.scheme == "https" and told.hostname:
        return True
    return told.scheme == "http" and (told.hostname or "") in settings.PRIVATE_FEEDS


def send(call: Call, seconds: float = 20.0) -> None:
    """Post it. HookError where the other side did not take it."""
    from sarez.intake.answers import Failure
    from sarez.intake.wire import Limits, Wire

    if not may_be_called(call.url):
        raise HookError(INSECURE, is_lasting=True)
    limits = Limits(read=seconds, total=seconds * 2, bytes=100_000, allowed=settings.PRIVATE_FEEDS)
    wire = Wire(limits)
    try:
        answer = wire.ask(call.url, call.headers, body=call.body)
    finally:
        wire.close()
    if isinstance(answer, Failure):
        raise HookError(REFUSED if answer.is_lasting else UNREACHED, is_lasting=answer.is_lasting)
    if not 200 <= answer.status < 300:
        raise HookError(f"{ANSWERED}{answer.status}", is_lasting=answer.status not in PASSING)
