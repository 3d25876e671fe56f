"""Who is at it: locks that end with the process that holds them, whatever ends it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

READING = 7_237_042_613
"""The number of the reading turn among PostgreSQL's advisory locks."""


@contextmanager
def hold(path: Path, note: str = "", *, is_patient: bool = False) -> Iterator[bool]:
    """Hold the lock of this file while inside; whether it was free. A patient caller waits until it is.

    `note` is kept in the file for those who come second (`note_in`).
    """
    with _opened(path) as stream:
        if not _lock(stream, is_patient):
            yield False
            return
        stream.seek(0)
        stream.truncate()
        stream.write(note)
        stream.flush()
        try:
            yield True
        finally:
            stream.seek(0)
            stream.truncate()


def note_in(path: Path) -> str:
    """What the holder of a lock wrote into it; empty where nobody holds it."""
    if not path.exists():
        return ""
    with _opened(path) as stream:
        return "" if _lock(stream, False) else stream.read()


@contextmanager
def reading_turn(*, is_patient: bool = False) -> Iterator[bool]:
    """The turn to read what waits: one process of a desk has it, so that nothing is read twice."""
    from django.conf import settings
    from django.db import connection

    if connection.vendor != "postgresql":
        with hold(settings.HOME.folder / "reading.lock", is_patient=is_patient) as is_mine:
            yield is_mine
        return
    with connection.cursor() as cursor:
        verb = "pg_advisory_lock" if is_patient else "pg_try_advisory_lock"
        cursor.execute(f"SELECT {verb}(%s)", [READING])
        is_mine = bool(is_patient or cursor.fetchone()[0])
    try:
        yield is_mine
    finally:
        if is_mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [READING])


def _opened(path: Path) -> IO[str]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    return os.fdopen(handle, "r+", encoding="utf-8")


def _lock(stream: IO[str], is_patient: bool) -> bool:
    """Lock an open file; the system lets go when the process ends. Where there is no such lock, all goes ahead."""
    try:
        import fcntl
    except ImportError:  # Windows
        return True
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | (0 if is_patient else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True
