"""What a site's robots.txt allows. Asked once a day for each site, and kept in mind."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from sarez.intake.answers import Answer, Failure, failure
from sarez.intake.wire import AGENT

MOST = 512_000
"""Bytes of a robots.txt that are read (RFC 9309 asks for 500 kB at least); a longer one is no rules."""
A_DAY, A_WHILE = 24 * 3600.0, 600.0
LONGEST_DELAY = 30.0


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site allows: `parser` is None where all is allowed, `failure` says why nothing is for now."""

    parser: RobotFileParser | None = None
    failure: Failure | None = None

    def refuses(self, url: str) -> Failure | None:
        """Why an address must not be asked; None where it may."""
        if self.failure is not None:
            return self.failure
        if self.parser is None or self.parser.can_fetch(AGENT, url):
            return None
        return failure(
            url,
            "asks programs to stay away (robots.txt).",
            "Ask the site for permission, or add its reports by hand.",
            is_lasting=True,
        )

    @property
    def delay(self) -> float:
        """The seconds that the site asks to leave between two requests, half a minute at most."""
        asked = self.parser.crawl_delay(AGENT) if self.parser else None
        return min(float(asked or 0), LONGEST_DELAY)


def rules_of(answer: Answer | Failure) -> Rules:
    """The rules in what a site answers for /robots.txt: none there allows all, trouble allows nothing for now."""
    if isinstance(answer, Failure):
        return Rules() if answer.is_lasting else Rules(failure=_of_robots(answer))
    parser = RobotFileParser()
    parser.parse(answer.body.decode("utf-8", "replace").splitlines())
    return Rules(parser)


def _of_robots(answer: Failure) -> Failure:
    """A site's trouble, said of what it is trouble with."""
    if answer.status is None:
        return answer
    told = f"cannot say what it allows programs: its robots.txt {answer.problem.message}"
    return replace(answer, problem=replace(answer.problem, message=told))


class Robots:
    """The rules of each site that was asked; `get` fetches a robots.txt."""

    def __init__(
        self, get: Callable[[str], Answer | Failure], *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._get, self._clock = get, clock
        self._known: dict[str, tuple[float, Rules]] = {}

    def of(self, url: str) -> Rules:
        """The rules of the site that an address lies on."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        until, rules = self._known.get(site, (0.0, Rules()))
        if self._clock() >= until:
            rules = rules_of(self._get(f"{site}/robots.txt"))
            self._known[site] = (self._clock() + (A_WHILE if rules.failure else A_DAY), rules)
        return rules
