"""What stands around the figures: lines across, words below, the key, and names at the end."""

from articles.charts.canvas import LINE, width_of, wrapped
from articles.charts.figures import EASTERN, is_eastern, written
from articles.charts.scales import Scale, apart

KEY, BELOW = 12, 26
GAP = 10


def key(canvas, figures, *, top=0):
    """The names of the series in a row, or in as many as they need; returns where it ends."""
    if len(figures.names) < 2:
        return top
    x, y = 0, top
    for place, name in enumerate(figures.names, start=1):
        wide = KEY + 6 + width_of(name)
        if x and x + wide > canvas.width:
            x, y = 0, y + 22
        canvas.rect(x, y + 2, KEY, KEY, f"s{place}")
        canvas.text(x + KEY + 6, y + 13, name, "name")
        x += wide + 18
    return y + 32


def levels(canvas, figures, reach, up, *, left, right):
    """A line across for every step, its figure above the line's start."""
    eastern = is_eastern(figures)
    for value in reach.ticks:
        y = up(value)
        canvas.line(0, y, right, y, "axis" if value == 0 else "grid")
        canvas.text(0, y - 5, written(value, eastern=eastern))
    return left


def room_for_levels(figures, reach):
    eastern = is_eastern(figures)
    return max(width_of(written(value, eastern=eastern)) for value in reach.ticks) + GAP


def across(figures, start, end):
    """Where each label stands between these places, and a scale if they are numbers."""
    positions = figures.positions
    if positions is None:
        last = max(len(figures.labels) - 1, 1)
        return [start + (end - start) * i / last for i in range(len(figures.labels))]
    scale = Scale(positions[0], positions[-1], start, end)
    return [scale(position) for position in positions]


def labels_below(canvas, figures, places, y, *, ticks=True):
    """The labels under their places, as many as have room; years shrink to their last digits."""
    shown = labels_that_fit(figures, places, canvas.width)
    for i, words, anchor in shown:
        if ticks:
            canvas.line(places[i], y, places[i], y + 5, "axis")
        canvas.text(places[i], y + 19, words, "", anchor)
    return axis_name(canvas, figures, y + 19)


def axis_name(canvas, figures, y):
    """What the labels are, where they do not say it themselves; returns where it ends."""
    if figures.are_years or figures.positions is None or not figures.axis:
        return y + 6
    canvas.text(0, y + LINE + 3, figures.axis[:1].upper() + figures.axis[1:], "quiet")
    return y + LINE + 9


def labels_that_fit(figures, places, width):
    """(index, words, anchor) of the labels to write: the first, the last, and those with room."""
    for every in range(1, len(figures.labels) + 1):
        for shorten in (False, True) if figures.are_years else (False,):
            row = {
                i: placed(figures, i, places, shorten, width)
                for i in chosen_labels(len(figures.labels), every)
            }
            *others, last = row
            if others and row[others[-1]][1] + GAP > row[last][0]:
                del row[others[-1]]
            if not meet(list(row.values())):
                return [(i, words, anchor) for i, (_, _, words, anchor) in row.items()]
    return []


def chosen_labels(count, every):
    """Every so many from the first, and the last."""
    return sorted({*range(0, count, every), count - 1})


def meet(row):
    """Do two neighbours stand too near?"""
    return any(a[1] + GAP > b[0] for a, b in zip(row, row[1:]))  # noqa: B905


def placed(figures, i, places, shorten, width):
    """(left, right, words, anchor) of one label; those at the sheet's edges stay on the sheet."""
    words = figures.labels[i]
    if shorten and i:
        words = words.translate(EASTERN)[2:] if words.isascii() else words[2:]
    half = width_of(words) / 2
    if places[i] - half < 0:
        return places[i], places[i] + 2 * half, words, "start"
    if places[i] + half > width:
        return places[i] - 2 * half, places[i], words, "end"
    return places[i] - half, places[i] + half, words, "middle"


def names_at_ends(figures, width):
    """The lines of words that name each series at its end, or None where the key must do it."""
    if len(figures.names) < 2:
        return None
    room = width * 0.28
    names = [
        wrapped(f"{name} {last_cell(figures, place)}", room)
        for place, name in enumerate(figures.names)
    ]
    widest = max(width_of(line) for lines in names for line in lines)
    return names if widest <= room * 1.1 and sum(map(len, names)) * LINE < 210 else None


def last_cell(figures, place):
    return next((cell for cell in reversed(figures.cells[place]) if cell), "")


def write_names(canvas, figures, names, ends, *, x, low, high):
    """Each name beside its end (x, y), moved where two would meet and then tied to it by a line."""
    heights = [len(lines) * LINE + 4 for lines in names]
    middles = apart([y for _, y in ends], heights, low=low, high=high)
    for place, (lines, (end_x, end_y), middle) in enumerate(
        zip(names, ends, middles, strict=True), start=1
    ):
        if abs(middle - end_y) > LINE * 0.75:
            canvas.line(end_x + 5, end_y, x - 3, middle, "tie")
        top = middle - (len(lines) - 1) * LINE / 2 + 4.5
        canvas.lines(x, top, lines[:-1], "name")
        cell = last_cell(figures, place - 1)
        rest = lines[-1].removesuffix(cell).rstrip()
        canvas.text(x, top + (len(lines) - 1) * LINE, rest, "name", figure=cell)
