"""Requests that are made again: after a pause that grows, or that the server asks for."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Self

from sarez.intake.answers import Answer, Failure, refusal
from sarez.intake.wire import Limits, Wire

TRIES = 6
LONGEST = 15 * 60.0
"""Seconds: who asks for a longer pause is asked again another day."""
LIMITS = Limits(connect=20.0, read=120.0, total=900.0, bytes=400_000_000)
"""What a page of an API or a list of files may take."""


class Patient:
    """Asks one server, again where it is busy or breaks off. Use it with `with`.

    Headers and forms are never told to anybody: what goes wrong names the address alone.
    """

    def __init__(
        self,
        limits: Limits = LIMITS,
        *,
        tries: int = TRIES,
        pause: float = 1.0,
        sleep: Callable[[float], object] = time.sleep,
        tell: Callable[[str], object] = lambda _: None,
    ) -> None:
        self._wire = Wire(limits)
        self._tries, self._pause, self._sleep, self._tell = tries, pause, sleep, tell

    def ask(
        self, url: str, headers: Mapping[str, str] | None = None, *, form: Mapping[str, str] | None = None
    ) -> Answer | Failure:
        """An answer of 200 to 299, or why there is none in the end. A 401 is told at once, with its status."""
        for attempt in range(self._tries):
            answer = self._wire.ask(url, headers, form=form)
            if isinstance(answer, Answer) and 200 <= answer.status < 300:
                return answer
            failed = refusal(answer, datetime.now(UTC)) if isinstance(answer, Answer) else answer
            wait = failed.wait if failed.wait is not None else self._pause * 2**attempt
            if failed.is_lasting or attempt == self._tries - 1 or wait > LONGEST:
                return failed
            self._tell(f"{failed.problem.message} Asking again in {wait:,.0f} s.")
            self._sleep(wait)
        raise AssertionError("a request is tried at least once")

    def close(self) -> None:
        """Close every connection."""
        self._wire.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
