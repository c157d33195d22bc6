"""Columns that stand in the order of time, side by side or on one another."""

from articles.charts import axes, scales
from articles.charts.canvas import Canvas, width_of
from articles.charts.scales import Scale, round_range

PLOT, WIDEST = 220, 36


def side_by_side(figures, width, *, mirrored=False):
    canvas, slots = Canvas(width), Slots(figures, width)
    thick = slots.thickness(len(figures.names))
    says_values = all(
        width_of(cell, 12) <= max(thick, slots.room / 2 if len(figures.names) == 1 else 0) - 1
        for row in figures.cells
        for cell in row
    )
    top = axes.key(canvas, figures) + (18 if says_values else 22)
    up, left = frame(canvas, figures, round_range(figures.numbers), top, levels=not says_values)
    slots = Slots(figures, width, left)
    thick = slots.thickness(len(figures.names))
    for i, middle in enumerate(slots.middles):
        start = middle - thick * len(figures.names) / 2
        for place, row in enumerate(figures.rows):
            cell = figures.cells[place][i] if says_values else ""
            column(canvas, up, start + place * thick, thick, row[i], cell, f"s{place + 1}")
    return finished(canvas, figures, slots, up, top)


def column(canvas, up, x, thick, value, cell, css):
    if value is None:
        return
    upper, lower = sorted((up(0), up(value)))
    canvas.rect(x, upper, thick - 1.5, max(lower - upper, 1), css)
    if cell:
        y = upper - 5 if value >= 0 else lower + 13
        canvas.text(x + (thick - 1.5) / 2, y, cell, "value", "middle")


def stacked(figures, width, *, mirrored=False):
    """One column a label; what is below nothing hangs from the ground line, apart from the rest."""
    canvas, piles = Canvas(width), list(map(scales.piled, zip(*figures.rows, strict=True)))
    top = axes.key(canvas, figures) + 22
    reach = round_range([end for pile in piles for ends in pile for end in ends])
    up, left = frame(canvas, figures, reach, top, levels=True)
    slots = Slots(figures, width, left)
    thick = slots.thickness(1)
    for middle, pile in zip(slots.middles, piles, strict=True):
        for place, (low, high) in enumerate(pile, start=1):
            height = up(low) - up(high)
            canvas.rect(middle - thick / 2, up(high), thick, height, f"s{place} joint")
    return finished(canvas, figures, slots, up, top)


def frame(canvas, figures, reach, top, *, levels):
    """The scale and the lines across; or the ground line alone where columns say their figures."""
    up = Scale(reach.low, reach.high, top + PLOT, top)
    if not levels:
        return up, 0
    left = axes.room_for_levels(figures, reach)
    axes.levels(canvas, figures, reach, up, left=left, right=canvas.width)
    return up, left


def finished(canvas, figures, slots, up, top):
    canvas.line(slots.left, up(0), canvas.width, up(0), "axis")
    end = axes.labels_below(canvas, figures, slots.middles, up(up.low), ticks=False)
    canvas.height = max(end, top + PLOT + axes.BELOW)
    return canvas


class Slots:
    """As many equal rooms along the ground as there are labels."""

    def __init__(self, figures, width, left=0):
        self.left = left
        self.room = (width - left) / len(figures.labels)
        self.middles = [left + self.room * (i + 0.5) for i in range(len(figures.labels))]

    def thickness(self, number):
        return min(self.room * 0.78 / number, WIDEST if number > 1 else WIDEST * 1.4)
