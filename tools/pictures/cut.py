"""Cut data/region.json.gz from Natural Earth: python -m tools.pictures.cut COUNTRIES_10M WATER_50M."""

import gzip
import json
import sys
from pathlib import Path

NEAR = (-20, 0, 76, 48)  # kept as fine as it comes
FAR = (-45, -42, 112, 62)  # kept coarse, for the few maps that look farther
COARSE = 0.09  # degrees between two points out there


class Topology:
    """A TopoJSON file: arcs that countries share, in whole steps of its grid."""

    def __init__(self, path):
        source = json.loads(Path(path).read_text(encoding="utf-8"))
        self.objects = source["objects"]
        self.scale, self.origin = source["transform"]["scale"], source["transform"]["translate"]
        self.arcs = [self.degrees(arc) for arc in source["arcs"]]

    def degrees(self, arc):
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * self.scale[0] + self.origin[0], y * self.scale[1] + self.origin[1]))
        return points

    def shapes(self, name):
        return self.objects[name]["geometries"]


def rings_of(shape):
    """The rings of a shape, each a list of arc numbers."""
    if shape["type"] == "Polygon":
        return shape["arcs"]
    return [ring for polygon in shape.get("arcs", []) for ring in polygon]


def lines_of(shape):
    return [shape["arcs"]] if shape["type"] == "LineString" else shape.get("arcs", [])


def touches(points, box):
    west, south, east, north = box
    return any(west <= x <= east and south <= y <= north for x, y in points)


def thinned(points, least):
    kept = points[:1]
    for point in points[1:-1]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= least:
            kept.append(point)
    return [*kept, points[-1]]


def kept(points):
    """An arc as flat numbers in thousandths of a degree: the first point, then steps."""
    points = points if touches(points, NEAR) else thinned(points, COARSE)
    steps, before = [], (0, 0)
    for x, y in ((round(x * 1000), round(y * 1000)) for x, y in points):
        steps += [x - before[0], y - before[1]]
        before = (x, y)
    return steps


class Collected:
    """Arcs that something uses, numbered anew."""

    def __init__(self, topology):
        self.topology, self.numbers, self.arcs = topology, {}, []

    def line(self, arcs):
        return [self.number(arc) if arc >= 0 else ~self.number(~arc) for arc in arcs]

    def number(self, arc):
        if arc not in self.numbers:
            self.numbers[arc] = len(self.arcs)
            self.arcs.append(kept(self.topology.arcs[arc]))
        return self.numbers[arc]

    def is_near(self, arcs, box=FAR):
        return any(touches(self.topology.arcs[a if a >= 0 else ~a], box) for a in arcs)


def main(countries, water):
    world, wet = Collected(Topology(countries)), Collected(Topology(water))
    lands = {}
    for shape in world.topology.shapes("countries"):
        rings = [world.line(ring) for ring in rings_of(shape) if world.is_near(ring)]
        if rings:
            lands[shape["properties"]["name"]] = rings
    rivers = [line for shape in wet.topology.shapes("rivers") for line in lines_of(shape)]
    lakes = [ring for shape in wet.topology.shapes("lakes") for ring in rings_of(shape)]
    said = {
        "countries": lands,
        "rivers": [wet.line(line) for line in rivers if wet.is_near(line)],
        "lakes": [wet.line(ring) for ring in lakes if wet.is_near(ring)],
        "arcs": world.arcs,
        "wet_arcs": wet.arcs,
    }
    path = Path(__file__).parent / "data" / "region.json.gz"
    text = json.dumps(said, separators=(",", ":"), ensure_ascii=False)
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    main(*sys.argv[1:])
