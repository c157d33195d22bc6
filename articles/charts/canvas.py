"""A sheet to draw on: shapes and words in, SVG out; and how much room words take."""

import re
from html import escape

# Widths of " " to "~" in hundredths of the letter height, of our label face at its middle weight.
WIDTHS = tuple(
    map(
        int,
        """
        21 25 43 62 62 92 80 24 30 30 41 56 22 38 22 35 62 62 62 62 62 62 62 62 62 62 22 24 55 56 55 53
        83 74 71 71 73 64 61 74 74 30 43 72 61 92 76 77 70 77 70 65 66 71 72 99 70 69 65 30 35 30 48 53
        29 55 60 55 60 58 39 61 59 25 25 58 25 91 59 60 60 60 40 52 40 58 56 80 56 54 49 32 26 32 58
        """.split(),  # noqa: SIM905
    )
)
OTHER_LETTER = 56
LETTER_HEIGHT = 13.5
LINE = 16
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]")
MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u200c-\u200f]")
OTHER_SIDE = {"start": "end", "end": "start", "middle": "middle"}


def width_of(words, height=LETTER_HEIGHT):
    """About how wide these words are."""
    hundredths = sum(
        WIDTHS[ord(letter) - 32] if " " <= letter <= "~" else OTHER_LETTER
        for letter in MARKS.sub("", words)
    )
    return hundredths * height / 100


def wrapped(words, width, *, most=3):
    """These words in lines no wider than this, as far as single words allow."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer) > width and len(lines) < most:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


# Where the outlines of a map stand among the parts; no text can say it, because texts are escaped.
GROUND = "<ground>"


def short(value):
    """A coordinate in whole pixels: finer is not seen, and weighs on every page with a chart."""
    return str(round(value))


def lighter(figure):
    return f'<tspan class="value"> {escape(figure, quote=False)}</tspan>' if figure else ""


class Canvas:
    """An SVG being drawn. On a mirrored one everything stands on the other side."""

    def __init__(self, width, height=0, *, mirrored=False):
        self.width, self.height, self.mirrored = width, height, mirrored
        self.parts, self.outlines = [], []
        self.last_lines = {}

    def at(self, x):
        return self.width - x if self.mirrored else x

    def line(self, x1, y1, x2, y2, css):
        """A line across or down; those of one kind that follow each other are one path."""
        x1, y1, x2, y2 = (short(value) for value in (self.at(x1), y1, self.at(x2), y2))
        way = f"H{x2}" if y1 == y2 else f"V{y2}" if x1 == x2 else f"L{x2} {y2}"
        if css in self.last_lines:
            place = self.last_lines[css]
            self.parts[place] = self.parts[place].replace('"/>', f'M{x1} {y1}{way}"/>')
        else:
            self.last_lines[css] = len(self.parts)
            self.parts.append(f'<path class="{css}" d="M{x1} {y1}{way}"/>')

    def shape(self, markup):
        """A shape may cover what was drawn before it: lines drawn later begin a new path."""
        self.last_lines.clear()
        self.parts.append(markup)

    def rect(self, x, y, width, height, css):
        """Its edges are rounded, not its size: what touches goes on touching."""
        x = self.at(x) - (width if self.mirrored else 0)
        wide = round(x + max(width, 0)) - round(x)
        high = round(y + max(height, 0)) - round(y)
        self.shape(
            f'<rect class="{css}" x="{short(x)}" y="{short(y)}" width="{wide}" height="{high}"/>'
        )

    def circle(self, x, y, radius, css):
        self.shape(
            f'<circle class="{css}" cx="{short(self.at(x))}" cy="{short(y)}" r="{radius:g}"/>'
        )

    def path(self, points, css, *, closed=False):
        drawn = "L".join(f"{short(self.at(x))} {short(y)}" for x, y in points)
        self.shape(f'<path class="{css}" d="M{drawn}{"Z" if closed else ""}"/>')

    def outline(self, data, css):
        """A path whose data is ready; outlines are never mirrored."""
        self.shape(f'<path class="{css}" d="{data}"/>')

    def ground(self, outlines):
        """The outlines of a map, here: [(data, class)], those of one class in one path."""
        for data, css in outlines:
            if self.outlines and self.outlines[-1][1] == css:
                self.outlines[-1] = (self.outlines[-1][0] + data, css)
            else:
                self.outlines.append((data, css))
        self.shape(GROUND)

    def text(self, x, y, words, css="", anchor="start", *, figure=""):
        """Words from, to or around a place; words that run to the left know it themselves.

        `figure` follows them in a lighter hand.
        """
        anchor = OTHER_SIDE[anchor] if self.mirrored else anchor
        direction = ""
        if RIGHT_TO_LEFT.search(words):
            anchor, direction = OTHER_SIDE[anchor], ' direction="rtl"'
        css = " ".join(filter(None, [css, "" if anchor == "start" else anchor]))
        marked = f' class="{css}"' if css else ""
        self.parts.append(
            f'<text{marked}{direction} x="{short(self.at(x))}" y="{short(y)}">'
            f"{escape(words, quote=False)}{lighter(figure)}</text>"
        )

    def lines(self, x, y, lines, css="", anchor="start"):
        for place, words in enumerate(lines):
            self.text(x, y + place * LINE, words, css, anchor)

    def svg(self, css, *, name, title, said, ground=""):
        """The whole, with its name and a description for those who do not see it.

        `ground` stands where the outlines of a map do, if they were drawn once already.
        """
        parts = "".join(self.parts).replace(GROUND, ground or self.drawn_ground(name))
        return (
            f'<svg class="drawing {css}" viewBox="0 0 {self.width} {short(self.height)}" role="img"'
            f' aria-labelledby="{name}-{css}-title {name}-{css}-said">'
            f'<title id="{name}-{css}-title">{escape(title, quote=False)}</title>'
            f'<desc id="{name}-{css}-said">{escape(said, quote=False)}</desc>'
            f"{parts}</svg>"
        )

    def drawn_ground(self, name):
        drawn = "".join(f'<path class="{css}" d="{data}"/>' for data, css in self.outlines)
        return f'<g class="ground" id="{name}-ground">{drawn}</g>'
