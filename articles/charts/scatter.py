"""Points: each row a place by its first two figures, named where there is room."""

from articles.charts.canvas import Canvas, width_of
from articles.charts.figures import is_eastern, written
from articles.charts.scales import Scale, round_range

PLOT, TOP, BELOW, RADIUS = 280, 40, 46, 5


def points(figures, width, *, mirrored=False):
    xs, ys = figures.rows[0], figures.rows[1]
    known = [i for i in range(len(xs)) if xs[i] is not None and ys[i] is not None]
    canvas = Canvas(width, TOP + PLOT + BELOW)
    if known:
        right, up = grid(canvas, figures, [xs[i] for i in known], [ys[i] for i in known])
        spots = [(right(xs[i]), up(ys[i])) for i in known]
        for x, y in spots:
            canvas.circle(x, y, RADIUS, "dot s1")
        name_spots(canvas, [figures.labels[i] for i in known], spots)
    return canvas


def grid(canvas, figures, xs, ys):
    """Both scales, their lines and their names."""
    eastern = is_eastern(figures)
    far, high = round_range(xs, from_zero=False), round_range(ys, from_zero=False)
    left = max(width_of(written(value)) for value in high.ticks) + 14
    right = Scale(far.low, far.high, left, canvas.width - 10)
    up = Scale(high.low, high.high, TOP + PLOT, TOP)
    for value in high.ticks:
        css = "axis" if value == high.low else "grid"
        canvas.line(0, up(value), canvas.width, up(value), css)
        canvas.text(0, up(value) - 5, written(value, eastern=eastern))
    for value in far.ticks:
        canvas.line(right(value), TOP + PLOT, right(value), TOP + PLOT + 5, "axis")
        words = written(value, eastern=eastern)
        is_last = right(value) + width_of(words) / 2 > canvas.width
        anchor = "end" if is_last else "middle"
        canvas.text(canvas.width if is_last else right(value), TOP + PLOT + 19, words, "", anchor)
    canvas.text(0, 14, figures.names[1], "label")
    canvas.text(canvas.width, TOP + PLOT + 40, figures.names[0], "label", "end")
    return right, up


def name_spots(canvas, labels, spots):
    """Each name on the first of four sides where it meets no point and no other name."""
    taken = [(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS) for x, y in spots]
    for label, (x, y) in zip(labels, spots, strict=True):
        wide = width_of(label, 12.5)
        sides = [
            (x + 9, y + 4, "start", x + 9),
            (x - 9, y + 4, "end", x - 9 - wide),
            (x, y - 10, "middle", x - wide / 2),
            (x, y + 18, "middle", x - wide / 2),
        ]
        for text_x, text_y, anchor, start in sides:
            box = (start, text_y - 10, start + wide, text_y + 3)
            if box[0] >= 0 and box[2] <= canvas.width and not any(meet(box, b) for b in taken):
                canvas.text(text_x, text_y, label, "value", anchor)
                taken.append(box)
                break


def meet(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
