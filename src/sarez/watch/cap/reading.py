"""A message out of XML: what others sent, or our own to see that nothing was lost."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sarez.watch.cap.message import Area, CapError, Message, Reference, Text
from sarez.watch.cap.writing import NAMESPACE

if TYPE_CHECKING:
    from lxml import etree

MOST_BYTES = 1_000_000


def from_cap(data: bytes) -> Message:
    """The message in a CAP 1.2 document: as much of it as ours say. CapError, with what to do, where it is none.

    No entity is expanded and nothing is fetched.
    """
    from lxml import etree

    if len(data) > MOST_BYTES:
        raise CapError(f"This is no alert: it is longer than {MOST_BYTES:,} bytes. Give one message.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise CapError(f"This is no XML: {error}. Give the file as it was sent.") from error
    if root.tag != f"{{{NAMESPACE}}}alert":
        raise CapError(
            "This is no alert of the Common Alerting Protocol 1.2. Give a file whose root is that."
        )
    return _message(root)


def _message(root: etree._Element) -> Message:
    infos = root.findall(f"{{{NAMESPACE}}}info")
    if not infos:
        raise CapError("The alert has no info block, so it says nothing. Ask its sender for one that does.")
    first = infos[0]
    sent = _moment(root, "sent")
    return Message(
        identifier=_text(root, "identifier"),
        sender=_text(root, "sender"),
        sent=sent,
        kind=_text(root, "msgType"),
        restriction=_text(root, "restriction"),
        texts=tuple(_words(info) for info in infos),
        areas=_areas(infos),
        severity=_text(first, "severity"),
        urgency=_text(first, "urgency"),
        certainty=_text(first, "certainty"),
        onset=_moment(first, "onset", sent),
        expires=_moment(first, "expires", sent),
        is_drill=_text(root, "status") != "Actual",
        references=tuple(_reference(told) for told in _text(root, "references").split()),
        parameters=tuple(_pairs(first, "parameter")),
        sender_name=_text(first, "senderName"),
        web=_text(first, "web"),
        contact=_text(first, "contact"),
        note=_text(root, "note"),
    )


def _words(info: etree._Element) -> Text:
    told = (_text(info, name) for name in ("event", "headline", "description", "instruction"))
    return Text(_text(info, "language") or "en-US", *told)


def _areas(infos: list[etree._Element]) -> tuple[Area, ...]:
    """The areas of the first block, with their words in every block that has as many."""
    blocks = [(_text(info, "language"), info.findall(f"{{{NAMESPACE}}}area")) for info in infos]
    found = []
    for n, area in enumerate(blocks[0][1]):
        says = tuple((tongue, _text(areas[n], "areaDesc")) for tongue, areas in blocks if len(areas) > n)
        codes = tuple(value for name, value in _pairs(area, "geocode") if name == "P-CODE")
        found.append(Area(says, codes))
    return tuple(found)


def _reference(told: str) -> Reference:
    parts = told.split(",")
    if len(parts) != 3:
        raise CapError(f"{told!r} is no reference: it is sender,identifier,sent.")
    return Reference(parts[0], parts[1], _time(parts[2]))


def _pairs(parent: etree._Element, name: str) -> list[tuple[str, str]]:
    return [(_text(e, "valueName"), _text(e, "value")) for e in parent.findall(f"{{{NAMESPACE}}}{name}")]


def _text(parent: etree._Element, name: str) -> str:
    return (parent.findtext(f"{{{NAMESPACE}}}{name}") or "").strip()


def _moment(parent: etree._Element, name: str, default: datetime | None = None) -> datetime:
    told = _text(parent, name)
    if not told and default is not None:
        return default
    return _time(told)


def _time(told: str) -> datetime:
    try:
        found = datetime.fromisoformat(told)
    except ValueError as error:
        raise CapError(f"{told!r} is no time. It is written 2022-09-14T08:00:00-00:00.") from error
    if found.tzinfo is None:
        raise CapError(f"{told!r} has no zone. It is written 2022-09-14T08:00:00-00:00.")
    return found
