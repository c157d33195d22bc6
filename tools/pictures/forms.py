"""The forms of a chart. Each takes a plot, the labels of its axis and its series of figures."""

import re

from tools.pictures.draw import trail
from tools.pictures.plots import COLOURS, FLOOR, MARGIN, RIGHT, SIZE, SMALL, written
from tools.pictures.typefaces import line as typed


def columns(plot, labels, rows):
    """Columns that stand side by side, with their figures on them where there are few."""
    names = plot.asked.get("series", ())
    if len(rows) > 1:
        plot.key(names)
    up = plot.scale(rows)
    room = (RIGHT - plot.left) / len(labels)
    width = room * (0.74 if len(rows) > 1 else 0.66) / len(rows)
    places = [plot.left + room * (i + 0.5) for i in range(len(labels))]
    for number, row in enumerate(rows):
        for label, x, value in zip(labels, places, row, strict=True):
            start = x - width * len(rows) / 2 + width * number
            top, bottom = sorted((up(value), up(0)))
            colour = plot.colours[number] if len(rows) > 1 else plot.colour(label)
            plot.rect(start + 0.8, top, width - 1.6, max(bottom - top, 1), colour)
            if width > 21:
                y = bottom + 16 if value < 0 else top - 6
                plot.value(
                    value, start + width / 2, y, style="bold" if colour == "green" else "sans"
                )
    plot.below(labels, places, plot.floor if plot.low >= 0 else FLOOR)


def bars(plot, labels, rows):
    """Bars that lie, where the words are long; their figures at their ends."""
    if len(rows) > 1:
        plot.key(plot.asked["series"])
    left = MARGIN + max(typed(label, SIZE, "sans").width for label in labels) + 10
    highest = max(value for row in rows for value in row)
    end = RIGHT - typed(written(highest), SIZE, "bold").width - 8
    top, room = plot.top + 4, (FLOOR + 22 - plot.top - 4) / len(labels)
    height = min(room * 0.78 / len(rows), 30)
    for i, label in enumerate(labels):
        middle = top + room * (i + 0.5)
        is_main = label in (plot.asked.get("main") or ())
        plot.text(
            label,
            left - 10,
            middle + 5,
            size=SIZE,
            style="bold" if is_main else "sans",
            anchor="end",
        )
        for number, row in enumerate(rows):
            y = middle - height * len(rows) / 2 + height * number
            wide = (end - left) * row[i] / highest
            colour = plot.colours[number] if len(rows) > 1 else plot.colour(label)
            plot.rect(left, y + 1, max(wide, 1.5), height - 2, colour)
            plot.text(
                written(row[i]),
                left + wide + 6,
                y + height / 2 + 5.2,
                size=SMALL,
                style="bold" if is_main else "sans",
            )
    plot.line([(left, top), (left, FLOOR + 22)], "ink", 1.2)


def lines(plot, labels, rows):
    """Lines over an axis on which numbers stand where they belong."""
    up = plot.scale(rows)
    places = across(plot, labels)
    paths = [[(x, up(value)) for x, value in zip(places, row, strict=True)] for row in rows]
    if plot.asked.get("gap"):
        plot.path(trail([*paths[0], *paths[1][::-1]], closed=True), fill="focus")
    for number, points in enumerate(paths):
        plot.line(points, COLOURS[number], 3.4, 'stroke-linejoin="round" stroke-linecap="round"')
        plot.circle(*points[-1], 5, COLOURS[number], 'stroke="var(--paper)" stroke-width="1.6"')
    for name, colour, points in zip(plot.asked.get("series", ()), COLOURS, paths, strict=False):
        plot.name_line(name, points, colour)
    figures(plot, rows, paths)
    plot.below(labels, places)
    plot.settle()


def figures(plot, rows, paths):
    """The figures that the direction asks for: [series, position, above or below]."""
    for number, position, side in plot.asked.get("figures", ()):
        x, y = paths[number][position]
        plot.circle(x, y, 5, COLOURS[number], 'stroke="var(--paper)" stroke-width="1.6"')
        anchor = (
            "start" if position == 0 else "end" if position in (-1, len(rows[0]) - 1) else "middle"
        )
        shift = {"start": -4, "end": 5, "middle": 0}[anchor]
        plot.value(
            rows[number][position],
            x + shift,
            y - 11 if side == "above" else y + 22,
            style="bold",
            anchor=anchor,
        )


def across(plot, labels):
    """Where labels stand on the axis: by the number in them, if all have one."""
    found = [re.search(r"\d+", label) for label in labels]
    numbers = [int(number[0]) for number in found] if all(found) else list(range(len(labels)))
    start, end = plot.left + 12, RIGHT - 12
    return [start + (end - start) * (n - numbers[0]) / (numbers[-1] - numbers[0]) for n in numbers]


def steps(plot, labels, rows):
    """Values that hold until the next one."""
    up = plot.scale(rows)
    places = [*across(plot, labels), RIGHT] if plot.asked.get("by_number") else even(plot, labels)
    for number, row in enumerate(rows):
        points = []
        for i, value in enumerate(row):
            points += [(places[i], up(value)), (places[i + 1], up(value))]
        plot.line(points, COLOURS[number], 3.4, 'stroke-linejoin="miter"')
        if plot.asked.get("series"):
            plot.name_line(plot.asked["series"][number], points, COLOURS[number])
        else:
            for i, value in enumerate(row):
                plot.value(value, (places[i] + places[i + 1]) / 2, up(value) - 9, style="bold")
    middles = [(a + b) / 2 for a, b in zip(places, places[1:], strict=False)]
    plot.below(labels, places[:-1] if plot.asked.get("by_number") else middles)
    plot.settle()


def even(plot, labels):
    room = (RIGHT - plot.left) / len(labels)
    return [plot.left + room * i for i in range(len(labels) + 1)]


def stack(plot, labels, rows):
    """Columns piled up, each part with its figure where it has room."""
    plot.key(plot.asked["series"])
    totals = [sum(column) for column in zip(*rows, strict=True)]
    up = plot.scale([totals])
    room = (RIGHT - plot.left) / len(labels)
    width = min(room * 0.68, 84)
    places = [plot.left + room * (i + 0.5) for i in range(len(labels))]
    for i, x in enumerate(places):
        base = 0
        for number, row in enumerate(rows):
            top, bottom = up(base + row[i]), up(base)
            plot.rect(x - width / 2, top + 0.7, width, max(bottom - top - 0.7, 1), COLOURS[number])
            if bottom - top > 19:
                fill = "ink" if COLOURS[number] == "gold" else "paper"
                plot.value(row[i], x, (top + bottom) / 2 + 5.5, fill=fill, style="bold")
            elif bottom - top > 6 and width > 60:
                plot.value(row[i], x + width / 2 + 7, (top + bottom) / 2 + 5, anchor="start")
            base += row[i]
        if plot.asked.get("totals"):
            plot.value(base, x, up(base) - 7, style="bold")
    plot.below(labels, places)


def area(plot, labels, rows):
    """Bands piled up over an axis, their names in the bands or beside them."""
    plot.key(plot.asked["series"], ("saffron", "green", "night", "pale"))
    totals = [sum(column) for column in zip(*rows, strict=True)]
    up = plot.scale([totals])
    start, end = plot.left, RIGHT
    places = [start + (end - start) * i / (len(labels) - 1) for i in range(len(labels))]
    base = [0] * len(labels)
    for colour, number in zip(("pale", "green", "night", "saffron"), (3, 1, 2, 0), strict=True):
        above = [low + value for low, value in zip(base, rows[number], strict=True)]
        edge = [(x, up(value)) for x, value in zip(places, above, strict=True)]
        back = [(x, up(value)) for x, value in zip(places, base, strict=True)][::-1]
        plot.path(trail([*edge, *back], closed=True), fill=colour, stroke="paper", width=1.2)
        base = above
    plot.below(labels, places)


def timeline(plot, labels, rows):
    """One bar a row, cut into stages, with the sum at its end."""
    plot.key(labels, STAGES)
    room = (FLOOR + 22 - plot.top) / len(rows)
    longest = max(map(sum, rows))
    end = RIGHT - 44
    for number, (name, row) in enumerate(zip(plot.asked["series"], rows, strict=True)):
        y = plot.top + room * number + 12
        plot.text(name, MARGIN, y + 8, size=SIZE, style="bold")
        x, height = MARGIN, min(room - 38, 48)
        for value, colour in zip(row, STAGES, strict=True):
            wide = (end - MARGIN) * value / longest
            plot.rect(x, y + 16, max(wide - 1, 1), height, colour)
            if wide > 24:
                fill = "ink" if colour in ("gold", "pale", "warm") else "paper"
                plot.value(value, x + wide / 2, y + 16 + height / 2 + 5.5, fill=fill, style="bold")
            x += wide
        plot.value(
            round(sum(row), 1), x + 7, y + 16 + height / 2 + 5.5, style="bold", anchor="start"
        )


STAGES = ("green", "quiet", "gold", "night", "pale")


def whole(plot, labels, rows):
    """One price cut into its parts: a pile, and beside it what each part is."""
    parts = list(zip(labels, rows[0], strict=True))
    top, bottom = plot.top + 4, FLOOR + 24
    total, room = sum(rows[0]), (bottom - top) / len(parts)
    pile = MARGIN, 104
    y = bottom
    for number, (label, value) in enumerate(parts):
        high = (bottom - top) * value / total
        y -= high
        colour = plot.colour(label)
        plot.rect(pile[0], y + 0.7, pile[1], high - 1.4, colour)
        level = bottom - room * (number + 0.5)
        plot.line(
            [
                (pile[0] + pile[1] + 3, y + high / 2),
                (pile[0] + pile[1] + 26, level),
                (pile[0] + pile[1] + 34, level),
            ],
            "soft",
            0.9,
        )
        style = "bold" if label in (plot.asked.get("main") or ()) else "sans"
        plot.text(
            written(value),
            pile[0] + pile[1] + 64,
            level + 5.5,
            size=SIZE + 1,
            style="bold",
            anchor="end",
        )
        plot.text(label, pile[0] + pile[1] + 74, level + 5.5, size=SIZE + 1, style=style)


def waterfall(plot, labels, rows):
    """From a first sum to a last one, step by step."""
    up = plot.scale([[abs(value) for value in rows[0]]])
    room = (RIGHT - plot.left) / len(labels)
    width, level = room * 0.7, 0
    places = [plot.left + room * (i + 0.5) for i in range(len(labels))]
    for i, (x, value) in enumerate(zip(places, rows[0], strict=True)):
        is_sum = i in (0, len(labels) - 1)
        start, level = (0, value) if is_sum else (level, level + value)
        top, bottom = sorted((up(start), up(level)))
        plot.rect(x - width / 2, top, width, bottom - top, "green" if is_sum else "gold")
        plot.value(value, x, top - 7, style="bold" if is_sum else "sans")
        if i < len(labels) - 1:
            plot.line([(x - width / 2, up(level)), (x + room + width / 2, up(level))], "soft", 0.8)
    for label, x in zip(labels, places, strict=True):
        for row, part in enumerate(label.split("\n")):
            plot.text(part, x, plot.floor + 17 + row * 15, size=13.5, fill="soft", anchor="middle")


def dots(plot, labels, rows):
    """A dot a row on one scale, and a line for the one that all share."""
    values, shared = rows[0][:-1], rows[0][-1]
    left, top, bottom = MARGIN + 58, plot.top + 20, FLOOR + 20
    step = 20
    highest = -(-max(values) // step) * step

    def at(value):
        return left + (RIGHT - 14 - left) * value / highest

    for tick in range(0, int(highest) + 1, step):
        plot.line([(at(tick), top), (at(tick), bottom)], "ink" if tick == 0 else "grid", 1)
        plot.text(written(tick), at(tick), top - 7, size=SMALL, fill="soft", anchor="middle")
    room = (bottom - top) / len(values)
    plot.rect(at(shared) - 5, top, 10, bottom - top, "saffron", 'fill-opacity=".75"')
    for i, (label, value) in enumerate(zip(labels, values, strict=False)):
        y = top + room * (i + 0.5)
        plot.text(label, left - 10, y + 5, size=13.5, anchor="end")
        plot.line([(at(0), y), (at(value), y)], "pale", 1.4)
        plot.circle(at(value), y, 5.4, "green")
    words = plot.asked["shared"]
    plot.text(words, at(shared) + 12, bottom - 6, size=SMALL, style="bold", halo="paper")
