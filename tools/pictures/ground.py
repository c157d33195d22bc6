"""The ground of a map: Natural Earth through a Mercator window, as fine as the window is narrow."""

import gzip
import json
import math
from collections import Counter
from functools import cache
from pathlib import Path

from tools.pictures.draw import meet

DATA = Path(__file__).parent / "data" / "region.json.gz"


class World:
    """Arcs in degrees, the countries and lakes made of them, and which are coasts."""

    def __init__(self):
        said = json.loads(gzip.decompress(DATA.read_bytes()))
        self.arcs = [in_degrees(arc) for arc in said["arcs"]]
        self.wet_arcs = [in_degrees(arc) for arc in said["wet_arcs"]]
        self.countries, self.rivers, self.lakes = said["countries"], said["rivers"], said["lakes"]
        uses = Counter(
            number if number >= 0 else ~number
            for rings in self.countries.values()
            for ring in rings
            for number in ring
        )
        self.coasts = [number for number, times in uses.items() if times == 1]
        self.borders = [number for number, times in uses.items() if times > 1]
        self.bounds = [bounds_of(arc) for arc in self.arcs]


@cache
def world():
    return World()


def in_degrees(steps):
    x = y = 0
    points = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x / 1000, y / 1000))
    return points


def bounds_of(points):
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def mercator(lat):
    return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))


def latitude(y):
    return math.degrees(2 * math.atan(math.exp(y)) - math.pi / 2)


class Window:
    """A piece of the world between two longitudes, around a latitude, on a piece of paper."""

    def __init__(self, west, east, middle, paper):
        self.left, self.top, self.right, self.bottom = self.paper = paper
        self.scale = (self.right - self.left) / math.radians(east - west)
        half = (self.bottom - self.top) / self.scale / 2
        self.box = (
            west,
            latitude(mercator(middle) - half),
            east,
            latitude(mercator(middle) + half),
        )
        self.span = east - west

    def at(self, lon, lat):
        x = self.left + self.scale * math.radians(lon - self.box[0])
        return x, self.top + self.scale * (mercator(self.box[3]) - mercator(lat))

    def line(self, points):
        return [self.at(lon, lat) for lon, lat in points]

    def units(self, km, lat):
        """How long a distance is on paper, at a latitude."""
        return km / (111.32 * math.cos(math.radians(lat))) * math.radians(1) * self.scale

    def sees(self, bounds):
        return meet(self.box, bounds, margin=self.span * 0.08)

    def fine(self, points):
        """An arc on paper: smoothed where the window is narrower than the survey, else thinned."""
        points = self.line(points)
        if self.span > 7:
            return thinned(points, 0.7)
        for _ in range(2 if self.span < 3.2 else 1):
            points = cornered(points)
        return thinned(points, 0.5)


class Ground:
    """What a window shows: rings of countries and lakes, runs of coasts, borders and rivers."""

    def __init__(self, window):
        self.window, source = window, world()
        margin = 12
        left, top, right, bottom = window.paper
        self.edge = (left - margin, top - margin, right + margin, bottom + margin)
        self.arcs = cache(lambda number: self.arc(source.arcs[number], source.bounds[number]))
        self.wet_arcs = cache(lambda number: window.fine(source.wet_arcs[number]))
        self.countries = {
            name: rings
            for name, numbers in source.countries.items()
            if (rings := self.rings(numbers, self.arcs))
        }
        self.lakes = self.rings(source.lakes, self.wet_arcs)
        self.coasts = self.runs([n] for n in source.coasts if window.sees(source.bounds[n]))
        self.borders = self.runs([n] for n in source.borders if window.sees(source.bounds[n]))
        self.rivers = list(self.pieces(source.rivers))

    def arc(self, points, bounds):
        """An arc on paper; out of sight a few of its points will do."""
        if self.window.sees(bounds):
            return self.window.fine(points)
        return self.window.line([*points[:-1:12], points[-1]])

    def rings(self, numbers, arcs):
        found = (clipped(joined(ring, arcs), self.edge) for ring in numbers)
        return [ring for ring in found if len(ring) > 2 and area_of(ring) > 1.2]

    def runs(self, lines):
        return [run for line in lines for run in inside_runs(joined(line, self.arcs), self.edge)]

    def pieces(self, rivers):
        for line in rivers:
            yield from inside_runs(joined(line, self.wet_arcs), self.edge)

    def country_at(self, point):
        for name, rings in self.countries.items():
            if any(inside(point, ring) for ring in rings):
                return name
        return None


def joined(numbers, arcs):
    points = []
    for number in numbers:
        arc = arcs(number) if number >= 0 else arcs(~number)[::-1]
        points += arc[1:] if points else arc
    return points


def cornered(points):
    """Corners cut once (Chaikin), the ends kept, so that neighbours still share their border."""
    if len(points) < 3:
        return points
    kept = [points[0]]
    for a, b in zip(points, points[1:], strict=False):
        kept += [
            (a[0] * 0.75 + b[0] * 0.25, a[1] * 0.75 + b[1] * 0.25),
            (a[0] * 0.25 + b[0] * 0.75, a[1] * 0.25 + b[1] * 0.75),
        ]
    return [*kept, points[-1]]


def thinned(points, least):
    kept = points[:1]
    for point in points[1:-1]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= least:
            kept.append(point)
    return [*kept, points[-1]] if len(points) > 1 else kept


def clipped(ring, box):
    """Cut a ring to a box (Sutherland and Hodgman)."""
    for axis, limit, sign in ((0, box[0], 1), (0, box[2], -1), (1, box[1], 1), (1, box[3], -1)):
        kept = []
        for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
            a_in, b_in = (a[axis] - limit) * sign >= 0, (b[axis] - limit) * sign >= 0
            if a_in:
                kept.append(a)
            if a_in != b_in:
                t = (limit - a[axis]) / (b[axis] - a[axis])
                kept.append((a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))
        ring = kept
        if not ring:
            return []
    return ring


def inside_runs(points, box):
    """The parts of a line in a box, each with the one point beyond that carries it over the edge."""
    run, before = [], None
    for point in points:
        if box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]:
            run = run or ([before] if before else [])
            run.append(point)
        elif run:
            yield [*run, point]
            run = []
        before = point
    if len(run) > 1:
        yield run


def inside(point, ring):
    """Is the point in the ring (even and odd crossings)?"""
    x, y = point
    odd = False
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            odd = not odd
    return odd


def area_of(ring):
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2
