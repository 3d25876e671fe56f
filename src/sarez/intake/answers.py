"""What a request brings: an answer, or a failure that says plainly what went wrong and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime

from sarez.errors import Problem

LONGEST_WAIT = 24 * 3600
"""Seconds: the longest that a site's wish to be left alone is taken at its word."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent: its status, its headers (names in lower case), the bytes unpacked, and the address in the end."""

    status: int
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def media_type(self) -> str:
        """The kind of thing that was sent, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class Failure:
    """A request that brought nothing. `is_lasting` where trying again soon is no use; `wait` in seconds, if the site asks."""

    problem: Problem
    is_lasting: bool = False
    status: int | None = None
    wait: float | None = None


def failure(url: str, message: str, remedy: str, *, is_lasting: bool = False) -> Failure:
    """A failure at an address."""
    return Failure(Problem(url, "", message, remedy), is_lasting)


_SAID: dict[int, tuple[str, str]] = {
    401: ("asks for a password.", "Use an address that is open to all."),
    403: ("refuses programs.", "Ask the site for permission, or add its reports by hand."),
    404: ("is not there.", "Look up the address on the site."),
    410: ("is gone for good.", "Look for another address on the site."),
    429: ("says that it is asked too often.", "Fetch it less often."),
}


def refusal(answer: Answer, now: datetime) -> Failure:
    """The failure that a status of 400 or more is. A server's own trouble passes; most refusals last."""
    message, remedy = _SAID.get(
        answer.status,
        ("has trouble of its own.", "It is tried again later.")
        if answer.status >= 500
        else ("cannot be had.", "Open the address in a browser to see why."),
    )
    is_lasting = answer.status < 500 and answer.status not in (408, 425, 429)
    return Failure(
        Problem(answer.url, "", f"{message} (HTTP {answer.status})", remedy),
        is_lasting,
        answer.status,
        wait_asked(answer.headers.get("retry-after"), now),
    )


def wait_asked(value: str | None, now: datetime) -> float | None:
    """The seconds that a Retry-After header asks for (a number, or a date), a day at most; None if it asks nothing."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(min(int(text[:9]), LONGEST_WAIT))
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    seconds = (until - now).total_seconds() if until.tzinfo else 0.0
    return min(max(seconds, 0.0), LONGEST_WAIT)
