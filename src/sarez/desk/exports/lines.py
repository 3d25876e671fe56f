"""JSON Lines and GeoJSON: the banner first, then record after record."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from django.core.serializers.json import DjangoJSONEncoder

from sarez.desk.exports.gate import REPORT
from sarez.desk.exports.manifest import Manifest


def write_jsonl(stream: BinaryIO, manifest: Manifest, records: Iterable[dict[str, Any]]) -> int:
    """Write the banner as the first line, `{"export": …}`, and a record a line; how many records."""
    stream.write(line({"export": manifest.values}))
    done = 0
    for done, record in enumerate(records, start=1):  # noqa: B007
        stream.write(line(record))
    return done


def write_geojson(stream: BinaryIO, manifest: Manifest, records: Iterable[dict[str, Any]]) -> int:
    """Write a collection of features with the banner as `export`; what has no place has no geometry. How many."""
    head = {"type": "FeatureCollection", "export": manifest.values}
    stream.write(line(head).removesuffix(b"}\n") + b', "features": [\n')
    done = 0
    for done, record in enumerate(records, start=1):
        stream.write((b"" if done == 1 else b",\n") + line(feature(manifest.kind, record)).rstrip(b"\n"))
    stream.write(b"\n]}\n")
    return done


def feature(kind: str, record: dict[str, Any]) -> dict[str, Any]:
    """A record as a feature, the values shown as its properties."""
    properties = {k: v for k, v in record.items() if k not in ("id", "lat", "lon", "values", "text")}
    properties |= {k: v["value"] for k, v in record.get("values", {}).items() if k != "title"}
    if kind != REPORT:
        properties["sources"] = [claim["of"] for claim in properties.pop("claims")]
    is_placed = record.get("lat") is not None and record.get("lon") is not None
    point = {"type": "Point", "coordinates": [record["lon"], record["lat"]]} if is_placed else None
    return {"type": "Feature", "id": record["id"], "geometry": point, "properties": properties}


def line(record: Any) -> bytes:
    """A record as a line of JSON."""
    return (json.dumps(record, cls=DjangoJSONEncoder, ensure_ascii=False) + "\n").encode()
