"""How far long work has come, on standard error, and only where a person looks on."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

PATIENCE = 1.5  # seconds of silence before a bar is shown

_T = TypeVar("_T")


def followed(items: Iterable[_T], *, total: int | None, what: str, is_shown: bool) -> Iterator[_T]:
    """Pass items on, with a bar once they take longer than a moment. `total` is None where nobody knows."""
    if not (is_shown and sys.stderr.isatty()):
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(what, total=total)
    begun = time.monotonic()
    try:
        for item in items:
            bar.advance(task)
            if not bar.live.is_started and time.monotonic() - begun > PATIENCE:
                bar.start()
            yield item
    finally:
        if bar.live.is_started:
            bar.stop()
