"""What goes on over time: lines, and areas stacked on one another."""

from articles.charts import axes
from articles.charts.canvas import Canvas, width_of
from articles.charts.scales import Scale, piled, round_range

PLOT, TOP = 230, 22


def plain_lines(figures, width, *, mirrored=False):
    reach = round_range(figures.numbers)
    sheet = Sheet(figures, width, reach)
    ends = []
    for place, row in enumerate(figures.rows, start=1):
        for run in runs(row):
            sheet.canvas.path([sheet.at(i, row[i]) for i in run], f"line s{place}")
        ends.append(end_of(sheet, row))
        sheet.canvas.circle(*ends[-1], 3.5, f"dot s{place}")
    return sheet.finished(ends)


def end_of(sheet, row):
    known = [i for i, value in enumerate(row) if value is not None]
    return sheet.at(known[-1], row[known[-1]]) if known else sheet.at(0, 0)


def runs(row):
    """The stretches without a gap; a value that stands alone is a stretch too."""
    run = []
    for i, value in enumerate([*row, None]):
        if value is not None:
            run.append(i)
        elif run:
            yield run if len(run) > 1 else run * 2
            run = []


def stacked_areas(figures, width, *, mirrored=False):
    """A missing value counts as none; the first series lies at the ground line, on either side."""
    piles = [piled(column) for column in zip(*figures.rows, strict=True)]
    sheet = Sheet(
        figures, width, round_range([end for pile in piles for ends in pile for end in ends])
    )
    ends = []
    for place in range(len(figures.names)):
        upper = [sheet.at(i, pile[place][1]) for i, pile in enumerate(piles)]
        lower = [sheet.at(i, pile[place][0]) for i, pile in enumerate(piles)]
        sheet.canvas.path([*upper, *reversed(lower)], f"area s{place + 1}", closed=True)
        ends.append((upper[-1][0], (upper[-1][1] + lower[-1][1]) / 2))
    return sheet.finished(ends)


class Sheet:
    """A plot with lines across, labels below, and the names of the series at the end or in a key."""

    def __init__(self, figures, width, reach):
        self.figures, self.canvas = figures, Canvas(width)
        self.names = axes.names_at_ends(figures, width)
        top = TOP if self.names else axes.key(self.canvas, figures) + TOP
        self.bottom = top + PLOT
        left = axes.room_for_levels(figures, reach)
        right = width - self.room_at_end()
        self.up = Scale(reach.low, reach.high, self.bottom, top)
        self.places = axes.across(figures, left, right)
        axes.levels(self.canvas, figures, reach, self.up, left=left, right=right)

    def room_at_end(self):
        """For the names, or half a label."""
        if self.names:
            return max(width_of(line) for lines in self.names for line in lines) * 1.06 + 16
        return 8

    def at(self, i, value):
        return self.places[i], self.up(value)

    def finished(self, ends):
        if self.names:
            x = self.places[-1] + 14
            axes.write_names(
                self.canvas, self.figures, self.names, ends, x=x, low=0, high=self.bottom + 6
            )
        foot = self.up(0) if self.up.low >= 0 else self.bottom
        end = axes.labels_below(self.canvas, self.figures, self.places, foot)
        self.canvas.height = max(end, self.bottom + axes.BELOW)
        return self.canvas
