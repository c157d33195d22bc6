"""Covers of the trend reports: one idea each, cut like a plate, with the title set on it."""

import math
import random

from tools.pictures.draw import HEIGHT, WIDTH, Drawing, smooth, trail
from tools.pictures.typefaces import line as typed

TITLE = 35


def draw(slug, alt, headline):
    cover = Drawing(alt)
    COVERS.get(slug, strands)(cover, headline.partition(":")[0])
    for inset, width in ((1.2, 2.4), (5.5, 1)):
        cover.path(frame(inset), stroke="ink", width=width)
    return cover


def frame(inset):
    return f"M{inset} {inset}H{WIDTH - inset}V{HEIGHT - inset}H{inset}Z"


def title(cover, words, x, y, width, fill="ink"):
    """The title in lines no wider than `width`; y is the base of the last one."""
    rows = [""]
    for word in words.split():
        longer = f"{rows[-1]} {word}".strip()
        if typed(longer, TITLE, "display").width > width and rows[-1]:
            rows.append(word)
        else:
            rows[-1] = longer
    for number, row in enumerate(reversed(rows)):
        cover.text(row, x, y - number * TITLE * 1.08, size=TITLE, style="display", fill=fill)
    cover.text(
        "Trend report", x, y - len(rows) * TITLE * 1.08 - 4, size=15, style="bold", fill=fill
    )


def strands(cover, words):
    """A bundle crosses the grid of a map; one strand leaves it."""
    cover.rect(0, 0, WIDTH, HEIGHT, "focus")
    for n in range(14):
        cover.path(
            smooth([(-10 + n * 44, -10), (-24 + n * 46, 150), (-54 + n * 50, 310)]),
            stroke="land",
            width=1.1,
        )
    for n in range(9):
        cover.path(
            smooth([(-10, 8 + n * 42), (240, -4 + n * 42), (490, 10 + n * 42)]),
            stroke="land",
            width=1.1,
        )
    for n in range(17):
        gap = n - 8
        points = [
            (-12, 128 + gap * 6.4),
            (110, 112 + gap * 5),
            (240, 92 + gap * 4.2),
            (360, 96 + gap * 4.6),
            (492, 70 + gap * 6.2),
        ]
        if n != 11:
            cover.path(smooth(points), stroke="green", width=2.2)
    leaving = [(-12, 147), (110, 127), (225, 105), (300, 122), (365, 178), (430, 236), (500, 268)]
    cover.path(smooth(leaving), stroke="focus", width=8)
    cover.path(smooth(leaving), stroke="mark", width=3.6)
    title(cover, words, 26, 272, 290)


def hours(cover, words):
    """Twenty-four hours from night to noon and back; one of them is empty."""
    cover.rect(0, 0, WIDTH, HEIGHT, "paper")
    left, room = 22, (WIDTH - 44) / 24
    for hour in range(24):
        light = max(0.0, math.cos((hour - 12.5) / 12 * math.pi) * 0.62 + 0.4)
        if hour != 20:
            x = left + room * hour
            cover.add(
                f'<rect x="{x + 1.6:.1f}" y="22" width="{room - 3.2:.1f}" height="256" fill="{blended(light)}"/>'
            )
    empty = left + room * 20
    cover.path(
        f"M{empty + 2.4:.1f} 22.8h{room - 4.8:.1f}v254.4h{-room + 4.8:.1f}z",
        stroke="mark",
        width=1.6,
        more='stroke-dasharray="5 4"',
    )
    cover.rect(6, 104, 330, 114, "paper")
    title(cover, words, 26, 200, 280)


def blended(light):
    """Night blue, green of dawn, yellow of noon."""
    stops = ((22, 44, 62), (38, 98, 104), (150, 178, 120), (240, 180, 41))
    at = min(max(light, 0), 0.999) * 3
    low, share = int(at), at % 1
    mixed = (round(a + (b - a) * share) for a, b in zip(stops[low], stops[low + 1], strict=True))
    return "#" + "".join(f"{value:02x}" for value in mixed)


def ledger(cover, words):
    """A page of sums; one is struck out and written again."""
    chance = random.Random("ledger")
    cover.rect(0, 0, WIDTH, HEIGHT, "land")
    for y in range(26, 300, 21):
        cover.line([(6, y), (WIDTH - 6, y)], "deep", 1)
    for x, colour in ((218, "mark"), (222, "mark"), (304, "deeper"), (388, "deeper")):
        cover.line([(x, 6), (x, HEIGHT - 6)], colour, 1)
    for column, right in enumerate((296, 380, 464)):
        for row in range(10):
            sum_row = row == 9
            y = 43 + row * 21 + (6 if sum_row else 0)
            figure = (
                f"{chance.randrange(112, 988)},{chance.randrange(100, 990)}"
                if not sum_row
                else ("6,214,880", "4,907,315", "5,562,040")[column]
            )
            size = 15 if sum_row else 16.5
            style_at = {"size": size, "style": "italic", "fill": "night", "anchor": "end"}
            cover.text(figure, right - chance.uniform(0, 2.5), y, **style_at)
        cover.line([(right - 72, 220), (right + 2, 220)], "night", 1.2)
    cover.path(smooth([(386, 243), (420, 232), (470, 236)]), stroke="mark", width=2.6)
    cover.path(smooth([(388, 248), (430, 238), (468, 241)]), stroke="mark", width=2)
    cover.text("3,118,400", 468, 273, size=20, style="italic", fill="mark", anchor="end")
    title(cover, words, 26, 272, 186)


def membrane(cover, words):
    """Hatching, open on one side of a wall and dense on the other; a single drop has come through."""
    cover.rect(0, 0, WIDTH, HEIGHT, "paper")
    x, gap = 268.0, 8.2
    while x < WIDTH - 6:
        cover.line([(x, 6), (x, HEIGHT - 6)], "ink", 1.5)
        x, gap = x + gap, max(gap * 0.955, 2.4)
    for n in range(8):
        cover.line([(44 + n * 24, 6), (44 + n * 24, 54 + 22 * math.sin(n * 1.1))], "quiet", 1)
    for wall in (236, 262):
        cover.line([(wall, 6), (wall, HEIGHT - 6)], "ink", 3.2)
    rows = [[(238, y), (260, y - 7)] for y in range(12, 297, 5)]
    cover.path("".join(map(trail, rows)), stroke="ink", width=1)
    drop = "M190 92c11 22 21 33 21 47a21 21 0 0 1-42 0c0-14 10-25 21-47z"
    cover.path(drop, fill="green")
    cover.path(
        "M179 140a11 11 0 0 0 9 11", stroke="paper", width=2.6, more='stroke-linecap="round"'
    )
    title(cover, words, 26, 272, 204)


COVERS = {
    "digital-connectivity-corridors": strands,
    "renewable-procurement-rules": hours,
    "venture-after-the-boom": ledger,
    "desalination-industrial-water": membrane,
}
