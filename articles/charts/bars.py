"""Bars that lie, so that their labels can be read; series side by side or end to end."""

from articles.charts import axes
from articles.charts.canvas import LINE, Canvas, width_of, wrapped
from articles.charts.figures import is_eastern, written
from articles.charts.scales import Scale, piled

SINGLE, GROUPED, GAP = 20, 15, 13


def side_by_side(figures, width, *, mirrored=False):
    canvas = Canvas(width, mirrored=mirrored)
    thick = SINGLE if len(figures.names) == 1 else GROUPED
    rows = Rows(canvas, figures, thick * len(figures.names))
    values = max(width_of(cell) for row in figures.cells for cell in row) + 8
    before = values if min(figures.numbers) < 0 else 0
    low, high = min(0, *figures.numbers), max(0, *figures.numbers)
    along = Scale(low, high or low + 1, rows.left + before, width - values)
    for i, top in enumerate(rows.tops):
        for place, row in enumerate(figures.rows):
            bar(canvas, along, row[i], figures.cells[place][i], top + place * thick, thick, place)
    canvas.line(along(0), rows.start - 3, along(0), rows.end, "axis")
    return canvas


def bar(canvas, along, value, cell, top, thick, place):
    if value is None:
        return
    start, end = sorted((along(0), along(value)))
    canvas.rect(start, top, max(end - start, 1), thick - 2, f"s{place + 1}")
    if value < 0:
        canvas.text(start - 6, top + thick / 2 + 3.5, cell, "value", "end")
    else:
        canvas.text(end + 6, top + thick / 2 + 3.5, cell, "value")


def stacked(figures, width, *, mirrored=False):
    """Series end to end, their sum at the end of the bar; what is below nothing to the other side."""
    canvas = Canvas(width, mirrored=mirrored)
    rows = Rows(canvas, figures, SINGLE + 4)
    totals = [sum(value or 0 for value in column) for column in zip(*figures.rows, strict=True)]
    sums = [written(round(total, 6), eastern=is_eastern(figures)) for total in totals]
    room = max(map(width_of, sums)) + 8
    piles = list(map(piled, zip(*figures.rows, strict=True)))
    ends = [end for pile in piles for ends in pile for end in ends]
    along = Scale(min(ends), max(ends) or 1, rows.left, width - room)
    for i, top in enumerate(rows.tops):
        for place, (low, high) in enumerate(piles[i]):
            part(canvas, along(low), along(high), top, figures.cells[place][i], place + 1)
        furthest = max(high for _, high in piles[i])
        canvas.text(along(furthest) + 6, top + 15.5, sums[i], "value")
    canvas.line(along(0), rows.start - 3, along(0), rows.end, "axis")
    return canvas


def part(canvas, start, end, top, cell, place):
    """One series' share of a bar, its figure in it if there is room."""
    canvas.rect(start, top, end - start, SINGLE + 2, f"s{place} joint")
    if width_of(cell, 12) + 8 < end - start:
        canvas.text(start + 5, top + 15.5, cell, f"value on{place}")


class Rows:
    """Where each group of bars stands, its label beside it or, where that is too long, above."""

    def __init__(self, canvas, figures, height):
        self.start = axes.key(canvas, figures) + 4
        beside = [wrapped(label, canvas.width * 0.3, most=2) for label in figures.labels]
        widest = max(width_of(line) for lines in beside for line in lines)
        self.is_beside = widest <= canvas.width * 0.32
        self.left = widest + 12 if self.is_beside else 0
        self.tops, y = [], self.start
        for label, lines in zip(figures.labels, beside, strict=True):
            y = self.add(canvas, y, height, lines if self.is_beside else [label])
        self.end = y - GAP + 3
        canvas.height = self.end + 4

    def add(self, canvas, y, height, lines):
        """Write one label and keep the place of its bars; returns where the next begins."""
        if not self.is_beside:
            canvas.text(0, y + 12, lines[0], "label")
            self.tops.append(y + LINE + 2)
            return y + LINE + 2 + height + GAP
        tall = max(height, len(lines) * LINE)
        first = y + (tall - (len(lines) - 1) * LINE) / 2 + 4
        canvas.lines(self.left - 10, first, lines, "label", "end")
        self.tops.append(y + (tall - height) / 2)
        return y + tall + GAP
