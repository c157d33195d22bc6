"""Maps of countries: the more a country has, the darker it is."""

import json
import math
from functools import cache
from pathlib import Path

from articles.charts.canvas import Canvas, width_of
from articles.charts.figures import is_eastern, written
from articles.charts.scales import round_step

SHADES = 4
FRAME, MARGIN, KEY_HEIGHT = 7, 2.5, 40
TALLEST = 0.9
FROM_FINE = 11  # pixels a degree
SPECK = 8  # pixels across and down together: a smaller part of a country is not drawn
# English names in tables, where a row does not say its country's code.
NAMES = {
    "Afghanistan": "AFG", "Algeria": "DZA", "Armenia": "ARM", "Azerbaijan": "AZE", "Bahrain": "BHR",
    "Cyprus": "CYP", "Djibouti": "DJI", "Egypt": "EGY", "Eritrea": "ERI", "Ethiopia": "ETH",
    "Georgia": "GEO", "Greece": "GRC", "Iran": "IRN", "Iraq": "IRQ", "Israel": "ISR", "Italy": "ITA",
    "Jordan": "JOR", "Kuwait": "KWT", "Lebanon": "LBN", "Libya": "LBY", "Mali": "MLI", "Malta": "MLT",
    "Mauritania": "MRT", "Morocco": "MAR", "Niger": "NER", "Oman": "OMN", "Pakistan": "PAK",
    "Palestine": "PSE", "Palestinian territories": "PSE", "West Bank and Gaza": "PSE", "Qatar": "QAT",
    "Saudi Arabia": "SAU", "Somalia": "SOM", "South Sudan": "SSD", "Spain": "ESP", "Sudan": "SDN",
    "Syria": "SYR", "Tunisia": "TUN", "Turkey": "TUR", "Türkiye": "TUR", "Turkmenistan": "TKM",
    "UAE": "ARE", "United Arab Emirates": "ARE", "Western Sahara": "ESH", "Yemen": "YEM",
}  # fmt: skip


@cache
def region():
    """Outlines by code, in degrees; cut by tools/chart_map.py."""
    return json.loads(Path(__file__).with_name("region.json").read_text(encoding="utf-8"))


def codes_of(figures):
    named = [NAMES.get(label, "") for label in figures.labels]
    return [code or name for code, name in zip(figures.codes, named, strict=True)]


def knows(figures):
    """Is every country of the table on our map?"""
    return all(code in region() for code in codes_of(figures))


def choropleth(figures, width, *, mirrored=False):
    values = dict(zip(codes_of(figures), figures.rows[0], strict=True))
    cells = dict(zip(codes_of(figures), figures.cells[0], strict=True))
    values = {code: value for code, value in values.items() if value is not None}
    steps = shades_for(values.values())
    ground = Ground(box_around(values), width)
    canvas = ground.canvas
    shades = {code: f"q{shade(value, steps)}" for code, value in values.items()}
    canvas.ground(ground.outlines(shades))
    for code in sorted(values, key=lambda code: -values[code]):
        ground.write(code, cells[code], shade(values[code], steps))
    ground.frame()
    key(canvas, figures, steps)
    return canvas


def shades_for(values):
    """The lower ends of the shades, in round numbers."""
    low, high = min(values), max(values)
    step = round_step(max(high - low, 1e-9) / SHADES)
    start = math.floor(low / step) * step
    if all(value == int(value) for value in values):
        start, step = low, math.ceil((high - low + 1) / SHADES)
    return [start + step * i for i in range(SHADES + 1) if start + step * i <= high][:SHADES]


def shade(value, steps):
    """From 1 to 4; the highest is always the darkest."""
    return SHADES - len(steps) + sum(value >= step for step in steps)


def key(canvas, figures, steps):
    """A row of shades with the figures from which they begin."""
    eastern, top = is_eastern(figures), canvas.height + 12
    canvas.text(0, top + 11, figures.names[0][:1].upper() + figures.names[0][1:], "label")
    x = width_of(figures.names[0]) + 16
    for place in range(1, len(steps) + 1):
        words = reach_of(place, steps, figures, eastern=eastern)
        if x + 31 + width_of(words) > canvas.width:
            x, top = 0, top + 22
            canvas.height += 22
        canvas.rect(x, top, 26, 13, f"q{SHADES - len(steps) + place}")
        canvas.text(x + 31, top + 11, words)
        x += 31 + width_of(words) + 14
    canvas.height += KEY_HEIGHT


def reach_of(place, steps, figures, *, eastern):
    """What a shade stands for: "1–2" where figures are counted, else "10 and more" by its start."""
    values = [value for value in figures.rows[0] if value is not None]
    start, is_last = steps[place - 1], place == len(steps)
    end = max(values) if is_last else steps[place]
    if all(value == int(value) for value in values):
        end = end if is_last else end - 1
    ends = [start] if start == end else [start, end]
    return "–".join(written(value, eastern=eastern) for value in ends)


def box_around(values):
    """West, south, east and north of these countries, with some room; never narrower than a land."""
    points = [p for code in values for ring in region()[code]["coarse"] for p in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    return west - MARGIN, max(south - MARGIN, 9), east + MARGIN, min(north + MARGIN, 45)


def mercator(latitude):
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)))


class Ground:
    """A Mercator map of a box of the region."""

    def __init__(self, box, width):
        self.west, self.south, self.east, self.north = box
        inner = width - 2 * FRAME
        tall = mercator(self.north) - mercator(self.south)
        self.scale = min(inner / (self.east - self.west), inner * TALLEST / tall)
        spare = inner / self.scale - (self.east - self.west)
        self.west, self.east = self.west - spare / 2, self.east + spare / 2
        self.detail = "fine" if self.scale > FROM_FINE else "coarse"
        self.canvas = Canvas(width, round(tall * self.scale) + 2 * FRAME)
        self.canvas.rect(0, 0, width, self.canvas.height, "sea")
        self.taken = []

    def at(self, point):
        x = FRAME + (point[0] - self.west) * self.scale
        y = FRAME + (mercator(self.north) - mercator(point[1])) * self.scale
        return x, y

    def outlines(self, shades):
        """[(path data, class)]: first the lands that are only ground, then those with a shade."""
        countries = sorted(region().items(), key=lambda item: shades.get(item[0], ""))
        drawn = [
            (self.outline(country[self.detail]), shades.get(code, "land"))
            for code, country in countries
        ]
        return [(data, css) for data, css in drawn if data]

    def outline(self, rings):
        """Path data in whole pixels and small steps; nothing where a country is off the map."""
        parts = [
            [(round(x), round(y)) for x, y in map(self.at, self.within(ring))] for ring in rings
        ]
        return "".join(trail(part) for part in parts if len(parts) == 1 or reach(part) > SPECK)

    def within(self, ring):
        """The ring without the points that no one sees: cut at the box, and a little beyond it."""
        box = (self.west - 1, self.south - 1, self.east + 1, self.north + 1)
        return clipped(ring, box)

    def write(self, code, cell, depth):
        """The figure on its country, if it meets no other."""
        x, y = self.at(region()[code]["at"])
        wide = width_of(cell) + 4
        box = (x - wide / 2, y - 8, x + wide / 2, y + 8)
        if not any(
            a < box[2] and box[0] < c and b < box[3] and box[1] < d for a, b, c, d in self.taken
        ):
            self.taken.append(box)
            self.canvas.text(x, y + 4.5, cell, f"value on-q{depth}", "middle")

    def frame(self):
        """The neatline: what is off the map is covered, and a bar for every ten degrees drawn."""
        width, height = self.canvas.width, self.canvas.height
        self.canvas.outline(
            f"M-99-99H{width + 99}V{height + 99}H-99ZM{FRAME} {FRAME}V{height - FRAME}"
            f"H{width - FRAME}V{FRAME}Z",
            "mask",
        )
        bars = [*self.bars_across(), *self.bars_down()]
        self.canvas.outline("".join(bars), "neat-bars")
        self.canvas.outline(f"M.5.5H{width - 0.5}V{height - 0.5}H.5Z", "neat")
        self.canvas.outline(f"M{FRAME} {FRAME}H{width - FRAME}V{height - FRAME}H{FRAME}Z", "neat")

    @property
    def bar(self):
        """How many degrees a bar is long: from ten on a map of all to one on a map of few."""
        across = self.east - self.west
        return next(degrees for degrees in (1, 2, 5, 10) if across / degrees < 12 or degrees == 10)

    def bar_starts(self, first, last):
        step = 2 * self.bar
        return range(math.floor(first / step) * step, math.ceil(last), step)

    def bars_across(self):
        height = self.canvas.height
        for start in self.bar_starts(self.west, self.east):
            x0 = self.at((max(start, self.west), self.north))[0]
            x1 = self.at((min(start + self.bar, self.east), self.north))[0]
            if x1 > x0:
                yield f"M{x0:.0f} 2.5H{x1:.0f}M{x0:.0f} {height - 2.5 - 1:.1f}H{x1:.0f}"

    def bars_down(self):
        width = self.canvas.width
        for start in self.bar_starts(self.south, self.north):
            y0 = self.at((self.west, min(start + self.bar, self.north)))[1]
            y1 = self.at((self.west, max(start, self.south)))[1]
            if y1 > y0:
                yield f"M3.5 {y0:.0f}V{y1:.0f}M{width - 3.5} {y0:.0f}V{y1:.0f}"


def borrowed(name, wide, narrow):
    """The outlines of the wide drawing once more, at the size of the narrow one."""
    share = (narrow.width - 2 * FRAME) / (wide.width - 2 * FRAME)
    moved = FRAME * (1 - share)
    return f'<use href="#{name}" transform="translate({moved:.2f} {moved:.2f})scale({share:.4f})"/>'


def clipped(ring, box):
    """The part of a ring within west, south, east and north (Sutherland, Hodgman)."""
    west, south, east, north = box
    for axis, limit, sign in ((0, west, 1), (1, south, 1), (0, east, -1), (1, north, -1)):
        kept = []
        for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
            inside_a, inside_b = (sign * (point[axis] - limit) >= 0 for point in (a, b))
            if inside_a:
                kept.append(a)
            if inside_a != inside_b:
                share = (limit - a[axis]) / (b[axis] - a[axis])
                kept.append([p + share * (q - p) for p, q in zip(a, b, strict=True)])
        ring = kept
    return ring


def trail(points):
    """One ring as path data; points that fall together on paper are one."""
    kept = [point for i, point in enumerate(points) if i == 0 or point != points[i - 1]]
    if len(kept) < 4:
        return ""
    moves = "".join(f" {x - x0} {y - y0}" for (x0, y0), (x, y) in zip(kept, kept[1:]))  # noqa: B905
    return f"M{kept[0][0]} {kept[0][1]}l{moves[1:]}z".replace(" -", "-")


def reach(points):
    """How far these points go, across and down together."""
    if not points:
        return 0
    xs, ys = zip(*points, strict=True)
    return max(xs) - min(xs) + max(ys) - min(ys)
