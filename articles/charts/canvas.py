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


def short(value):
    """A coordinate to a tenth."""
    return f"{value:.1f}".removesuffix(".0").replace("-0.", "-.").removeprefix("0") or "0"


def lighter(figure):
    return f'<tspan class="value"> {escape(figure, quote=False)}</tspan>' if figure else ""


class Canvas:
    """An SVG being drawn. On a mirrored one everything stands on the other side."""

    def __init__(self, width, height=0, *, mirrored=False):
        self.width, self.height, self.mirrored = width, height, mirrored
        self.parts = []

    def at(self, x):
        return self.width - x if self.mirrored else x

    def line(self, x1, y1, x2, y2, css):
        ends = [short(value) for value in (self.at(x1), y1, self.at(x2), y2)]
        self.parts.append('<path class="{}" d="M{} {}L{} {}"/>'.format(css, *ends))

    def rect(self, x, y, width, height, css):
        x = self.at(x) - (width if self.mirrored else 0)
        places = [short(value) for value in (x, y, max(width, 0), max(height, 0))]
        self.parts.append(
            '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>'.format(css, *places)
        )

    def circle(self, x, y, radius, css):
        places = [short(value) for value in (self.at(x), y, radius)]
        self.parts.append('<circle class="{}" cx="{}" cy="{}" r="{}"/>'.format(css, *places))

    def path(self, points, css, *, closed=False):
        drawn = "L".join(f"{short(self.at(x))} {short(y)}" for x, y in points)
        self.parts.append(f'<path class="{css}" d="M{drawn}{"Z" if closed else ""}"/>')

    def outline(self, data, css):
        """A path whose data is ready; outlines are never mirrored."""
        self.parts.append(f'<path class="{css}" d="{data}"/>')

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

    def svg(self, css, *, name, title, said):
        """The whole, with its name and a description for those who do not see it."""
        return (
            f'<svg class="drawing {css}" viewBox="0 0 {self.width} {short(self.height)}" role="img"'
            f' aria-labelledby="{name}-{css}-title {name}-{css}-said">'
            f'<title id="{name}-{css}-title">{escape(title, quote=False)}</title>'
            f'<desc id="{name}-{css}-said">{escape(said, quote=False)}</desc>'
            f"{''.join(self.parts)}</svg>"
        )
