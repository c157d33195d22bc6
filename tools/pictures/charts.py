"""The chart of a story: lines where something goes on, bars where things are compared."""

import math
import re

from tools.pictures.draw import HEIGHT, WIDTH, Drawing, width_of

COLOURS = ("a", "b", "c", "d")
GOES_ON = re.compile(r"\b(lines?|curves?|areas?|hourly|falling|rising|indexed|temperature)\b", re.I)
COMPARED = re.compile(r"\b(bars?|dots)\b", re.I)
HALVES = re.compile(
    r"(?P<label>.+?),? (?P<half>before|after|debt|equity|basket|fixed|energy|wires)\Z"
)
MARGIN, TOP, BOTTOM = 26, 30, 262


def draw(title, data, idea):
    """A chart of {label: figure or list of figures}."""
    labels, rows = rows_of(data)
    if GOES_ON.search(idea) and not COMPARED.search(idea) and len(labels) > 3:
        return lines(title, labels, rows)
    long = max(width_of(label, 14) for label in labels) > 300 / len(labels)
    return bars(title, labels, rows) if long else columns(title, labels, rows)


def rows_of(data):
    """(labels, series): "Q1 debt" and "Q1 equity" are two series of one label."""
    halves = [HALVES.fullmatch(str(label)) for label in data]
    if all(halves) and len({half["half"] for half in halves}) == 2:
        labels = list(dict.fromkeys(half["label"] for half in halves))
        names = list(dict.fromkeys(half["half"] for half in halves))
        found = {
            (half["label"], half["half"]): value
            for half, value in zip(halves, data.values(), strict=True)
        }
        return labels, [[found.get((label, name)) for label in labels] for name in names]
    values = [value if isinstance(value, list) else [value] for value in data.values()]
    return [str(label) for label in data], [list(row) for row in zip(*values, strict=True)]


def canvas(title):
    drawing = Drawing(title)
    drawing.rect(0, 0, WIDTH, HEIGHT, "paper")
    drawing.line([(MARGIN, 12), (WIDTH - MARGIN, 12)], "ink", 1.4)
    return drawing


def scale_of(rows):
    numbers = [value for row in rows for value in row if value is not None] + [0]
    low, high = min(numbers), max(numbers)
    step = next(
        s for p in range(-3, 7) for s in (10**p, 2 * 10**p, 5 * 10**p) if (high - low) / s <= 5
    )
    return math.floor(low / step) * step, math.ceil(high / step) * step, step


def ticks(low, high, step):
    return [low + i * step for i in range(round((high - low) / step) + 1)]


def written(value):
    return f"{round(value, 6):,g}".replace("-", "−")


def grid(drawing, rows, left):
    """Rules across with their figures; how high a figure stands."""
    low, high, step = scale_of(rows)

    def up(value):
        return BOTTOM - (BOTTOM - TOP) * (value - low) / (high - low)

    for tick in ticks(low, high, step):
        drawing.line(
            [(left, up(tick)), (WIDTH - MARGIN, up(tick))], "ink" if tick == 0 else "grid", 1
        )
        drawing.text(written(tick), left - 8, up(tick) + 5, size=14, fill="soft", anchor="end")
    return up


def below(drawing, labels, places):
    """The words under the axis; some are left out where they would meet."""
    last = -math.inf
    for label, x in zip(labels, places, strict=True):
        half = width_of(label, 14) / 2
        if x - half > last + 6:
            drawing.text(
                label, min(x, WIDTH - 6 - half), BOTTOM + 20, size=14, fill="soft", anchor="middle"
            )
            last = x + half


def lines(title, labels, rows):
    drawing = canvas(title)
    left = MARGIN + 34
    up = grid(drawing, rows, left)
    places = [
        left + 8 + (WIDTH - MARGIN - 20 - left) * i / (len(labels) - 1) for i in range(len(labels))
    ]
    for colour, row in zip(COLOURS, rows, strict=False):
        points = [(x, up(value)) for x, value in zip(places, row, strict=True) if value is not None]
        drawing.line(points, colour, 3.2, 'stroke-linejoin="round" stroke-linecap="round"')
        drawing.circle(*points[-1], 4.5, colour)
    below(drawing, labels, places)
    return drawing


def columns(title, labels, rows):
    drawing = canvas(title)
    left = MARGIN + 34
    up = grid(drawing, rows, left)
    room = (WIDTH - MARGIN - left) / len(labels)
    width = room * 0.68 / len(rows)
    places = [left + room * (i + 0.5) for i in range(len(labels))]
    for number, (colour, row) in enumerate(zip(COLOURS, rows, strict=False)):
        for x, value in zip(places, row, strict=True):
            if value is not None:
                start = x - width * len(rows) / 2 + width * number
                top, bottom = sorted((up(value), up(0)))
                drawing.rect(start + 1, top, width - 2, max(bottom - top, 1), colour)
    below(drawing, labels, places)
    return drawing


def bars(title, labels, rows):
    """Bars that lie, where the labels are long."""
    drawing = canvas(title)
    left = MARGIN + min(max(width_of(label, 15) for label in labels), 190) + 10
    low, high, _step = scale_of(rows)
    room = (BOTTOM + 18 - TOP) / len(labels)
    height = min(room * 0.7 / len(rows), 26)

    def across(value):
        return left + (WIDTH - MARGIN - 40 - left) * (value - low) / (high - low)

    for i, label in enumerate(labels):
        middle = TOP + room * (i + 0.5)
        drawing.text(label, left - 10, middle + 5, size=15, anchor="end")
        for number, row in enumerate(rows):
            if row[i] is not None:
                top = middle - height * len(rows) / 2 + height * number
                start, end = sorted((across(0), across(row[i])))
                drawing.rect(start, top + 1, max(end - start, 1), height - 2, COLOURS[number])
                drawing.text(written(row[i]), end + 6, top + height / 2 + 5, size=14, fill="soft")
    drawing.line([(across(0), TOP), (across(0), BOTTOM + 18)], "ink", 1)
    return drawing
