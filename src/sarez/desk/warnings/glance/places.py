"""Where units lie: countries at their capital, provinces where the gazetteer has them, for the map of the glance."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sarez.desk.warnings.glance.cards import Card
from sarez.desk.warnings.glance.naming import address
from sarez.region.region import load_region
from sarez.watch.units import Unit


def features(cards: Iterable[Card], as_of: str) -> dict[str, Any]:
    """Countries and provinces with an event as GeoJSON, as map.js draws points; the links lead to the units' pages."""
    found = []
    for card in cards:
        at = where(card.unit)
        if at is not None and not card.is_empty:
            found.append(_feature(card, at, as_of))
    return {"type": "FeatureCollection", "features": found}


@lru_cache(maxsize=512)
def where(unit: Unit) -> tuple[float, float] | None:
    """Latitude and longitude of a country or province; None where they are not known."""
    region = load_region()
    if unit.kind == "country":
        name = region.actors.capital(unit.name)
    elif unit.kind == "province":
        name = unit.name.partition(":")[2]
    else:
        return None
    place = region.places.lookup(name) if name else None
    return (place.lat, place.lon) if place else None


def _feature(card: Card, at: tuple[float, float], as_of: str) -> dict[str, Any]:
    from sarez.desk.events.quads import LABELS

    told = (("material conflict", card.conflict), ("material cooperation", card.cooperation))
    quads = [
        {"quad": q, "label": str(line_label(q, LABELS)), "events": line.total}
        for q, line in told
        if line.total
    ]
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [at[1], at[0]]},
        "properties": {
            "name": card.title,
            "events": card.conflict.total + card.cooperation.total,
            "killed": 0,
            "worst": "material conflict"
            if card.conflict.total > card.cooperation.total
            else "material cooperation",
            "quads": quads,
            "places": [
                {
                    "name": card.title,
                    "events": card.conflict.total + card.cooperation.total,
                    "url": address(card.unit, as_of=as_of),
                }
            ],
            "more": 0,
        },
    }


def line_label(quad: str, labels: Any) -> Any:
    """What the side of a quad class is called: conflict or cooperation, in words and deeds."""
    from django.utils.translation import gettext as _

    return _("Conflict") if quad.endswith("conflict") else _("Cooperation")
