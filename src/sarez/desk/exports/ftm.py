"""FollowTheMoney entities: events, people, bodies and the articles that document them; a mapping of our own.

Ids are `sarez-` and the number on the record, so that two exports of one desk meet. The banner is a Note.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import resources
from typing import Any, BinaryIO

from sarez.desk.events.wording import party_name
from sarez.desk.exports.gate import REPORT
from sarez.desk.exports.lines import line
from sarez.desk.exports.manifest import Manifest
from sarez.region.region import load_region

_SIDES = ("actor", "recipient", "participants", "parties")


def write_ftm(stream: BinaryIO, manifest: Manifest, records: Iterable[dict[str, Any]]) -> int:
    """Write an entity a line; how many records they come from."""
    about = "\n".join(f"{label}: {said}" for label, said in manifest.lines)
    name = f"{manifest.banner} · Sarez"
    stream.write(
        line(entity(f"sarez-export-{manifest.made:%Y%m%d%H%M%S}", "Note", name=name, description=about))
    )
    known: set[str] = set()
    done = 0
    for done, record in enumerate(records, start=1):  # noqa: B007
        for made in entities(manifest.kind, record):
            if made["id"] not in known or made["schema"] in ("Event", "Person"):
                stream.write(line(made))
            if made["schema"] in ("PublicBody", "Organization", "Article"):
                known.add(made["id"])
    return done


def entities(kind: str, record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The entities that one record makes; what it refers to comes first."""
    if kind == REPORT:
        yield article(record, record.get("text"))
        return
    values = {name: choice["value"] for name, choice in record["values"].items()}
    for code in dict.fromkeys(c for role in (*_SIDES, "organizers") for c in values.get(role) or ()):
        yield party(code)
    own = _person(record, values) if kind == "person" else _event(kind, record, values)
    yield own
    for claim in record["claims"]:
        document = article(claim["of"])
        yield document
        yield entity(
            f"sarez-claim-{claim['id']}",
            "Documentation",
            entity=own["id"],
            document=document["id"],
            summary=claim["sentence"],
            role=claim["decision"],
        )


def _person(record: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    body = values.get("organization")
    position = ", ".join(filter(None, (values.get("position"), body)))
    return entity(
        _id("entry", record),
        "Person",
        name=values.get("name"),
        alias=values.get("aliases"),
        position=position,
        country=state(values.get("country")),
    )


def _event(kind: str, record: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    due = values.get("due") if kind == "commitment" else values.get("date")
    sides = [_party_id(code) for role in _SIDES for code in values.get(role) or ()]
    return entity(
        _id("entry", record),
        "Event",
        name=record["title"],
        summary=values.get("text"),
        startDate=due,
        endDate=values.get("date_end"),
        location=values.get("place"),
        country=state(values.get("country")),
        involved=list(dict.fromkeys(sides)),
        organizer=[_party_id(code) for code in values.get("organizers") or ()],
        keywords=[
            kind,
            *filter(None, (values.get("type"), values.get("kind"))),
            *(values.get("issues") or ()),
        ],
    )


def article(report: dict[str, Any], text: str | None = None) -> dict[str, Any]:
    """A report; of a sealed source nothing but its label."""
    return entity(
        _id("report", report),
        "Article",
        title=report["title"],
        publisher=report["source"]["name"],
        sourceUrl=report["url"],
        publishedAt=report["published"],
        language=None,
        bodyText=text,
    )


def party(code: str) -> dict[str, Any]:
    """A state or body."""
    is_state = code in load_region().actors.states
    return entity(
        _party_id(code),
        "PublicBody" if is_state else "Organization",
        name=party_name(code),
        country=state(code) if is_state else None,
    )


def entity(number: str, schema: str, **properties: Any) -> dict[str, Any]:
    """An entity: every property a list of texts, the empty ones left out."""
    told = {
        name: [str(v) for v in (value if isinstance(value, list) else [value]) if v not in (None, "")]
        for name, value in properties.items()
    }
    return {"id": number, "schema": schema, "properties": {name: vs for name, vs in told.items() if vs}}


@lru_cache(maxsize=1)
def _states() -> dict[str, str]:
    text = resources.files("sarez.desk.exports").joinpath("states.csv").read_text("utf-8")
    return {row["iso3"]: row["iso2"].lower() for row in csv.DictReader(text.splitlines())}


def state(code: str | None) -> str | None:
    """The two letters of a state, as FollowTheMoney writes them."""
    return _states().get(code or "")


def _id(what: str, record: dict[str, Any]) -> str:
    return f"sarez-{what}-{record['id']}"


def _party_id(code: str) -> str:
    return f"sarez-party-{code}"
