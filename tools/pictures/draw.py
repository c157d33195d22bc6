"""Shapes in, quiet SVG out: type as outlines, the palette, a drawing in parts."""

import io
from html import escape
from pathlib import Path

import uharfbuzz as hb
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
FACES = {
    "sans": ("libre-franklin.woff2", {"wght": 500}),
    "bold": ("libre-franklin.woff2", {"wght": 680}),
    "italic": ("newsreader-italic.woff2", {}),
    "arabic": ("noto-sans-arabic.woff2", {}),
    "hebrew": ("noto-serif-hebrew.woff2", {}),
}
PALETTE = {
    "sea": "#dce7e6", "land": "#f5f3ed", "focus": "#c3d6c8", "coast": "#7d9795", "border": "#a8aea6",
    "river": "#9dbab9", "ink": "#121a18", "soft": "#4a5753", "water": "#3f6a6c", "mark": "#b3261e",
    "grid": "#cfd6d2", "paper": "#fbfbf8", "a": "#00635a", "b": "#c98a00", "c": "#7d9795", "d": "#b3261e",
}  # fmt: skip
WIDTH, HEIGHT = 480, 300


class Face:
    """A typeface that says a line of text as the outline of its letters."""

    def __init__(self, file, axes):
        font = TTFont(FONTS / file)
        font.flavor = None
        raw = io.BytesIO()
        font.save(raw)
        self.face = hb.Face(raw.getvalue())
        self.font = hb.Font(self.face)
        self.font.set_variations(axes)

    def outline(self, text, size):
        """(path data starting at 0,0; its width)."""
        line = hb.Buffer()
        line.add_str(text)
        line.guess_segment_properties()
        hb.shape(self.font, line)
        scale, x, parts = size / self.face.upem, 0, []
        for info, place in zip(line.glyph_infos, line.glyph_positions, strict=True):
            pen = ScaledPen(scale, x + place.x_offset * scale, -place.y_offset * scale)
            self.font.draw_glyph_with_pen(info.codepoint, pen)
            parts.append(pen.getCommands())
            x += place.x_advance * scale
        return "".join(parts), x


class ScaledPen(SVGPathPen):
    """An SVG pen that scales, moves and turns the y axis down."""

    def __init__(self, scale, x, y):
        super().__init__(None, ntos=lambda number: f"{round(number, 1):g}")
        self.scale, self.x, self.y = scale, x, y

    def at(self, point):
        return self.x + point[0] * self.scale, self.y - point[1] * self.scale

    def _moveTo(self, point):  # noqa: N802  (fontTools' names)
        super()._moveTo(self.at(point))

    def _lineTo(self, point):  # noqa: N802
        super()._lineTo(self.at(point))

    def _curveToOne(self, *points):  # noqa: N802
        super()._curveToOne(*map(self.at, points))

    def _qCurveToOne(self, *points):  # noqa: N802
        super()._qCurveToOne(*map(self.at, points))


_faces = {}


def face(name):
    if name not in _faces:
        _faces[name] = Face(*FACES[name])
    return _faces[name]


def face_for(text, latin="sans"):
    """Arabic and Hebrew have faces of their own."""
    if any("\u0600" <= letter <= "\u06ff" for letter in text):
        return "arabic"
    return "hebrew" if any("\u0590" <= letter <= "\u05ff" for letter in text) else latin


def width_of(text, size, style="sans"):
    return face(face_for(text, style)).outline(text, size)[1]


class Drawing:
    """An SVG in the making. `boxes` are the places that words have taken."""

    def __init__(self, title, width=WIDTH, height=HEIGHT):
        self.title, self.width, self.height = title, width, height
        self.parts, self.boxes = [], []

    def add(self, part):
        self.parts.append(part)

    def text(self, text, x, y, *, size=15, style="sans", fill="ink", anchor="start", halo=None):
        data, width = face(face_for(text, style)).outline(text, size)
        x -= {"start": 0, "middle": width / 2, "end": width}[anchor]
        edge = (
            f' stroke="{PALETTE[halo]}" stroke-width="3.4" stroke-linejoin="round" paint-order="stroke"'
            if halo
            else ""
        )
        self.add(
            f'<path transform="translate({x:.1f} {y:.1f})" fill="{PALETTE[fill]}"{edge} d="{data}"/>'
        )
        self.boxes.append((x, y - size * 0.78, x + width, y + size * 0.24))

    def line(self, points, stroke, width=1.0, more=""):
        data = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        self.add(
            f'<path fill="none" stroke="{PALETTE[stroke]}" stroke-width="{width}" {more} d="{data}"/>'
        )

    def rect(self, x, y, w, h, fill, more=""):
        self.add(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" fill="{PALETTE[fill]}" {more}/>'
        )

    def circle(self, x, y, r, fill, more=""):
        self.add(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r}" fill="{PALETTE[fill]}" {more}/>')

    def is_free(self, box, margin=3):
        """Do these words meet no others, and stay inside the frame?"""
        left, top, right, bottom = box
        inside = left > 14 and top > 14 and right < self.width - 14 and bottom < self.height - 14
        return inside and not any(meet(box, other, margin) for other in self.boxes)

    def svg(self):
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}"'
            f' width="{self.width}" height="{self.height}"><title>{escape(self.title)}</title>'
        )
        return head + "".join(self.parts) + "</svg>\n"


def meet(one, other, margin=0):
    return (
        one[0] < other[2] + margin
        and other[0] < one[2] + margin
        and one[1] < other[3] + margin
        and other[1] < one[3] + margin
    )
