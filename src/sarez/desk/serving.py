"""Serving a desk: its pages, and beside them a process that reads what waits and one that watches the feeds."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sarez.desk.attendants import Attendants, end_with_parent, feed_on, keep_on, read_on, remind_on, warn_on
from sarez.desk.home import Home
from sarez.errors import SarezError

PORT = 8010
LOOPBACK = ("127.0.0.1", "localhost", "::1")
THREADS = 8
PATIENCE = 120.0  # seconds that the first page may take to come


class ServingError(SarezError):
    """The desk cannot be served so; the message says why."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a desk is served."""

    host: str = "127.0.0.1"
    port: int = PORT

    @property
    def address(self) -> str:
        """The address to open: of the name that a shared desk answers to, else of this machine."""
        names = [name for name in os.environ.get("SAREZ_HOSTS", "").split(",") if name]
        if os.environ.get("SAREZ_HTTPS") == "1" and names:
            return f"https://{names[0]}"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


def serve(place: Place, *, workers: int = 1, announce: Callable[[str], None]) -> None:
    """Serve until Ctrl-C or SIGTERM; `announce` is called with the address once the desk answers."""
    import multiprocessing

    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    _must_be_allowed(place)
    with alone(Home.of_environment(), place.address):
        _must_be_free(place)
        _close_connections()
        multiprocessing.set_start_method("spawn", force=True)
        attendants = Attendants((read_on, feed_on, keep_on, warn_on, *((remind_on,) if _has_mail() else ())))
        server = Granian(
            "sarez.desk.wsgi:application",
            address=place.host,
            port=place.port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=THREADS,
            log_level=LogLevels.error,
            respawn_failed_workers=True,
            workers_kill_timeout=10,
        )
        server.on_startup(attendants.start)
        server.on_startup(lambda: _when_it_answers(place, announce))
        server.on_shutdown(attendants.stop)
        server.serve(target_loader=load_pages, wrap_loader=False)


@contextmanager
def alone(home: Home, address: str = "") -> Iterator[None]:
    """Let no other process serve this desk meanwhile; ServingError where one does."""
    from sarez.desk.turns import hold

    with hold(_lock_of(home), f"{os.getpid()} {address}") as is_ours:
        if not is_ours:
            raise ServingError(_already(home))
        yield


def served_at(home: Home) -> str:
    """The address at which this desk is served now; empty where it is not."""
    from sarez.desk.turns import note_in

    return note_in(_lock_of(home)).partition(" ")[2]


def load_pages() -> Any:
    """The pages, in a process that ends with the one that started it; all is loaded before the first click."""
    end_with_parent()
    from django.urls import get_resolver

    from sarez.desk.wsgi import application
    from sarez.region.region import load_region

    load_region()
    assert get_resolver().url_patterns  # imports every page
    return application


def _when_it_answers(place: Place, announce: Callable[[str], None]) -> None:
    """Tell the address once the sign-in page comes."""

    def wait() -> None:
        if _answers(place):
            announce(place.address)

    threading.Thread(target=wait, daemon=True).start()


def _answers(place: Place) -> bool:
    from http.client import HTTPConnection, HTTPException

    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        host = "127.0.0.1" if place.host == "0.0.0.0" else place.host
        try:
            asked = HTTPConnection(host, place.port, timeout=5)
            asked.request("GET", "/static/desk/sarez.svg", headers={"Host": "localhost"})
            asked.getresponse().read()
            return True
        except (OSError, HTTPException):
            time.sleep(0.1)
    return False


def _must_be_allowed(place: Place) -> None:
    if place.host in LOOPBACK or (os.environ.get("SAREZ_HOSTS") and os.environ.get("SAREZ_HTTPS") == "1"):
        return
    raise ServingError(
        f"{place.host} would open the desk to other machines without encryption. Put a server with TLS in front "
        "of it and set SAREZ_HOSTS to its name and SAREZ_HTTPS=1 (docs/desk.md), or leave --host out."
    )


def _must_be_free(place: Place) -> None:
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((place.host, place.port))
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise ServingError(
                f"Port {place.port} of {place.host} cannot be used: {reason}. Choose another with --port."
            ) from error


def _has_mail() -> bool:
    """Whether an administrator has named a mail server: only then is there a process that sends reminders."""
    return bool(os.environ.get("SAREZ_SMTP_URL"))


def _lock_of(home: Home) -> Path:
    return home.folder / "serve.lock"


def _already(home: Home) -> str:
    from sarez.desk.turns import note_in

    pid, _, address = note_in(_lock_of(home)).partition(" ")
    where = f" at {address}" if address else ""
    return (
        f"This desk is served already{where} (process {pid or 'unknown'}). Stop that one first with Ctrl-C."
    )


def _close_connections() -> None:
    from django.db import connections

    connections.close_all()
