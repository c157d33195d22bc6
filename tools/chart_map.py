"""Cut articles/charts/region.json from Natural Earth: python -m tools.chart_map COUNTRIES_50M.

The outlines that map charts are drawn from: coarse, shared borders kept shared. COUNTRIES_50M is
countries-50m.json of the npm package world-atlas 2.0.2; Natural Earth is in the public domain.
"""

import json
import math
import sys
from pathlib import Path

# ISO codes of the countries that are known by code; the others are only drawn.
BOX = (-19.0, 8.0, 66.0, 46.0)
FINE, COARSE = 0.07, 0.2  # degrees that a border may be off, on maps of a few countries and of all
SMALLEST = 0.03  # square degrees of an island
CODES = {
    "AFG": "004", "ALB": "008", "ARE": "784", "ARM": "051", "AZE": "031", "BGR": "100", "BHR": "048",
    "BIH": "070", "CAF": "140", "CMR": "120", "CYP": "196", "DJI": "262", "DZA": "012", "EGY": "818",
    "ERI": "232", "ESP": "724", "ETH": "231", "FRA": "250", "GEO": "268", "GRC": "300", "HRV": "191",
    "IRN": "364", "IRQ": "368", "ISR": "376", "ITA": "380", "JOR": "400", "KAZ": "398", "KWT": "414",
    "LBN": "422", "LBY": "434", "MAR": "504", "MKD": "807", "MLI": "466", "MLT": "470", "MNE": "499",
    "MRT": "478", "NER": "562", "NGA": "566", "OMN": "512", "PAK": "586", "PRT": "620", "PSE": "275",
    "QAT": "634", "ROU": "642", "RUS": "643", "SAU": "682", "SDN": "729", "SEN": "686", "SOM": "706",
    "SRB": "688", "SSD": "728", "SYR": "760", "TCD": "148", "TJK": "762", "TKM": "795", "TUN": "788",
    "TUR": "792", "UKR": "804", "UZB": "860", "YEM": "887", "BFA": "854", "ESH": "732",
}  # fmt: skip


def main(path):
    source = json.loads(Path(path).read_text(encoding="utf-8"))
    arcs = [degrees(arc, **source["transform"]) for arc in source["arcs"]]
    fine = [simple(arc, FINE) for arc in arcs]
    coarse = [simple(arc, COARSE) for arc in arcs]
    codes = {number: code for code, number in CODES.items()}
    countries = {}
    for shape in source["objects"]["countries"]["geometries"]:
        rings = outlines(shape, fine)
        if rings:
            key = codes.get(shape.get("id"), shape["properties"]["name"])
            countries[key] = {
                "at": rounded([heart(max(rings, key=size))])[0],
                "fine": [rounded(ring) for ring in rings],
                "coarse": [rounded(ring) for ring in outlines(shape, coarse)],
            }
    target = Path(__file__).resolve().parent.parent / "articles" / "charts" / "region.json"
    target.write_text(json.dumps(dict(sorted(countries.items())), separators=(",", ":")) + "\n")


def degrees(arc, *, scale, translate):
    """The points of an arc, which its file writes as whole steps from one to the next."""
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * scale[0] + translate[0], y * scale[1] + translate[1]))
    return points


def outlines(shape, arcs):
    """The rings of a country within the box, without its smallest islands."""
    polygons = {"Polygon": [shape.get("arcs")], "MultiPolygon": shape.get("arcs")}
    rings = [joined(ring, arcs) for polygon in polygons.get(shape["type"], []) for ring in polygon]
    return [ring for ring in map(clipped, rings) if size(ring) >= SMALLEST]


def joined(numbers, arcs):
    points = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def rounded(ring):
    return [[round(x, 2), round(y, 2)] for x, y in ring]


def simple(points, least):
    """Fewer points, none of those left out further than this from the line (Douglas, Peucker)."""
    if len(points) < 3:
        return points
    far, place = max((off(p, points[0], points[-1]), i) for i, p in enumerate(points))
    if far <= least:
        return [points[0], points[-1]] if points[0] != points[-1] else points[:: len(points) // 3]
    return simple(points[: place + 1], least)[:-1] + simple(points[place:], least)


def off(point, start, end):
    """How far a point is from a line."""
    if start == end:
        return math.dist(point, start)
    (x, y), (x0, y0), (x1, y1) = point, start, end
    share = ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / math.dist(start, end) ** 2
    share = min(max(share, 0), 1)
    return math.dist(point, (x0 + share * (x1 - x0), y0 + share * (y1 - y0)))


def clipped(ring):
    """The part of a ring within the box (Sutherland, Hodgman)."""
    west, south, east, north = BOX
    for axis, limit, sign in ((0, west, 1), (1, south, 1), (0, east, -1), (1, north, -1)):
        kept = []
        for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
            inside_a, inside_b = (sign * (point[axis] - limit) >= 0 for point in (a, b))
            if inside_a:
                kept.append(a)
            if inside_a != inside_b:
                share = (limit - a[axis]) / (b[axis] - a[axis])
                kept.append(tuple(p + share * (q - p) for p, q in zip(a, b, strict=True)))
        ring = kept
    return ring


def size(ring):
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def heart(ring):
    """The point furthest from the border: where a figure finds most room."""
    west, east = min(x for x, _ in ring), max(x for x, _ in ring)
    south, north = min(y for _, y in ring), max(y for _, y in ring)
    spots = [
        (west + (east - west) * i / 40, south + (north - south) * j / 40)
        for i in range(1, 40)
        for j in range(1, 40)
    ]
    return max((spot for spot in spots if inside(spot, ring)), key=lambda spot: room(spot, ring))


def room(spot, ring):
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return min(off(spot, a, b) for a, b in pairs)


def inside(spot, ring):
    x, y = spot
    crossings = [
        (x1 - x0) * (y - y0) / (y1 - y0) + x0
        for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True)
        if (y0 > y) != (y1 > y)
    ]
    return sum(crossing > x for crossing in crossings) % 2 == 1


if __name__ == "__main__":
    main(*sys.argv[1:])
