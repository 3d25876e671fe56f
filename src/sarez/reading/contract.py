"""A reading as the JSON contract, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

from sarez.errors import SarezError
from sarez.reading.records import (
    Commitment,
    Engagement,
    Event,
    Evidence,
    Passage,
    Person,
    Place,
    Reader,
    Reading,
)

# Keys in the order of gold/GUIDE.md; what the contract adds stands beside what it explains, or last.
_KEYS: dict[type, tuple[str, ...]] = {
    Person: ("name", "position", "organization", "country", "aliases", "evidence", "confidence"),
    Event: (
        "type", "actor", "recipient", "date", "date_reason", "place", "country", "issues", "status",
        "killed", "injured", "sentence", "evidence", "confidence",
    ),
    Engagement: (
        "kind", "title", "date", "date_end", "date_reason", "place", "country", "organizers", "participants",
        "people", "issues", "status", "sentence", "evidence", "confidence",
    ),
    Commitment: ("parties", "text", "due", "date_reason", "modality", "sentence", "evidence", "confidence"),
    Place: ("name", "lat", "lon", "country", "admin1", "kind", "evidence"),
    Passage: ("start", "end", "language", "role"),
    Reader: ("name", "version", "model", "model_sha256"),
    Evidence: ("start", "end"),
}  # fmt: skip
_HEAD = ("file", "url", "publisher", "title", "language", "published")
_LISTS: tuple[tuple[str, type], ...] = (
    ("people", Person),
    ("events", Event),
    ("engagements", Engagement),
    ("commitments", Commitment),
    ("places", Place),
    ("passages", Passage),
)
# What a record has where the contract's key is missing, as in an annotation made by hand.
_ABSENT: dict[str, Any] = {
    "confidence": 1.0,
    "modality": "agreed",
    "status": "occurred",
    "language": "en",
    "sentence": "",
}
_TUPLES = frozenset(
    {"actor", "recipient", "issues", "organizers", "participants", "people", "parties", "aliases"}
)
_REQUIRED = frozenset(
    {"file", "type", "kind", "text", "start", "end", "lat", "lon", "role", "version", "model"}
)
_T = TypeVar("_T")


def to_dict(reading: Reading) -> dict[str, Any]:
    """The reading as plain data, with the keys of the coding guide in its order and those of the contract."""
    out: dict[str, Any] = {key: getattr(reading, key) for key in _HEAD}
    for key, kind in _LISTS:
        out[key] = [_record(kind, record) for record in getattr(reading, key)]
    out["reader"] = _record(Reader, reading.reader)
    out["note"] = reading.note
    return out


def to_json(reading: Reading) -> str:
    """The reading as one line of JSON without its line end; the same reading gives the same bytes."""
    return json.dumps(to_dict(reading), ensure_ascii=False, allow_nan=False)


def from_dict(data: Mapping[str, Any]) -> Reading:
    """The reading that plain data of the contract stands for; an annotation of the guide will do.

    Keys that the contract does not know are ignored. Raises SarezError where a key is lacking or no list
    stands where one must.
    """
    lists: dict[str, Any] = {
        key: tuple(_made(kind, item, key) for item in _items(data, key)) for key, kind in _LISTS
    }
    reader = data.get("reader") or {"name": "unknown", "version": "", "model": "none"}
    head: dict[str, Any] = {key: _value(key, data, "the reading") for key in _HEAD}
    return Reading(
        **head,
        reader=_made(Reader, reader, "reader"),
        note=data.get("note"),
        **lists,
    )


def _record(kind: type, record: object) -> dict[str, Any]:
    return {key: _plain(key, getattr(record, key)) for key in _KEYS[kind]}


def _plain(key: str, value: Any) -> Any:
    if key == "evidence":
        return [_record(Evidence, span) for span in value]
    if key == "confidence":
        return round(value, 3)
    return list(value) if isinstance(value, tuple) else value


def _made(kind: type[_T], data: Any, where: str) -> _T:
    if not isinstance(data, Mapping):
        raise SarezError(f"This is no reading: {where} holds something that is no record.")
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    return kind(**{name: _value(name, data, where) for name in names})


def _value(name: str, data: Mapping[str, Any], where: str) -> Any:
    if name == "evidence":
        return tuple(_made(Evidence, item, where) for item in _items(data, name))
    if name in _TUPLES:
        return tuple(_items(data, name))
    if name in data:
        return data[name]
    if name in _REQUIRED:
        raise SarezError(f"This is no reading: {where} lacks “{name}”.")
    return _ABSENT.get(name)


def _items(data: Mapping[str, Any], key: str) -> list[Any]:
    items = data.get(key)
    if items is not None and not isinstance(items, list):
        raise SarezError(f"This is no reading: “{key}” must be a list.")
    return items or []
