"""Where events happened: points of one or more places for the map and the list beside it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, Sum
from django.urls import reverse

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.actors.counting import kept
from sarez.desk.events.counts import happened
from sarez.desk.events.listing import Filter, versions
from sarez.desk.events.quads import LABELS, WORST_FIRST, worst

CELLS = {3: 2.0, 4: 1.0, 5: 0.5, 6: 0.25, 7: 0.1}
"""Degrees within which places are drawn as one, by the zoom of the map; from 8 on each place stands alone."""
MOST_NAMED = 8


@dataclass(slots=True)
class Spot:
    """One point on the map: its places, the events in them by quad class, and the deaths they tell of."""

    lat: float
    lon: float
    places: Counter[str] = field(default_factory=Counter)
    quads: Counter[str] = field(default_factory=Counter)
    killed: int = 0

    @property
    def total(self) -> int:
        """All events here."""
        return self.quads.total()

    @property
    def worst(self) -> str:
        """The worst quad class among them."""
        return worst(self.quads)

    @property
    def name(self) -> str:
        """The place told of most."""
        return self.places.most_common(1)[0][0]

    @property
    def told(self) -> list[tuple[str, str, int]]:
        """Quad class, label and number, the worst first."""
        return [(q, str(LABELS[q]), self.quads[q]) for q in WORST_FIRST if self.quads[q]]


def spots(viewer: Viewer, asked: Filter, zoom: int = 8) -> list[Spot]:
    """The points of the events that a viewer may see and a filter lets pass, those with most events first."""
    cell = CELLS.get(max(zoom, min(CELLS)), 0.0)
    found: dict[tuple[float, float], Spot] = {}
    for lat, lon, place, quad, n, killed in _counted(viewer, asked):
        key = (round(lat / cell), round(lon / cell)) if cell else (round(lat, 2), round(lon, 2))
        spot = found.setdefault(key, Spot(lat, lon))
        spot.places[place] += n
        spot.quads[quad] += n
        spot.killed += killed or 0
        if spot.name == place:
            spot.lat, spot.lon = lat, lon
    return sorted(found.values(), key=lambda s: (-s.total, s.name))


def _counted(viewer: Viewer, asked: Filter) -> list[tuple[float, float, str, str, int, int | None]]:
    """The events and the dead by place and quad class, as an index holds them."""
    rows = happened(viewer, asked).filter(lat__isnull=False, lon__isnull=False).order_by()
    told = rows.values_list("lat", "lon", "place", "quad").annotate(n=Count("*"), toll=Sum("killed"))
    return kept(viewer, f"spots {asked.query}", lambda: list(told))


def passing(viewer: Viewer, asked: Filter) -> int:
    """How many events pass the filter, on the map or not."""
    return kept(viewer, f"events {asked.query}", versions("event", viewer, asked).count)


def geojson(spots_: list[Spot], asked: Filter, as_of: str = "") -> dict[str, Any]:
    """The points as GeoJSON, each with its places and the addresses of their lists."""
    return {"type": "FeatureCollection", "features": [_feature(spot, asked, as_of) for spot in spots_]}


def _feature(spot: Spot, asked: Filter, as_of: str) -> dict[str, Any]:
    places = [
        {"name": place, "events": n, "url": address(asked, place, as_of)}
        for place, n in spot.places.most_common(MOST_NAMED)
    ]
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [spot.lon, spot.lat]},
        "properties": {
            "name": spot.name,
            "events": spot.total,
            "killed": spot.killed,
            "worst": spot.worst,
            "quads": [{"quad": q, "label": label, "events": n} for q, label, n in spot.told],
            "places": places,
            "more": max(0, len(spot.places) - MOST_NAMED),
        },
    }


def address(asked: Filter, place: str, as_of: str = "") -> str:
    """The list of the events at a place that pass the filter."""
    status = asked.status or "occurred"
    more = f"&as_of={as_of}" if as_of else ""
    return f"{reverse('events')}?{replace(asked, place=place, status=status).query}{more}"
