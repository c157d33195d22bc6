"""The furniture of a map: key, inset, scale, each in a corner where it covers nothing, and the neatline."""

import math

from tools.pictures import marks
from tools.pictures.draw import trail
from tools.pictures.ground import Ground, Window
from tools.pictures.labels import is_free, nuisance
from tools.pictures.typefaces import line as typed
from tools.pictures.typefaces import script_of

EDGE = 8  # of the neatline
ROW, SAMPLE, SIZE = 19, 26, 14.5
INSET = (112, 70)


def place(a_map):
    """Inset and key in a corner each, the scale where there is room."""
    asked = a_map.asked
    if "inset" in asked:
        inset(a_map, corner(a_map, *INSET, asked.get("inset_at")), asked["inset"])
    if "key" in asked:
        key(a_map, asked["key"], asked.get("key_at"))
    if asked.get("scale") != "none":
        scale(a_map, asked.get("scale_at"))


def corner(a_map, width, height, asked=None, gap=0):
    """(x, y) of a free corner of the map; `asked` is two words: top or bottom, west or east."""
    left, top = EDGE + gap, EDGE + gap
    right, bottom = a_map.width - EDGE - gap - width, a_map.height - EDGE - gap - height
    spots = {
        "bottom west": (left, bottom), "bottom east": (right, bottom),
        "top west": (left, top), "top east": (right, top),
        "bottom middle": ((left + right) / 2, bottom), "top middle": ((left + right) / 2, top),
    }  # fmt: skip
    costs = []
    for number, (name, (x, y)) in enumerate(spots.items()):
        box = (x, y, x + width, y + height)
        if is_free(a_map, box, frame=EDGE - 1):
            dearer = number * 0.4 if asked is None else 0 if name == asked else 40
            costs.append((nuisance(box, a_map.obstacles) + dearer, (x, y)))
    if not costs:
        raise ValueError(f"no corner is free in {a_map.title!r}")
    return min(costs)[1]


def key(a_map, rows, asked):
    """What the marks mean: a sample and its words, from the side on which the language begins."""
    lines = [typed(a_map.words(words), SIZE, "sans") for _, words in rows]
    width = SAMPLE + 26 + max(line.width for line in lines)
    height = ROW * len(rows) + 11
    x, y = corner(a_map, width, height, asked)
    first = len(a_map.texts)
    a_map.rect(x, y, width, height, "paper", 'stroke="var(--ink)" stroke-width="1"')
    for number, (by, words) in enumerate(rows):
        middle = y + 15 + ROW * number
        is_rtl = script_of(a_map.words(words)) is not None
        start = x + width - 10 - SAMPLE if is_rtl else x + 10
        sample(a_map, by, start, middle)
        at, anchor = (start - 7, "end") if is_rtl else (start + SAMPLE + 7, "start")
        a_map.text(a_map.words(words), at, middle + 5, size=SIZE, anchor=anchor)
    a_map.panel((x, y, x + width, y + height), first)


def sample(a_map, by, x, y):
    """A short piece of a route, an area or a point."""
    if by in marks.ROUTES:
        colour, width, dashes = marks.ROUTES[by]
        ends = [(x + 1, y), (x + SAMPLE - 1, y)]
        more = 'stroke-linecap="round"' + (f' stroke-dasharray="{dashes}"' if dashes else "")
        a_map.line(ends, colour, min(width, 3.4), more)
        if by == "rail":
            marks.sleepers(a_map, [((x + n, y), 0) for n in range(4, SAMPLE, 6)])
    elif by in marks.AREAS:
        fill, edge, _ = marks.AREAS[by]
        more = f'stroke="var(--{edge})" stroke-width="1.6" stroke-dasharray="4 3"' if edge else ""
        paint = "sea" if fill == "none" and edge == "water" else "land" if fill == "none" else fill
        a_map.rect(x + 2, y - 6, SAMPLE - 4, 12, paint, more)
    elif by == "ring":
        a_map.circle(x + SAMPLE / 2, y, 6, "none", 'stroke="var(--mark)" stroke-width="2.2"')
    else:
        marks.point(a_map, (x + SAMPLE / 2, y), by, 4.4)


def inset(a_map, at, view):
    """The country around, small, with the piece that the map shows."""
    x, y = at
    width, height = INSET
    window = Window(*view, (x, y, x + width, y + height))
    ground = Ground(window)
    a_map.add(
        f'<clipPath id="i"><rect x="{x:.1f}" y="{y:.1f}" width="{width}" height="{height}"/></clipPath><g clip-path="url(#i)">'
    )
    a_map.rect(x, y, width, height, "sea")
    for name, rings in ground.countries.items():
        a_map.fill(rings, "grove" if name in {*a_map.focus, *a_map.home} else "land")
    a_map.strokes(ground.borders, "border", 0.7)
    a_map.strokes(ground.coasts, "coast", 0.6)
    west, south, east, north = a_map.window.box
    (left, top), (right, bottom) = window.at(west, north), window.at(east, south)
    wide, high = max(right - left, 9), max(bottom - top, 6)
    left, top = (left + right - wide) / 2, (top + bottom - high) / 2
    a_map.add("</g>")
    a_map.path(f"M{left:.1f} {top:.1f}h{wide:.1f}v{high:.1f}h{-wide:.1f}z", stroke="mark", width=2)
    a_map.path(f"M{x} {y}h{width}v{height}h{-width}z", stroke="ink", width=1)
    a_map.panel((x, y, x + width, y + height), len(a_map.texts))


def scale(a_map, asked):
    """A bar that is true at the map's own middle."""
    west, south, east, north = a_map.window.box
    if east - west > 34:
        return  # Mercator has no one scale out there
    middle = (south + north) / 2
    kms = [n * 10**p for p in range(4) for n in (1, 2, 5)]
    km = max(k for k in kms if a_map.window.units(k, middle) <= 112 or k == 1)
    long = a_map.window.units(km, middle)
    words = a_map.words.distance(km)
    wide = max(long, typed(words, 13, "sans").width)
    try:
        x, y = corner(a_map, wide + 4, 26, asked, gap=9)
    except ValueError:
        a_map.left_out.append(words)
        return
    bar = [(x + 2, y + 19), (x + 2, y + 24), (x + 2 + long, y + 24), (x + 2 + long, y + 19)]
    a_map.line(bar, "land", 4)
    a_map.line(bar, "ink", 1.4)
    a_map.text(words, x + 2, y + 14, size=13, fill="ink", halo="land")
    a_map.boxes.append((x, y, x + wide + 4, y + 26))


def neatline(a_map):
    """A chart's border: one bar a step of degrees, dark and light by turns."""
    w, h, f = a_map.width, a_map.height, EDGE
    west, south, east, north = a_map.window.box
    steps = (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20)
    step = next(s for s in steps if (east - west) / s <= 14)
    a_map.path(
        f"M0 0H{w}V{h}H0ZM{f} {f}V{h - f}H{w - f}V{f}Z", fill="paper", more='fill-rule="evenodd"'
    )
    bars = []
    for lon in every_second(west, east, step):
        x0, x1 = (a_map.window.at(min(max(at, west), east), 0)[0] for at in (lon, lon + step))
        bars += [
            f"M{x0:.1f} 2H{x1:.1f}V{f - 1}H{x0:.1f}Z",
            f"M{x0:.1f} {h - f + 1}H{x1:.1f}V{h - 2}H{x0:.1f}Z",
        ]
    for lat in every_second(south, north, step):
        y1, y0 = (a_map.window.at(west, min(max(at, south), north))[1] for at in (lat, lat + step))
        bars += [
            f"M2 {y0:.1f}H{f - 1}V{y1:.1f}H2Z",
            f"M{w - f + 1} {y0:.1f}H{w - 2}V{y1:.1f}H{w - f + 1}Z",
        ]
    a_map.path("".join(bars), fill="ink")
    for inset_by in (1.5, f - 0.5):
        far = (w - inset_by, h - inset_by)
        square = [(inset_by, inset_by), (far[0], inset_by), far, (inset_by, far[1])]
        a_map.path(trail(square, closed=True), stroke="ink", width=0.9)


def every_second(low, high, step):
    number = math.floor(low / step)
    while number * step < high:
        if number % 2 == 0:
            yield number * step
        number += 1
