"""The page on which anyone verifies a certificate in a browser: one file, no network, with or without an institution's keys."""

from __future__ import annotations

from importlib import resources

from sarez.desk.training.credentials.keys import KeyRing, write_ring


def page(ring: KeyRing | None = None) -> str:
    """The page as one HTML file. With a ring it also says whether a key is one of those published."""
    room = resources.files("sarez.desk.training.credentials.page")
    html, script = (room.joinpath(name).read_text("utf-8") for name in ("verify.html", "verify.js"))
    keys = write_ring(ring).strip() if ring else "null"
    return html.replace("{{ keys }}", keys.replace("<", "\\u003c")).replace("{{ script }}", script)
