"""A locator map: the places of a story, the ground around them, and names that never meet."""

import gzip
import json
import math
from functools import cache
from pathlib import Path

from tools.pictures.draw import HEIGHT, PALETTE, WIDTH, Drawing, meet, width_of

FRAME = 8
LEAST_SPAN = 5.5  # degrees of longitude: closer in, Natural Earth has no more to say
SMALLEST_COUNTRY = 2600  # square units of the drawing that a country must show to be named
SHORT_NAMES = {
    "United Arab Emirates": "U.A.E.", "W. Sahara": "W. Sahara",
    "Central African Rep.": "", "Cyprus U.N. Buffer Zone": "", "N. Cyprus": "", "Dhekelia": "", "Akrotiri": "",
    "Siachen Glacier": "", "Baikonur": "", "Gibraltar": "", "S. Sudan": "South Sudan", "Bosnia and Herz.": "",
}  # fmt: skip
NAMES = {
    "ar": {"Lebanon": "لبنان", "Syria": "سوريا", "Jordan": "الأردن", "Israel": "إسرائيل", "Palestine": "فلسطين",
           "Tunisia": "تونس", "Algeria": "الجزائر", "Libya": "ليبيا", "Kuwait": "الكويت", "Iraq": "العراق",
           "Iran": "إيران", "Saudi Arabia": "السعودية", "Egypt": "مصر", "Italy": "إيطاليا", "Turkey": "تركيا",
           "Cyprus": "قبرص"},
    "fa": {"Iran": "ایران", "Iraq": "عراق", "Afghanistan": "افغانستان", "Pakistan": "پاکستان", "Oman": "عمان",
           "Turkmenistan": "ترکمنستان", "Saudi Arabia": "عربستان", "United Arab Emirates": "امارات"},
    "he": {"Israel": "ישראל", "Lebanon": "לבנון", "Syria": "סוריה", "Jordan": "ירדן", "Palestine": "פלסטין",
           "Egypt": "מצרים", "Cyprus": "קפריסין"},
    "tr": {"Turkey": "Türkiye", "Bulgaria": "Bulgaristan", "Greece": "Yunanistan", "Syria": "Suriye",
           "Cyprus": "Kıbrıs", "Georgia": "Gürcistan", "Romania": "Romanya"},
}  # fmt: skip
SEAS = [
    ("Mediterranean Sea", 18, 34.6), ("Mediterranean Sea", 28, 33.4), ("Mediterranean Sea", 33.2, 33.6),
    ("Mediterranean Sea", 4.5, 38.2), ("Red Sea", 38.2, 20.6), ("Red Sea", 36.2, 24.6), ("The Gulf", 50.6, 27.6),
    ("The Gulf", 53.2, 25.6), ("Gulf of Oman", 58.6, 24.9), ("Arabian Sea", 60.5, 18.5), ("Black Sea", 34, 43.2),
    ("Black Sea", 30, 42.2), ("Caspian Sea", 51, 39.5), ("Atlantic Ocean", -11, 33.5), ("Atlantic Ocean", -12, 29.5),
    ("Gulf of Aden", 48, 12.4), ("Aegean Sea", 25.2, 38.6), ("Sea of Marmara", 28.2, 40.72),
]  # fmt: skip
SIDES = ("end", "start", "above", "below", "end up", "end down", "start up", "start down")


@cache
def region():
    path = Path(__file__).parent / "data" / "region.json.gz"
    return json.loads(gzip.decompress(path.read_bytes()))


def mercator(lat):
    return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))


def latitude(y):
    return math.degrees(2 * math.atan(math.exp(y)) - math.pi / 2)


def box_around(places):
    """(west, south, east, north) that shows all places with room around, in the drawing's shape."""
    lons, lats = [p["lon"] for p in places], [mercator(p["lat"]) for p in places]
    west, east = min(lons), max(lons)
    south, north = min(lats), max(lats)
    shape = (WIDTH - 2 * FRAME) / (HEIGHT - 2 * FRAME)
    across = max((east - west) * 1.55, LEAST_SPAN, math.degrees((north - south) * 1.7 * shape))
    down = math.radians(across) / shape
    middle, centre = (west + east) / 2, (south + north) / 2
    return (
        middle - across / 2,
        latitude(centre - down / 2),
        middle + across / 2,
        latitude(centre + down / 2),
    )


class LocatorMap(Drawing):
    """The ground, the names of countries and seas, the places, the neatline."""

    def __init__(self, title, places, language="en"):
        super().__init__(title)
        self.places, self.language, self.box = places, language, box_around(places)
        self.scale = (WIDTH - 2 * FRAME) / math.radians(self.box[2] - self.box[0])

    def draw(self):
        self.ground()
        dots = [self.at(place["lon"], place["lat"]) for place in self.places]
        self.boxes += [(x - 5, y - 5, x + 5, y + 5) for x, y in dots]
        names = self.name_places(dots)
        self.name_countries()
        self.name_seas()
        self.dots(dots)
        for draw in names:
            draw()
        self.frame()
        return self

    def at(self, lon, lat):
        west, _south, _east, north = self.box
        x = FRAME + self.scale * math.radians(lon - west)
        return x, FRAME + self.scale * (mercator(north) - mercator(lat))

    # Ground.

    def ground(self):
        self.add(
            f'<clipPath id="m"><rect x="{FRAME}" y="{FRAME}" width="{WIDTH - 2 * FRAME}" height="{HEIGHT - 2 * FRAME}"/></clipPath>'
        )
        self.rect(0, 0, WIDTH, HEIGHT, "sea")
        self.add('<g clip-path="url(#m)">')
        self.shown = {}
        for country in region()["countries"]:
            rings = [ring for ring in map(self.clipped, country["rings"]) if len(ring) > 2]
            if rings:
                self.shown[country["name"]] = rings
        for rings in self.shown.values():
            self.area(rings, "focus" if self.holds_a_place(rings) else "land")
        self.strokes(region()["rivers"], "river", 0.9)
        self.area([self.clipped(ring) for ring in region()["lakes"]], "sea")
        self.strokes(region()["borders"], "border", 1)
        self.add("</g>")

    def clipped(self, ring):
        margin = (self.box[2] - self.box[0]) * 0.05
        box = (
            self.box[0] - margin,
            self.box[1] - margin,
            self.box[2] + margin,
            self.box[3] + margin,
        )
        return [self.at(*point) for point in clip([tuple(point) for point in ring], box)]

    def area(self, rings, fill):
        data = "".join(trail(ring) + "z" for ring in rings if len(ring) > 2)
        self.add(
            f'<path fill="{PALETTE[fill]}" stroke="{PALETTE["coast"]}" stroke-width=".8" d="{data}"/>'
        )

    def strokes(self, lines, stroke, width):
        data = "".join(
            trail([self.at(*point) for point in run]) for line in lines for run in self.runs(line)
        )
        self.add(
            f'<path fill="none" stroke="{PALETTE[stroke]}" stroke-width="{width}" stroke-linejoin="round" d="{data}"/>'
        )

    def runs(self, line):
        """The parts of a line that are on the map, each with one point beyond."""
        west, south, east, north = self.box
        run = []
        for point in line:
            inside = west - 1 <= point[0] <= east + 1 and south - 1 <= point[1] <= north + 1
            if inside:
                run.append(point)
            elif len(run) > 1:
                yield run
                run = []
            else:
                run = []
        if len(run) > 1:
            yield run

    def holds_a_place(self, rings):
        return any(inside(self.at(p["lon"], p["lat"]), ring) for p in self.places for ring in rings)

    # Names.

    def name_places(self, dots):
        """A side for each name at which it meets nothing; drawn later, above everything."""
        drawn = []
        for number, (place, dot) in enumerate(zip(self.places, dots, strict=True)):
            style, size = ("bold", 17) if number == 0 else ("sans", 15.5)
            choice = self.side_for(place["name"], dot, size, style)
            if choice:
                (x, y), anchor, box = choice
                self.boxes.append(box)
                drawn.append(
                    lambda t=place["name"], x=x, y=y, s=size, f=style, a=anchor: self.put(
                        t, x, y, s, f, a
                    )
                )
        return drawn

    def put(self, text, x, y, size, style, anchor):
        self.text(text, x, y, size=size, style=style, anchor=anchor, halo="land")
        self.boxes.pop()  # its place was taken when the side was chosen

    def side_for(self, name, dot, size, style):
        width = width_of(name, size, style)
        for reach in (9, 15, 24):
            for side in SIDES:
                (x, y), anchor = placed(dot, side, size, reach)
                left = x - {"start": 0, "middle": width / 2, "end": width}[anchor]
                box = (left, y - size * 0.78, left + width, y + size * 0.26)
                if self.is_free(box):
                    return (x, y), anchor, box
        return None

    def name_countries(self):
        for name, rings in sorted(self.shown.items(), key=lambda row: -max(map(size_of, row[1]))):
            words = self.country_name(name)
            ring = max(rings, key=size_of)
            if not words or size_of(ring) < SMALLEST_COUNTRY:
                continue
            self.try_words(words, self.spots(ring), ring)

    def country_name(self, name):
        if self.language != "en":
            return NAMES[self.language].get(name, "")
        return SHORT_NAMES.get(name, name).upper()

    def spots(self, ring):
        """Points inside a country, those farthest from its edges first."""
        xs, ys = [p[0] for p in ring], [p[1] for p in ring]
        left, right = max(min(xs), FRAME), min(max(xs), WIDTH - FRAME)
        top, bottom = max(min(ys), FRAME), min(max(ys), HEIGHT - FRAME)
        grid = [
            (left + (right - left) * i / 12, top + (bottom - top) * j / 12)
            for i in range(1, 12)
            for j in range(1, 12)
        ]
        held = [point for point in grid if inside(point, ring)]
        return sorted(
            held,
            key=lambda point: (
                -min(math.dist(point, other) for other in ring[:: max(1, len(ring) // 90)])
            ),
        )

    def try_words(self, words, spots, ring):
        """The first spot at which the whole name lies in its own country and meets nothing."""
        size, width = 14, width_of(words, 14, "bold")
        for x, y in spots:
            box = (x - width / 2, y - size * 0.6, x + width / 2, y + size * 0.4)
            ends = [(box[0], y), (box[2], y), (x - width / 4, y), (x + width / 4, y)]
            if self.is_free(box, margin=6) and all(inside(end, ring) for end in ends):
                self.text(
                    words, x, y + size * 0.3, size=size, style="bold", fill="soft", anchor="middle"
                )
                return

    def name_seas(self):
        if self.language != "en":
            return
        named = set()
        west, south, east, north = self.box
        for name, lon, lat in SEAS:
            if name in named or not (west < lon < east and south < lat < north):
                continue
            x, y = self.at(lon, lat)
            width = width_of(name, 14.5, "italic")
            box = (x - width / 2, y - 11, x + width / 2, y + 5)
            corners = [(box[0], y), (x, y), (box[2], y)]
            on_land = any(
                inside(corner, ring)
                for corner in corners
                for rings in self.shown.values()
                for ring in rings
            )
            if not on_land and self.is_free(box, margin=5):
                self.text(name, x, y, size=14.5, style="italic", fill="water", anchor="middle")
                named.add(name)

    def dots(self, dots):
        edge = f'stroke="{PALETTE["land"]}" stroke-width="1.4"'
        for number, (x, y) in reversed(list(enumerate(dots))):
            self.circle(x, y, 4.6 if number == 0 else 3.2, "mark" if number == 0 else "ink", edge)

    # The neatline: a chart's border, one bar a step of degrees.

    def frame(self):
        w, h, f = WIDTH, HEIGHT, FRAME
        west, south, east, north = self.box
        step = next(step for step in (0.5, 1, 2, 5, 10) if (east - west) / step <= 14)
        self.add(
            f'<path fill="{PALETTE["paper"]}" fill-rule="evenodd" d="M0 0H{w}V{h}H0ZM{f} {f}V{h - f}H{w - f}V{f}Z"/>'
        )
        bars = []
        for lon in steps(west, east, step):
            x0, x1 = (self.at(min(max(edge, west), east), 0)[0] for edge in (lon, lon + step))
            bars += [
                f"M{x0:.1f} 2H{x1:.1f}V{f - 1}H{x0:.1f}Z",
                f"M{x0:.1f} {h - f + 1}H{x1:.1f}V{h - 2}H{x0:.1f}Z",
            ]
        for lat in steps(south, north, step):
            y1, y0 = (self.at(0, min(max(edge, south), north))[1] for edge in (lat, lat + step))
            bars += [
                f"M2 {y0:.1f}H{f - 1}V{y1:.1f}H2Z",
                f"M{w - f + 1} {y0:.1f}H{w - 2}V{y1:.1f}H{w - f + 1}Z",
            ]
        self.add(f'<path fill="{PALETTE["ink"]}" d="{"".join(bars)}"/>')
        for inset in (1.5, f - 0.5):
            size = (w - 2 * inset, h - 2 * inset)
            self.add(
                f'<rect x="{inset}" y="{inset}" width="{size[0]}" height="{size[1]}" fill="none" stroke="{PALETTE["ink"]}" stroke-width=".9"/>'
            )


def steps(low, high, step):
    """Every second bar between two edges."""
    number = math.floor(low / step)
    while number * step < high:
        if number % 2 == 0:
            yield number * step
        number += 1


def placed(dot, side, size, reach):
    x, y = dot
    lift = {"up": -size * 0.55, "down": size * 0.75}.get(side.partition(" ")[2], 0)
    middle = y + size * 0.32 + lift
    return {
        "end": ((x + reach, middle), "start"),
        "start": ((x - reach, middle), "end"),
        "above": ((x, y - reach), "middle"),
        "below": ((x, y + reach + size * 0.75), "middle"),
    }[side.partition(" ")[0]]


def clip(ring, box):
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


def inside(point, ring):
    """Is the point in the ring (even and odd crossings)?"""
    x, y = point
    crossings = 0
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            crossings += 1
    return crossings % 2 == 1


def size_of(ring):
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2


def trail(points):
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


__all__ = ["LocatorMap", "meet"]
