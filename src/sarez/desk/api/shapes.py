"""The records as JSON: the same keys here, in JSON Lines and in the reference page. Ids are stable."""

from __future__ import annotations

from typing import Any

from sarez.desk.accounts import markings
from sarez.desk.accounts.viewers import FOREVER
from sarez.desk.dialogue import kept_told
from sarez.desk.events.models import Claim, Version
from sarez.desk.reports.models import Report, Source
from sarez.desk.warnings import told as warnings_told

REPORT = {
    "id": "the report's number, for good",
    "title": "the title, or the first line",
    "source": "number, name and reliability (A–F) of the source; a sealed one by its label alone",
    "url": "where it was published; null for a sealed source",
    "published": "ISO date as precise as known",
    "known_at": "when the desk learned it",
    "language": "ISO 639-1",
    "marking": "TLP 2.0",
    "credibility": "1–6",
    "state": "waiting, read, failed or reviewed",
    "story": "of a single report: the first that tells it in the same words, or null",
    "text": "of a single report: the text as received",
    "claims": "of a single report: its claims",
}
WARNING = warnings_told.FIELDS | {"clock": "how it stands: " + ", ".join(warnings_told.CLOCK)}
ENTRY = {
    "id": "the entry's number, for good",
    "kind": "event, engagement, commitment or person",
    "title": "a line that names it",
    "date": "ISO date as precise as told",
    "decision": "proposed or accepted",
    "marking": "the highest TLP 2.0 marking of what this version rests on",
    "known_from": "since when it has stood like this",
    "known_to": "until when it stood like this; null if it still does",
    "reports": "how many reports tell it",
    "stories": "how many texts tell it, copies counted once",
    "lat": "latitude of the place",
    "lon": "longitude of the place",
    "admin1": "the province of the place",
    "values": "what is shown of each field: value, the claim it is from, why it was chosen, how many rivals it has",
    "kept": "of a single engagement or commitment: what the desk keeps on it, as far as the caller may see; else null",
}
KEPT = kept_told.FIELDS
CLAIM = {
    "id": "the claim's number, for good",
    "entry": "the entry it was laid to",
    "report": "the report that says it",
    "kind": "as the entry's",
    "values": "as in gold/GUIDE.md",
    "sentence": "the words it rests on",
    "evidence": "[start, end] in characters of the report's text, the best first",
    "confidence": "the reader's, 0–1",
    "credibility": "1–6",
    "marking": "TLP 2.0",
    "decision": "proposed, accepted, rejected or replaced",
    "decided_by": "who decided",
    "author": "the person who coded it; empty for a reader's proposal",
    "known_at": "when the desk learned it",
    "replaces": "the claim it corrects",
}


def source(of: Source) -> dict[str, Any]:
    """A source; a sealed one by its label alone."""
    told = {"id": of.pk, "name": of.name, "reliability": of.reliability, "is_sealed": of.is_sealed}
    return told if of.is_sealed else told | {"country": of.country, "licence": of.licence}


def report(of: Report) -> dict[str, Any]:
    """A report without its text."""
    return {
        "id": of.pk,
        "title": of.title,
        "source": source(of.source),
        "url": None if of.source.is_sealed else of.url or None,
        "published": of.published or None,
        "known_at": of.known_at,
        "language": of.language or None,
        "marking": markings.name_of(of.marking),
        "credibility": of.credibility,
        "state": of.state,
    }


def entry(of: Version) -> dict[str, Any]:
    """An entry as it stands for a viewer."""
    return {
        "id": of.entry_id,
        "kind": of.kind,
        "title": of.title,
        "date": of.date or None,
        "decision": of.decision,
        "marking": markings.name_of(of.low),
        "known_from": of.known_from,
        "known_to": None if of.known_to >= FOREVER else of.known_to,
        "reports": of.reports,
        "stories": of.stories,
        "lat": of.lat,
        "lon": of.lon,
        "admin1": of.admin1 or None,
        "values": of.values,
    }


def described() -> dict[str, Any]:
    """A single entry as OpenAPI describes it."""

    def of(fields: dict[str, str]) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {name: {"description": said} for name, said in fields.items()},
        }

    every = [
        of(fields) | {"title": f"Kept on a {kind}" if kind[0] == "c" else f"Kept on an {kind}"}
        for kind, fields in KEPT.items()
    ]
    schema = of(ENTRY)
    schema["properties"]["kept"] |= {"anyOf": [*every, {"type": "null"}]}
    content = {"application/json": {"schema": schema}}
    return {"responses": {200: {"description": "The entry", "content": content}}}


def claim(of: Claim) -> dict[str, Any]:
    """A claim, without why it was laid to its entry: that may tell of another."""
    return {
        "id": of.pk,
        "entry": of.entry_id,
        "report": of.report_id,
        "kind": of.kind,
        "values": of.values,
        "sentence": of.sentence,
        "evidence": of.evidence,
        "confidence": of.confidence,
        "credibility": of.credibility,
        "marking": markings.name_of(of.marking),
        "decision": of.decision,
        "decided_by": of.decided_by or None,
        "author": of.author or None,
        "known_at": of.known_at,
        "replaces": of.replaces_id,
    }
