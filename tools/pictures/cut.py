"""Cut data/region.json from Natural Earth: python -m tools.pictures.cut COUNTRIES_10M WATER_50M."""

import gzip
import json
import math
import sys
from collections import Counter
from pathlib import Path

WEST, SOUTH, EAST, NORTH = -19, 3, 72, 47
LEAST = 0.016  # degrees between two points


class Topology:
    """A TopoJSON file with its arcs as degrees."""

    def __init__(self, path):
        source = json.loads(Path(path).read_text(encoding="utf-8"))
        self.objects = source["objects"]
        self.scale, self.origin = source["transform"]["scale"], source["transform"]["translate"]
        self.arcs = [self.decoded(arc) for arc in source["arcs"]]

    def decoded(self, arc):
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * self.scale[0] + self.origin[0], y * self.scale[1] + self.origin[1]))
        return points

    def line(self, numbers):
        points = []
        for number in numbers:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            points += arc[1:] if points else arc
        return points

    def rings(self, shape):
        polygons = {"Polygon": [shape.get("arcs")], "MultiPolygon": shape.get("arcs")}
        return [self.line(ring) for polygon in polygons.get(shape["type"], []) for ring in polygon]

    def lines(self, shape):
        single = shape["type"] == "LineString"
        return [self.line(arcs) for arcs in ([shape["arcs"]] if single else shape.get("arcs", []))]

    def shared(self):
        """Arcs that two countries have in common."""
        uses = Counter()
        for shape in self.objects["countries"]["geometries"]:
            uses.update(
                {number if number >= 0 else ~number for number in flat(shape.get("arcs", []))}
            )
        return [self.arcs[number] for number, times in uses.items() if times > 1]


def flat(nested):
    for item in nested:
        if isinstance(item, list):
            yield from flat(item)
        else:
            yield item


def thinned(points):
    kept = points[:1]
    for point in points[1:]:
        if math.dist(point, kept[-1]) >= LEAST:
            kept.append(point)
    return [[round(x, 3), round(y, 3)] for x, y in kept]


def is_near(points):
    return any(WEST <= x <= EAST and SOUTH <= y <= NORTH for x, y in points)


def near(lines):
    return [thinned(line) for line in lines if is_near(line) and len(thinned(line)) > 2]


def main(countries, water):
    world, wet = Topology(countries), Topology(water)
    shapes = world.objects["countries"]["geometries"]
    rows = [
        {"name": shape["properties"]["name"], "rings": near(world.rings(shape))} for shape in shapes
    ]
    said = {
        "countries": [row for row in rows if row["rings"]],
        "borders": near(world.shared()),
        "rivers": near(line for s in wet.objects["rivers"]["geometries"] for line in wet.lines(s)),
        "lakes": near(ring for s in wet.objects["lakes"]["geometries"] for ring in wet.rings(s)),
    }
    path = Path(__file__).parent / "data" / "region.json.gz"
    text = json.dumps(said, separators=(",", ":"), ensure_ascii=False)
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    main(*sys.argv[1:])
