"""The paper a chart is drawn on: head, unit, key, axes, and names beside lines."""

import math

from tools.pictures.draw import HEIGHT, WIDTH, Drawing
from tools.pictures.labels import Name, Spot, is_free
from tools.pictures.typefaces import line as typed

MARGIN, RIGHT, FLOOR = 26, WIDTH - 26, 262
COLOURS = ("green", "gold", "quiet", "mark")
SIZE, SMALL = 15.5, 14.5


class Plot(Drawing):
    """A chart in the making: what its direction says at the top, room for its form below."""

    def __init__(self, title, asked):
        super().__init__(title)
        self.asked, self.waiting = asked, []
        self.rect(0, 0, WIDTH, HEIGHT, "paper")
        self.line([(MARGIN, 14), (RIGHT, 14)], "ink", 2)
        self.top = 38
        for words in asked.get("head", "").split("\n"):
            self.text(words, MARGIN, self.top, size=19, style="bold")
            self.top += 22
        if "unit" in asked:
            self.text(asked["unit"], MARGIN, self.top - 1, size=SIZE, fill="soft")
            self.top += 20

    def key(self, names, colours=None):
        """The names of the series, each after its colour."""
        colours = colours or self.colours
        x, y = MARGIN, self.top + 2
        for name, colour in zip(names, colours, strict=False):
            if x + 16 + typed(name, SMALL, "bold").width > RIGHT:
                x, y = MARGIN, y + 19
            self.rect(x, y - 11, 12, 12, colour)
            x = self.text(name, x + 17, y, size=SMALL, style="bold") + 18
        self.top = y + 12

    @property
    def colours(self):
        """Of two series before and after, the second is what matters."""
        return ("quiet", "green") if self.asked.get("then_and_now") else COLOURS

    def colour(self, label, number=0):
        """Green for what matters; the rest steps back where the direction says what matters."""
        main = self.asked.get("main")
        if main is None:
            return COLOURS[number]
        return "green" if label in main else "pale"

    # Axes.

    def scale(self, rows, floor=FLOOR):
        """Rules across with their figures, on the left; returns how high a value stands."""
        low, high, step = span_of(rows, self.asked.get("from", 0))
        top = self.top + (17 if self.asked.get("form") in ("columns", "stack", "waterfall") else 8)
        ticks = [low + step * n for n in range(round((high - low) / step) + 1)]
        wide = max(typed(written(tick), SMALL, "sans").width for tick in ticks)
        self.left = MARGIN + wide + 9

        def up(value):
            return floor - (floor - top) * (value - low) / (high - low)

        for tick in ticks:
            is_base = tick == (0 if low <= 0 <= high else low)
            self.line(
                [(self.left, up(tick)), (RIGHT, up(tick))],
                "ink" if is_base else "grid",
                1.2 if is_base else 1,
            )
            self.text(
                written(tick), self.left - 8, up(tick) + 5, size=SMALL, fill="soft", anchor="end"
            )
        self.floor, self.low, self.high = floor, low, high
        return up

    def below(self, labels, places, y=None):
        """The words under the axis; where they would meet, every second one."""
        y = (y or self.floor) + 19
        for every in (1, 2, 3):
            rows = list(zip(labels, places, strict=True))[::every]
            boxes = []
            for label, x in rows:
                half = typed(label, SMALL, "sans").width / 2
                x = min(max(x, MARGIN - 4 + half), WIDTH - 19 - half)
                boxes.append((x - half, x + half))
            if all(a[1] + 7 < b[0] for a, b in zip(boxes, boxes[1:], strict=False)):
                break
        for (label, _), (start, end) in zip(rows, boxes, strict=True):
            self.text(label, (start + end) / 2, y, size=SMALL, fill="soft", anchor="middle")

    def value(self, number, x, y, *, fill="ink", style="sans", anchor="middle"):
        self.text(written(number), x, y, size=SMALL, style=style, fill=fill, anchor=anchor)

    # Names beside lines.

    def name_line(self, words, points, colour):
        """Wait with the name of a line until all lines are drawn."""
        fill = "ink" if colour == "gold" else colour
        self.waiting.append(
            (Name(words, 16.5, "bold", fill, "paper"), list(between(points, 4)), points)
        )

    def settle(self):
        """Each name above or below its own line, nearer to it than to any other; the flattest place wins."""
        for number, (name, own, points) in enumerate(self.waiting):
            others = [
                at for n, (_, line, _) in enumerate(self.waiting) if n != number for at in line
            ]
            spots = [spot for spot in self.along(name, points) if self.holds(spot.box)]
            if not spots:
                raise ValueError(f"no room for {name.words!r} in {self.title!r}")
            name.put(self, min(spots, key=lambda spot: spot.cost + mistaken(spot.box, own, others)))

    def holds(self, box):
        """Inside the axes, on no other words, not across a rule's figures."""
        inside = self.left + 4 < box[0] and box[2] < RIGHT + 4 and box[3] < self.floor - 3
        return inside and is_free(self, box, frame=10)

    def along(self, name, points):
        _, top, _, bottom = name.line.ink
        for (x, y), steep in sloped(points, 6):
            for far, dearer in ((9, 0), (15, 1), (23, 3), (34, 6)):
                for baseline in (y - far - bottom, y + far - top):
                    for anchor in ("middle", "start", "end"):
                        yield Spot(x, baseline, anchor, name.line, steep * 2.5 + dearer)


def between(points, step):
    """Points on the straight line through these, a few units apart."""
    for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
        number = max(int(math.dist((x0, y0), (x1, y1)) / step), 1)
        yield from (
            (x0 + (x1 - x0) * n / number, y0 + (y1 - y0) * n / number) for n in range(number)
        )
    yield points[-1]


def sloped(points, step):
    for a, b in zip(points, points[1:], strict=False):
        steep = abs(b[1] - a[1]) / max(abs(b[0] - a[0]), 1)
        yield from ((at, steep) for at in between([a, b], step))


def span_of(rows, start):
    """(low, high, step) of round figures that hold all values, with three to five steps."""
    numbers = [value for row in rows for value in row if value is not None]
    low, high = min([*numbers, start] if start <= min(numbers) else numbers), max(numbers + [start])
    steps = (m * 10**p for p in range(-2, 7) for m in (1, 2, 5))
    step = next(s for s in steps if math.ceil(high / s) - math.floor(low / s) <= 5)
    return math.floor(low / step) * step, math.ceil(high / step) * step, step


def written(value):
    return f"{round(value, 6):,g}".replace("-", "−")


def mistaken(box, own, others):
    """What it costs to cover a line, or to stand nearer to another line than to one's own."""
    near, far = distance(box, own), distance(box, others)
    return (80 if near < 2 else 0) + (80 if far < 3 else 0) + max(near + 9 - far, 0) * 4


def distance(box, points):
    if not points:
        return 99.0
    return min(
        math.hypot(max(box[0] - x, 0, x - box[2]), max(box[1] - y, 0, y - box[3]))
        for x, y in points
    )
