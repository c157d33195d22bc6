"""Shapes in, quiet SVG out: the palette by day and by night, and a drawing in parts."""

import math
import re
from html import escape

from tools.pictures import typefaces

WIDTH, HEIGHT = 480, 300
LIGHT = {
    "sea": "#dce7e6", "land": "#f5f3ed", "focus": "#cfddd0", "coast": "#7d9795", "border": "#a3aaa2",
    "river": "#93b5b4", "hill": "#a8a68f", "ink": "#121a18", "soft": "#4a5753", "water": "#3f6a6c",
    "mark": "#b3261e", "grid": "#cfd6d2", "paper": "#fbfbf8", "green": "#00635a", "gold": "#c98a00",
    "quiet": "#8fa5a2", "pale": "#bccac7", "deep": "#b9d0cf", "deeper": "#9fbfbf", "grove": "#8fb59c",
    "warm": "#e9cf9b", "saffron": "#f0b429", "night": "#1d3b4d",
    "hot": "#e2ad74", "mild": "#f2e3c4", "cool": "#b4c8d3",
}  # fmt: skip
DARK = LIGHT | {
    "sea": "#0b1a1d", "land": "#222b28", "focus": "#2c463d", "coast": "#5a7773", "border": "#5c6863",
    "river": "#3a6064", "hill": "#4a554f", "ink": "#e8ece8", "soft": "#a9b5b0", "water": "#86b0b0",
    "mark": "#ff8a7a", "grid": "#34413d", "paper": "#0f1614", "green": "#5cc2b0", "gold": "#f0b429",
    "quiet": "#748985", "pale": "#465652", "deep": "#0f272b", "deeper": "#153439", "grove": "#3f6b52",
    "warm": "#5b4c2c", "night": "#7fa6bd",
    "hot": "#7a5530", "mild": "#3a3626", "cool": "#2e4a5a",
}  # fmt: skip
ANCHORS = {"start": 0, "middle": 0.5, "end": 1}


class Drawing:
    """An SVG in the making. `boxes` are the places that words and marks have taken.

    `texts` are the words with their own boxes, `dots` the places that have a name, `frames` the panels with
    the words that belong in them.
    """

    def __init__(self, title, width=WIDTH, height=HEIGHT):
        self.title, self.width, self.height = title, width, height
        self.parts, self.boxes, self.texts, self.dots, self.frames = [], [], [], [], []

    def add(self, part):
        self.parts.append(part)

    def text(self, words, x, y, *, size=15, style="sans", fill="ink", anchor="start", halo=None):
        """Set a line and take its place; returns where it ends."""
        line = typefaces.line(words, size, style)
        x -= line.width * ANCHORS[anchor]
        self.letters(line, f"translate({x:.1f} {y:.1f})", fill, halo)
        self.take(words, [moved(line.ink, x, y)])
        return x + line.width

    def take(self, words, boxes):
        self.boxes += boxes
        self.texts.append((words, boxes))

    def panel(self, box, first):
        """Take the place of a panel whose words are those set since the `first`."""
        self.boxes.append(box)
        self.frames.append((box, range(first, len(self.texts))))

    def letters(self, line, where, fill, halo=None):
        edge = (
            f' stroke="var(--{halo})" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'
            if halo
            else ""
        )
        self.add(f'<path transform="{where}" fill="var(--{fill})"{edge} d="{line.data}"/>')

    def path(self, data, *, fill="none", stroke=None, width=1.0, more=""):
        edge = f' stroke="var(--{stroke})" stroke-width="{width}"' if stroke else ""
        paint = fill if fill == "none" or fill.startswith("url") else f"var(--{fill})"
        self.add(f'<path fill="{paint}"{edge} {more} d="{data}"/>')

    def line(self, points, stroke, width=1.0, more=""):
        self.path(trail(points), stroke=stroke, width=width, more=more)

    def rect(self, x, y, w, h, fill, more=""):
        self.add(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" fill="var(--{fill})" {more}/>'
        )

    def circle(self, x, y, r, fill, more=""):
        paint = "none" if fill == "none" else f"var(--{fill})"
        self.add(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="{paint}" {more}/>')

    def svg(self, palette=LIGHT):
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}"'
            f' width="{self.width}" height="{self.height}"><title>{escape(self.title)}</title>'
        )
        body = re.sub(r"var\(--(\w+)\)", lambda found: palette[found[1]], "".join(self.parts))
        return f"{head}{body}</svg>\n"


def moved(box, x, y):
    return box[0] + x, box[1] + y, box[2] + x, box[3] + y


def meet(one, other, margin=0.0):
    return (
        one[0] < other[2] + margin
        and other[0] < one[2] + margin
        and one[1] < other[3] + margin
        and other[1] < one[3] + margin
    )


def trail(points, closed=False):
    """Path data in small relative steps, in tenths."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    steps = "".join(
        f"{(x1 - x0) / 10:g} {(y1 - y0) / 10:g} "
        for (x0, y0), (x1, y1) in zip(tenths, tenths[1:], strict=False)
    )
    return f"M{tenths[0][0] / 10:g} {tenths[0][1] / 10:g}l{steps}{'z' if closed else ''}"


def smooth(points):
    """A curve through the points (Catmull and Rom, as cubic Béziers)."""
    data = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    for c1, c2, end in beziers(points):
        data += f"C{c1[0]:.1f} {c1[1]:.1f} {c2[0]:.1f} {c2[1]:.1f} {end[0]:.1f} {end[1]:.1f}"
    return data


def beziers(points):
    padded = [points[0], *points, points[-1]]
    for p0, p1, p2, p3 in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        c1 = (p1[0] + (p2[0] - p0[0]) / 6, p1[1] + (p2[1] - p0[1]) / 6)
        c2 = (p2[0] - (p3[0] - p1[0]) / 6, p2[1] - (p3[1] - p1[1]) / 6)
        yield c1, c2, p2


def walked(points, step):
    """Points of the smooth curve, `step` apart: ((x, y), direction)."""
    fine, before = [points[0]], points[0]
    for c1, c2, end in beziers(points):
        fine += [bezier(before, c1, c2, end, n / 24) for n in range(1, 25)]
        before = end
    found, left = [], 0.0
    for a, b in zip(fine, fine[1:], strict=False):
        length, turn = math.dist(a, b), math.atan2(b[1] - a[1], b[0] - a[0])
        while length and left <= length:
            share = left / length
            found.append(((a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share), turn))
            left += step
        left -= length
    return found


def bezier(a, b, c, d, t):
    u = 1 - t
    weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
    return tuple(
        sum(w * point[axis] for w, point in zip(weights, (a, b, c, d), strict=True))
        for axis in (0, 1)
    )
