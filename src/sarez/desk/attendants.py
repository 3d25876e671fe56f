"""The processes beside the pages: one reads what waits, one fetches the feeds that are due, one keeps the
tables that watching is done on, one sends warnings and runs their rules, one sends reminders."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sarez.errors import Problem

READING_PAUSE, WATCH_PAUSE = 1.0, 1.0  # seconds
KEEPING_PAUSE = 5.0  # seconds
SHARE = 10  # parts of its time that keeping tables leaves to others, for each that it takes
DELIVERING_PAUSE = 2.0  # seconds: a warning leaves at once
RULES_PAUSE = 900.0  # seconds between two looks whether the record has changed
FIRST_LOOK = 60.0  # seconds: the pages come first
REMINDING_PAUSE = 60.0  # seconds: a message comes within a minute of its time
LOWER = 5  # how far what takes long stands back from the pages where the processor is short (POSIX)
AT_A_TIME = 16  # reports read before another process may have its turn
_log = logging.getLogger(__name__)


class Attendants:
    """The processes beside the pages, started anew when one ends by itself."""

    def __init__(self, works: Iterable[Callable[[], None]]) -> None:
        self._works = list(works)
        self._running: list[Any] = []
        self._is_over = threading.Event()

    def start(self) -> None:
        """Start each, and watch over them."""
        self._running = [_started(work) for work in self._works]
        threading.Thread(target=self._watch, daemon=True).start()

    def stop(self) -> None:
        """End them; whatever they were at is whole or not there, since each step is one transaction."""
        self._is_over.set()
        for process in self._running:
            process.terminate()
        for process in self._running:
            process.join(5)

    def _watch(self) -> None:
        while not self._is_over.wait(WATCH_PAUSE * 5):
            for i, process in enumerate(self._running):
                if not process.is_alive() and not self._is_over.is_set():
                    _log.error("%s ended with %s; started anew.", process.name, process.exitcode)
                    self._running[i] = _started(self._works[i])


def _started(work: Callable[[], None]) -> Any:
    import multiprocessing

    process = multiprocessing.get_context("spawn").Process(target=work, name=work.__name__, daemon=True)
    process.start()
    return process


def read_on() -> None:
    """Read what waits, again and again; the model is loaded when the first report comes."""
    _stand_back()
    _begin()
    from sarez.desk.inbox import read_in_turn

    reader = Reading()
    _again(lambda: bool(read_in_turn(reader.read_all, AT_A_TIME)), READING_PAUSE)


class Reading:
    """A reader that is loaded when it is first needed."""

    def __init__(self) -> None:
        self._reader: Any = None

    def read_all(self, items: Iterable[Any]) -> Iterator[Any]:
        """Read each report; a `Problem` for one that makes the reader fail."""
        for item in items:
            if self._reader is None:
                from sarez.reading.reader import load_reader

                self._reader = load_reader()
            try:
                yield item, self._reader.read(item)
            except Exception as error:  # one report made the reader fail: the others are read
                yield Problem(item.file, "", f"made the reader fail ({type(error).__name__}: {error}).", "")


def feed_on() -> None:
    """Fetch the feeds that are due, again and again."""
    _begin()
    from sarez.desk.reports import feeds

    feeds.watch()


def keep_on() -> None:
    """Keep what is watched as the record goes on: its tables and the outlooks of today; what takes long is done seldom."""
    _stand_back()
    _begin()
    from sarez.desk.warnings.outlook.asking import renew_all

    def step() -> bool:
        begun = time.monotonic()
        renew_all()
        time.sleep(SHARE * (time.monotonic() - begun))
        return False

    _again(step, KEEPING_PAUSE)


def remind_on() -> None:
    """Send the reminders that are due, again and again."""
    _begin()
    from django.utils import timezone

    from sarez.desk.dialogue.follow_up.mailing import MailError, post
    from sarez.desk.dialogue.follow_up.reminding import round_of

    def step() -> bool:
        try:
            server = post()
        except MailError as error:
            _log.error("%s", error)
            return False
        if server is not None:
            round_of(timezone.now(), server)
        return False

    _again(step, REMINDING_PAUSE)


def warn_on() -> None:
    """Send the warnings that people have issued, and let the rules propose others: once a day and as the record changes."""
    _begin()
    from django.utils import timezone

    from sarez.desk.warnings import proposing
    from sarez.desk.warnings.delivery.round import deliver

    looked = time.monotonic() - RULES_PAUSE + FIRST_LOOK

    def step() -> bool:
        nonlocal looked
        done = deliver()
        if time.monotonic() - looked > RULES_PAUSE:
            begun, now = time.monotonic(), timezone.now()
            if proposing.is_due(now):
                proposing.run(now.date(), now)
            looked = time.monotonic() + SHARE * (time.monotonic() - begun)
        return bool(done.sent)

    _again(step, DELIVERING_PAUSE)


def _again(step: Callable[[], bool], pause: float) -> None:
    """Take one step after another, with a pause where there was nothing to do or the database did not answer."""
    from django.db import DatabaseError, close_old_connections, connection

    while True:
        try:
            close_old_connections()
            has_worked = step()
        except (DatabaseError, OSError) as error:
            _log.error("%s; tried again in a moment.", error)
            connection.close()
            has_worked = False
        if not has_worked:
            time.sleep(pause)


def _begin() -> None:
    """Ctrl-C reaches every process of the terminal; the one that serves alone answers it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    end_with_parent()
    from sarez.desk import start

    start()


def _stand_back() -> None:
    """Leave the processor to the pages where it is short: for what takes long and nobody waits for."""
    if hasattr(os, "nice"):
        os.nice(LOWER)


def end_with_parent() -> None:
    """End this process when the one that started it has ended, whatever ended that."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(WATCH_PAUSE)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
