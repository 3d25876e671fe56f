"""Records as they leave: the keys of the API, each entry with the reports it rests on; a chunk at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.api import shapes
from sarez.desk.dialogue.kept_told import KINDS as KEPT
from sarez.desk.dialogue.kept_told import kept_told
from sarez.desk.events.models import Claim, Version
from sarez.desk.events.spells import as_known
from sarez.desk.events.versions import FIELDS
from sarez.desk.exports import kept
from sarez.desk.exports.gate import REPORT, WARNING
from sarez.desk.reports.states import as_stood
from sarez.desk.warnings.listing import shaped

STEP = 500
_REPORT = [
    "id",
    "title",
    "source",
    "url",
    "published",
    "known_at",
    "language",
    "marking",
    "credibility",
    "state",
]
_WARNING = """id kind title unit issue level level_word first last probability probability_word rationale alternatives would_change
opportunities evidence issued issued_by expires supersedes why chain is_exercise marking state delivered outcome""".split()
_BEFORE = ["id", "title"]
_AFTER = "lat lon admin1 decision marking known_from reports stories sources sentence".split()
_OWN = {"title": "own_title"}  # an engagement's own title, beside the line that names it


def records(kind: str, found: QuerySet[Any], viewer: Viewer) -> Iterator[dict[str, Any]]:
    """The records one by one."""
    every = iter(found.iterator(chunk_size=STEP))
    while chunk := list(islice(every, STEP)):
        if kind == WARNING:
            yield from shaped(chunk, viewer)
            continue
        yield from _reports(chunk, viewer) if kind == REPORT else _entries(kind, chunk, viewer)


def _reports(chunk: Sequence[Any], viewer: Viewer) -> Iterator[dict[str, Any]]:
    for report in as_stood(chunk, viewer):
        yield shapes.report(report) | {"text": report.text}


def _entries(kind: str, chunk: Sequence[Version], viewer: Viewer) -> Iterator[dict[str, Any]]:
    told: dict[int, list[Claim]] = {}
    claims = Claim.objects.seen_by(viewer).filter(entry__in=[v.entry_id for v in chunk])
    claims = claims.select_related("report__source").defer("report__text", "report__notes")
    known = as_known(claims, viewer)
    as_stood((claim.report for claim in known), viewer)
    for claim in known:
        told.setdefault(claim.entry_id, []).append(claim)
    beside = kept_told(kind, chunk, viewer)
    for version in chunk:
        own = told.get(version.entry_id, [])
        yield (
            shapes.entry(version)
            | {
                "first": version.first,
                "last": version.last,
                "claims": [shapes.claim(c) | {"of": shapes.report(c.report)} for c in own],
            }
            | ({"kept": beside[version.entry_id]} if kind in KEPT else {})
        )


def columns(kind: str) -> list[str]:
    """The columns of a table of a kind."""
    if kind == REPORT:
        return _REPORT
    if kind == WARNING:
        return _WARNING
    return [*_BEFORE, *(_OWN.get(name, name) for name in FIELDS[kind]), *_AFTER, *kept.columns(kind)]


def cells(kind: str, record: dict[str, Any]) -> list[Any]:
    """A record as the cells of a table."""
    if kind == WARNING:
        flat = _flat_warning(record)
    else:
        flat = _flat_report(record) if kind == REPORT else _flat_entry(kind, record)
    return [flat.get(name) for name in columns(kind)]


def _flat_warning(record: dict[str, Any]) -> dict[str, Any]:
    clock, before = record["clock"], record["supersedes"] or {}
    closed = [turn["outcome"] for turn in clock["turns"] if turn["kind"] == "closed"]
    return record | {
        "level": record["level"]["name"],
        "level_word": record["level"]["word"],
        **record["window"],
        "probability": record["probability"]["value"],
        "probability_word": record["probability"]["word"],
        "evidence": kept.JOINT.join(record["evidence"]),
        "issued": record["issued"]["at"],
        "issued_by": record["issued"]["by"],
        "supersedes": before.get("id"),
        "why": before.get("why"),
        "state": clock["state"],
        "delivered": f"{clock['delivered']['came']} of {clock['delivered']['of']}",
        "outcome": closed[0] if closed else None,
    }


def _flat_report(record: dict[str, Any]) -> dict[str, Any]:
    return record | {"source": _named(record["source"]), "known_at": record["known_at"].isoformat()}


def _flat_entry(kind: str, record: dict[str, Any]) -> dict[str, Any]:
    values = {name: record["values"].get(name, {}).get("value") for name in FIELDS[kind]}
    own = {
        _OWN.get(name, name): kept.JOINT.join(map(str, value)) if isinstance(value, list) else value
        for name, value in values.items()
    }
    of = [claim["of"] for claim in record["claims"]]
    sources = dict.fromkeys(f"{_named(r['source'])}, {r['published'] or '?'}" for r in of)
    sentence = next((c["sentence"] for c in record["claims"] if c["sentence"]), "")
    more = {
        "sources": kept.JOINT.join(sources),
        "sentence": sentence,
        "known_from": record["known_from"].isoformat(),
    }
    return record | own | more | kept.cells(record.get("kept"))


def _named(source: dict[str, Any]) -> str:
    return f"{source['name']} ({source['reliability']})"
