"""Addresses to bytes, with good manners: robots.txt heeded, a pause between requests to one site, few redirects."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Self
from urllib.parse import urljoin, urlsplit

from sarez.intake.answers import Answer, Failure, failure, refusal
from sarez.intake.robots import MOST, Robots
from sarez.intake.wire import Limits, Wire, target_of

PAUSE = 2.0
"""Seconds between two requests to one host."""
MOST_REDIRECTS = 5
_MOVED = frozenset({301, 302, 303, 307, 308})


class Fetcher:
    """Fetches addresses one after the other. Use it with `with`, or close it."""

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        pause: float = PAUSE,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._wire = Wire(limits, clock=clock)
        self._robots = Robots(self._robots_txt, clock=clock)
        self._pause, self._clock, self._sleep = pause, clock, sleep
        self._asked: dict[str, float] = {}

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer | Failure:
        """What lies at an address (200 or, to a conditional request, 304), or why there is nothing."""
        here = url
        for _ in range(MOST_REDIRECTS + 1):
            answer = self._one(here, headers or {})
            if isinstance(answer, Failure) or answer.status not in _MOVED:
                return _settled(answer)
            here = _next(here, answer)
        return failure(
            url,
            "sends one on and on to other addresses.",
            "Look up its address on the site.",
            is_lasting=True,
        )

    def close(self) -> None:
        """Close every connection."""
        self._wire.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _one(self, url: str, headers: Mapping[str, str]) -> Answer | Failure:
        target = target_of(url)
        if isinstance(target, Failure):
            return target
        rules = self._robots.of(url)
        if refused := rules.refuses(url):
            return refused
        self._wait(url, max(self._pause, rules.delay if self._pause else 0.0))
        return self._wire.ask(url, headers)

    def _wait(self, url: str, pause: float) -> None:
        host = urlsplit(url).netloc
        early = self._asked.get(host, -pause) + pause - self._clock()
        if early > 0:
            self._sleep(early)
        self._asked[host] = self._clock()

    def _robots_txt(self, url: str) -> Answer | Failure:
        for _ in range(MOST_REDIRECTS + 1):
            answer = self._wire.ask(url, most=MOST)
            if isinstance(answer, Failure) or answer.status not in _MOVED:
                return _settled(answer)
            url = _next(url, answer)
        return failure(url, "sends one on and on.", "", is_lasting=True)


def _next(url: str, answer: Answer) -> str:
    """Where a redirect leads; an address that is none is refused when it is asked."""
    try:
        return urljoin(url, answer.headers.get("location", ""))
    except ValueError:
        return ""


def _settled(answer: Answer | Failure) -> Answer | Failure:
    """An answer that is of use, else its failure."""
    if isinstance(answer, Answer) and not (200 <= answer.status < 300 or answer.status == 304):
        return refusal(answer, datetime.now(UTC))
    return answer
