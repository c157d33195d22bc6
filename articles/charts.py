"""Charts drawn on the server from the table that stands below them: quiet SVG, classes only."""

import math
from dataclasses import dataclass
from itertools import accumulate

from django.utils.translation import gettext as _
from lxml import etree

WIDTH, LEFT, RIGHT, TOP = 640, 46, 118, 14
PLOT_HEIGHT, BAR, GAP, LABELS = 250, 15, 14, 168
MOST_SERIES = 6


@dataclass(frozen=True)
class Data:
    """What a chart shows: the words on its axis, and a row of numbers (or None) for each series."""

    labels: list
    names: list
    rows: list

    @property
    def numbers(self):
        return [number for row in self.rows for number in row if number is not None]


def draw(kind, table, *, title, name, language="en"):
    """The drawing of a table, or nothing where it holds no numbers."""
    data = read(table)
    if data is None or not data.numbers:
        return ""
    drawing = DRAWINGS.get(kind, draw_bars)(data)
    drawing.set("role", "img")
    drawing.set("aria-label", f"{title}. {_('The figures are in the table below.')}")
    return etree.tostring(drawing, encoding="unicode")


def read(table):
    """The numbers of a table whose first row and column are words; None where there are none."""
    rows = [[(cell.text_content() or "").strip() for cell in row] for row in table.iter("tr")]
    if len(rows) < 2 or len(rows[0]) < 2:
        return None
    names = rows[0][1 : MOST_SERIES + 1]
    body = [row for row in rows[1:] if len(row) > 1]
    columns = [
        [number(row[place + 1]) if place + 1 < len(row) else None for row in body]
        for place in range(len(names))
    ]
    return Data([row[0] for row in body], names, columns)


def number(text):
    """A figure as written in a table: "1,240", "4.5%", "−3"; None where there is none."""
    cleaned = text.replace(",", "").replace("−", "-").strip(" %$€£")
    try:
        value = float(cleaned)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


# Drawing: every function returns an <svg>.


def draw_lines(data):
    canvas, across, up = plot(data, *limits(data.numbers))
    ends = []
    for place, row in enumerate(data.rows):
        points = [(across(i), up(value)) for i, value in enumerate(row) if value is not None]
        put(canvas, "polyline", points=path(points), css=f"line s{place + 1}")
        if points:
            put(canvas, "circle", cx=points[-1][0], cy=points[-1][1], r=3, css=f"dot s{place + 1}")
            ends.append((points[-1][1], data.names[place], place + 1))
    name_ends(canvas, ends)
    return canvas


def draw_areas(data):
    """Series stacked on one another."""
    columns = list(zip(*[[value or 0 for value in row] for row in data.rows], strict=True))
    stacks = [[0, *accumulate(column)] for column in columns]
    canvas, across, up = plot(data, *limits([0, *(stack[-1] for stack in stacks)]))
    ends = []
    for place, name in enumerate(data.names):
        top = [(across(i), up(stack[place + 1])) for i, stack in enumerate(stacks)]
        bottom = [(across(i), up(stack[place])) for i, stack in enumerate(stacks)]
        put(canvas, "polygon", points=path([*top, *reversed(bottom)]), css=f"area s{place + 1}")
        ends.append(((top[-1][1] + bottom[-1][1]) / 2, name, place + 1))
    name_ends(canvas, ends)
    return canvas


def draw_bars(data):
    """Bars that lie, so that their labels can be read; series side by side."""
    low, high, step = limits([0, *data.numbers])
    group = BAR * len(data.names) + GAP
    legend = 26 if len(data.names) > 1 else 0
    height = TOP + legend + group * len(data.labels) + 26
    canvas = svg(height)
    legend_of(canvas, data.names) if legend else None
    scale = scaler(low, high, LABELS, WIDTH - 46)
    bottom = TOP + legend + group * len(data.labels)
    for tick in ticks(low, high, step):
        put(canvas, "line", x1=scale(tick), x2=scale(tick), y1=TOP + legend, y2=bottom, css="grid")
        text(canvas, scale(tick), bottom + 17, written(tick), "tick middle")
    for i, label in enumerate(data.labels):
        top = TOP + legend + i * group + GAP / 2
        text(canvas, LABELS - 10, top + BAR * len(data.names) / 2 + 4, label, "label end")
        for place, row in enumerate(data.rows):
            bar(canvas, scale, row[i], top + place * BAR, place + 1)
    return canvas


def bar(canvas, scale, value, top, series):
    if value is None:
        return
    start, end = sorted((scale(0), scale(value)))
    width = max(end - start, 1)
    put(canvas, "rect", x=start, y=top, width=width, height=BAR - 2, css=f"bar s{series}")
    text(canvas, end + 5, top + BAR - 5, written(value), "value")


def plot(data, low, high, step):
    """The frame of a chart over time: grid, axis and its words; how to find a point in it."""
    canvas = svg(TOP + PLOT_HEIGHT + 30)
    up = scaler(low, high, TOP + PLOT_HEIGHT, TOP)
    span = max(len(data.labels) - 1, 1)
    for tick in ticks(low, high, step):
        css = "axis" if tick == 0 else "grid"
        put(canvas, "line", x1=LEFT, x2=WIDTH - RIGHT, y1=up(tick), y2=up(tick), css=css)
        text(canvas, LEFT - 8, up(tick) + 4, written(tick), "tick end")

    def across(i):
        return LEFT + (WIDTH - RIGHT - LEFT) * i / span

    every = math.ceil(len(data.labels) / 8)
    for i in range(0, len(data.labels), every):
        text(canvas, across(i), TOP + PLOT_HEIGHT + 20, data.labels[i], "tick middle")
    return canvas, across, up


def name_ends(canvas, ends):
    """Names beside the ends of their lines, pushed apart where they would meet."""
    last = -math.inf
    for height, name, series in sorted(ends):
        last = max(height + 4, last + 15)
        text(canvas, WIDTH - RIGHT + 9, last, name, f"name s{series}")


def legend_of(canvas, names):
    left = LABELS
    for place, name in enumerate(names):
        put(canvas, "rect", x=left, y=TOP - 6, width=11, height=11, css=f"bar s{place + 1}")
        text(canvas, left + 17, TOP + 4, name, "label")
        left += 34 + 7 * len(name)


def limits(numbers):
    """Lowest and highest value of the axis, and the step between its lines."""
    low, high = min(0, *numbers), max(0, *numbers)
    rough = (high - low or 1) / 5
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough)
    return math.floor(low / step) * step, math.ceil(high / step) * step or step, step


def ticks(low, high, step):
    return [round(low + i * step, 10) for i in range(round((high - low) / step) + 1)]


def scaler(low, high, start, end):
    return lambda value: start + (end - start) * (value - low) / (high - low)


def written(value):
    return f"{value:,.10g}".replace("-", "−")


def path(points):
    return " ".join(f"{short(x)},{short(y)}" for x, y in points)


def short(value):
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def svg(height):
    return etree.Element(
        "svg", {"viewBox": f"0 0 {WIDTH} {short(float(height))}", "class": "drawing"}
    )


def put(canvas, tag, *, css, **places):
    attributes = {
        name: value if name == "points" else short(value) for name, value in places.items()
    }
    return etree.SubElement(canvas, tag, {**attributes, "class": css})


def text(canvas, x, y, words, css):
    put(canvas, "text", x=float(x), y=float(y), css=css).text = words


DRAWINGS = {"line": draw_lines, "area": draw_areas, "stacked": draw_areas, "bar": draw_bars}
