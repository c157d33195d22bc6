"""Lines of type as outlines in the house faces, shaped, so that Arabic, Hebrew and Persian are right."""

import io
from functools import cache
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as hb
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
FACES = {
    "sans": ("libre-franklin.woff2", {"wght": 500}),
    "bold": ("libre-franklin.woff2", {"wght": 680}),
    "italic": ("newsreader-italic.woff2", {}),
    "display": ("newsreader-display.woff2", {}),
    "arabic": ("noto-sans-arabic.woff2", {}),
    "naskh": ("noto-naskh-arabic.woff2", {"wght": 500}),
    "hebrew": ("noto-serif-hebrew.woff2", {"wght": 500}),
    "hebrew bold": ("noto-serif-hebrew.woff2", {"wght": 700}),
}
ARABIC, HEBREW = ("\u0600", "\u06ff"), ("\u0590", "\u05ff")
OF_SCRIPT = {  # what stands for a Latin style in another script
    ARABIC: {"sans": "arabic", "bold": "arabic", "italic": "naskh", "display": "naskh"},
    HEBREW: {"sans": "hebrew", "bold": "hebrew bold", "italic": "hebrew", "display": "hebrew"},
}


class Line(NamedTuple):
    """A line of type from 0,0 on its base line: path data, width, and the box of its ink."""

    data: str
    width: float
    ink: tuple


class Face:
    def __init__(self, file, axes):
        font = TTFont(FONTS / file)
        font.flavor = None
        raw = io.BytesIO()
        font.save(raw)
        self.face = hb.Face(raw.getvalue())
        self.font = hb.Font(self.face)
        self.font.set_variations(axes)

    def shaped(self, text):
        line = hb.Buffer()
        line.add_str(text)
        line.guess_segment_properties()
        if not any(letter.isalpha() for letter in text):
            line.direction = "ltr"
        hb.shape(self.font, line)
        glyphs = list(zip(line.glyph_infos, line.glyph_positions, strict=True))
        if any(info.codepoint == 0 for info, _ in glyphs):
            raise ValueError(f"no letter in the face for all of {text!r}")
        return glyphs


class Pen(SVGPathPen):
    """An SVG pen that scales, moves, turns the y axis down and remembers how far it went."""

    def __init__(self):
        super().__init__(None, ntos=lambda number: f"{round(number, 1):g}")
        self.scale, self.x, self.y, self.reached = 1, 0, 0, []

    def at(self, point):
        x, y = self.x + point[0] * self.scale, self.y - point[1] * self.scale
        self.reached.append((x, y))
        return x, y

    def _moveTo(self, point):  # noqa: N802  (fontTools' names)
        super()._moveTo(self.at(point))

    def _lineTo(self, point):  # noqa: N802
        super()._lineTo(self.at(point))

    def _curveToOne(self, *points):  # noqa: N802
        super()._curveToOne(*map(self.at, points))

    def _qCurveToOne(self, *points):  # noqa: N802
        super()._qCurveToOne(*map(self.at, points))


@cache
def face(name):
    return Face(*FACES[name])


def script_of(text):
    """The script that is not Latin, if a letter of it occurs."""
    for script in (ARABIC, HEBREW):
        if any(script[0] <= letter <= script[1] for letter in text):
            return script
    return None


@cache
def line(text, size, style="sans"):
    """Type one line; a line with Arabic or Hebrew in it runs from right to left, word by word."""
    words = text.replace("'", "’").split(" ")
    pen, x, space = Pen(), 0, size * 0.26
    for word in reversed(words) if script_of(text) else words:
        script = script_of(word)
        of = face(OF_SCRIPT[script][style] if script else style)
        pen.scale = size / of.face.upem
        for info, place in of.shaped(word):
            pen.x, pen.y = x + place.x_offset * pen.scale, -place.y_offset * pen.scale
            of.font.draw_glyph_with_pen(info.codepoint, pen)
            x += place.x_advance * pen.scale
        x += space
    xs, ys = [p[0] for p in pen.reached] or [0], [p[1] for p in pen.reached] or [0]
    return Line(pen.getCommands(), x - space, (min(xs), min(ys), max(xs), max(ys)))
