"""The outlook for a page: what is kept, or made beside while the page says so."""

from __future__ import annotations

import logging
from threading import Lock, Thread

from django.db import connections

from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.turns import hold
from sarez.desk.warnings.outlook import making
from sarez.desk.warnings.outlook.shelf import Outlook, folder, name_of, outlook
from sarez.desk.warnings.watched import shelf
from sarez.desk.warnings.watched.renewing import renew

PATIENCE = 0.15
"""Seconds that a page waits for what is quickly made, before it says that it is being made."""
BESIDE = True
"""Whether pages leave the making to others; where not, each brings the outlook up to the record itself."""
_log = logging.getLogger(__name__)
_making: dict[tuple[int, str], Thread] = {}
_guard = Lock()


def asked_for(viewer: Viewer) -> Outlook | None:
    """The outlook for a viewer; None while it is being made, which the page then says."""
    found = outlook(viewer)
    if not BESIDE:
        return _fresh(viewer, found)
    if found is not None:
        return found
    worker = _begun(viewer)
    worker.join(PATIENCE)
    return outlook(viewer)


def renew_all() -> None:
    """Bring the tables and the outlooks of today to what the record holds, for each clearance that somebody has."""
    kept = renew() or shelf.kept()
    if kept is None:
        return
    for clearance in sorted(set(User.objects.filter(is_active=True).values_list("clearance", flat=True))):
        viewer = Viewer(clearance)
        stands = outlook(viewer)
        if stands is None or stands.generation != kept.generation or stands.day < making.today():
            making.make(kept, viewer)


def _fresh(viewer: Viewer, found: Outlook | None) -> Outlook | None:
    kept = renew()
    if kept is None or (found is not None and found.generation == kept.generation):
        return found
    return making.make(kept, Viewer(viewer.clearance, viewer.as_of))


def _begun(viewer: Viewer) -> Thread:
    key = (viewer.clearance, name_of(viewer))
    with _guard:
        worker = _making.get(key)
        if worker is None or not worker.is_alive():
            worker = _making[key] = Thread(target=_make, args=(viewer,), daemon=True)
            worker.start()
    return worker


def _make(viewer: Viewer) -> None:
    """Make an outlook in a thread of its own, one at a time of a kind on the whole desk."""
    at = folder(viewer.clearance)
    at.mkdir(mode=0o700, parents=True, exist_ok=True)
    own = Viewer(viewer.clearance, viewer.as_of)
    try:
        with hold(at / f"{name_of(viewer)}.lock") as is_ours:
            kept = (shelf.kept() or renew()) if is_ours else None
            if kept is not None:
                making.make(kept, own)
    except Exception:
        _log.exception("The outlook could not be made.")
    finally:
        connections.close_all()
