"""A message into XML."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sarez.watch.cap.message import CERTAINTIES, KINDS, URGENCIES, Area, CapError, Message, Text
from sarez.watch.rules.levels import SEVERITIES

if TYPE_CHECKING:
    from lxml import etree

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
CATEGORY = "Security"
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
_NO_NAME = re.compile(r"[\s,<&]")


def to_cap(message: Message) -> bytes:
    """The message as a CAP 1.2 document in UTF-8, valid against the OASIS schema.

    Scope is always Restricted; status Exercise for a drill, else Actual; one info block for each language. Characters
    that XML cannot hold are left out. CapError where the protocol forbids what the message says.
    """
    from lxml import etree

    if faults := faults_of(message):
        raise CapError(f"The message cannot be sent: {' '.join(faults)}")
    root = etree.Element(f"{{{NAMESPACE}}}alert", nsmap={None: NAMESPACE})
    _add(root, "identifier", message.identifier)
    _add(root, "sender", message.sender)
    _add(root, "sent", stamp(message.sent))
    _add(root, "status", "Exercise" if message.is_drill else "Actual")
    _add(root, "msgType", message.kind)
    _add(root, "scope", "Restricted")
    _add(root, "restriction", message.restriction)
    _add(root, "note", message.note)
    told = (f"{one.sender},{one.identifier},{stamp(one.sent)}" for one in message.references)
    _add(root, "references", " ".join(told))
    for text in message.texts:
        _info(root, message, text)
    whole: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return whole


def faults_of(message: Message) -> list[str]:
    """What the protocol forbids in a message, each with what to do."""
    found = []
    for name, value in (("identifier", message.identifier), ("sender", message.sender)):
        if not value or _NO_NAME.search(value):
            found.append(f"The {name} {value!r} holds spaces, commas, < or &, or nothing: give another.")
    times = [message.sent, message.onset, message.expires, *(one.sent for one in message.references)]
    if any(moment.tzinfo is None for moment in times):
        found.append("A time has no zone: give it one.")
    if message.kind not in KINDS:
        found.append(f"{message.kind!r} is no kind of message: {', '.join(KINDS)}.")
    elif (message.kind == "Alert") == bool(message.references):
        found.append("An Update or Cancel names the message before it, and an Alert names none.")
    if not message.restriction.strip():
        found.append("A restricted message says for whom: give its marking.")
    words = ((message.severity, SEVERITIES), (message.urgency, URGENCIES), (message.certainty, CERTAINTIES))
    found += [f"{word!r} is none of {', '.join(known)}." for word, known in words if word not in known]
    if not message.texts or not message.areas:
        found.append("It needs a text and an area.")
    return found


def stamp(moment: datetime) -> str:
    """A time as the protocol writes it: to the second, with its offset, `-00:00` for UTC."""
    offset = moment.utcoffset()
    if offset is None or offset.seconds % 60 or offset.microseconds:  # zones of old had seconds
        moment = moment.astimezone(UTC)
    told = moment.replace(microsecond=0).isoformat()
    return told.removesuffix("+00:00") + "-00:00" if told.endswith("+00:00") else told


def _info(root: etree._Element, message: Message, text: Text) -> None:
    info = _group(root, "info")
    _add(info, "language", text.language)
    _add(info, "category", CATEGORY)
    _add(info, "event", text.event)
    _add(info, "urgency", message.urgency)
    _add(info, "severity", message.severity)
    _add(info, "certainty", message.certainty)
    _add(info, "onset", stamp(message.onset))
    _add(info, "expires", stamp(message.expires))
    _add(info, "senderName", message.sender_name)
    _add(info, "headline", text.headline)
    _add(info, "description", text.description)
    _add(info, "instruction", text.instruction)
    _add(info, "web", message.web)
    _add(info, "contact", message.contact)
    for name, value in message.parameters:
        _pair(info, "parameter", name, value)
    for area in message.areas:
        _area(info, area, text.language)


def _area(info: etree._Element, area: Area, language: str) -> None:
    says = dict(area.says)
    element = _group(info, "area")
    _add(element, "areaDesc", says.get(language) or next(iter(says.values()), "?"))
    for code in area.pcodes:
        _pair(element, "geocode", "P-CODE", code)


def _pair(parent: etree._Element, name: str, called: str, value: str) -> None:
    element = _group(parent, name)
    _group(element, "valueName").text = _clean(called)
    _group(element, "value").text = _clean(value)


def _add(parent: etree._Element, name: str, text: str) -> None:
    """An element with text; none where there is nothing to say."""
    if text:
        _group(parent, name).text = _clean(text)


def _group(parent: etree._Element, name: str) -> etree._Element:
    from lxml import etree

    return etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)
