"""An Atom feed of the warnings that a viewer may see: each message of a chain an entry, the latest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from django.utils.translation import gettext as _

from sarez.desk.accounts import markings
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.events.wording import language
from sarez.desk.warnings.feed.cap import MEDIA as CAP
from sarez.desk.warnings.feed.cap import identifier
from sarez.desk.warnings.levels import level_of, odds, percent, title_of
from sarez.desk.warnings.models import Warning
from sarez.desk.warnings.models.warnings import CANCEL, UPDATE

MEDIA = "application/atom+xml; charset=utf-8"
NAMESPACE = "http://www.w3.org/2005/Atom"
MOST = 100


def shown(viewer: Viewer) -> list[Warning]:
    """The warnings in a viewer's feed."""
    return list(Warning.objects.seen_by(viewer)[:MOST])


def atom(warnings: Sequence[Warning], desk: str, made: datetime) -> bytes:
    """The feed as a document. `desk` is where the desk is served."""
    base = desk.rstrip("/")
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(f"{{{NAMESPACE}}}feed")
    _add(root, "title", _("Warnings of the desk"))
    _add(root, "id", f"{base}/warnings")
    _add(root, "updated", _stamp(warnings[0].known_from if warnings else made))
    _add(root, "link", href=f"{base}/warnings")
    author = _add(root, "author")
    _add(author, "name", "Sarez")
    for warning in warnings:
        _entry(root, warning, base)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _entry(root: ET.Element, warning: Warning, base: str) -> None:
    entry, level, tongue = _add(root, "entry"), level_of(warning.level), language()
    kind = {UPDATE: _("Update"), CANCEL: _("Cancelled")}.get(warning.kind, "")
    exercise = _("EXERCISE") if warning.is_exercise else ""
    parts = [exercise, kind, f"{level.colour.told(tongue)}: {level.word.told(tongue)}", title_of(warning)]
    _add(entry, "title", f"[{markings.name_of(warning.marking)}] {' · '.join(filter(None, parts))}")
    _add(entry, "id", f"urn:sarez:{identifier(warning)}")
    _add(entry, "updated", _stamp(warning.known_from))
    _add(entry, "published", _stamp(warning.known_from))
    _add(entry, "link", rel="alternate", href=f"{base}/warnings/{warning.number}")
    _add(entry, "link", rel="enclosure", type=CAP, href=f"{base}/warnings/{warning.number}/cap.xml")
    _add(entry, "category", term=warning.level, label=level.word.told(tongue))
    said = [warning.why, warning.rationale, f"{odds(warning.probability)} ({percent(warning.probability)})", f"{warning.first} – {warning.last}"]  # fmt: skip
    _add(entry, "summary", "\n".join(filter(None, said)))


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
    if text:
        made.text = "".join(c for c in text if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff"))  # fmt: skip
    return made


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
