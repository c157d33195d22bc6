"""Room for words: each name takes the best place at which it meets no other."""

import math

from tools.pictures import typefaces
from tools.pictures.draw import ANCHORS, meet, moved

SIDES = {  # where words stand to a dot: across, down (in reaches), anchor, what it costs
    "end": (1, 0, "start", 0), "start": (-1, 0, "end", 1), "above": (0, -1, "middle", 3),
    "below": (0, 1, "middle", 3), "end up": (0.75, -0.75, "start", 2), "end down": (0.75, 0.75, "start", 2),
    "start up": (-0.75, -0.75, "end", 3), "start down": (-0.75, 0.75, "end", 3),
}  # fmt: skip
REACHES = ((8, 0), (11, 2), (16, 6), (24, 14))
KEPT_OPEN = 64  # arrangements looked at side by side


class Spot:
    """One place for one line: where it is set, the box of its ink, what it costs to stand there."""

    def __init__(self, x, y, anchor, line, cost):
        self.x, self.y, self.anchor, self.cost = x, y, anchor, cost
        self.box = moved(line.ink, x - line.width * ANCHORS[anchor], y)


class Name:
    """A name in search of a place."""

    def __init__(self, words, size, style, fill="ink", halo="land"):
        self.words, self.size, self.style, self.fill, self.halo = words, size, style, fill, halo
        self.line = typefaces.line(words, size, style)

    def beside(self, dot, radius=4, side=None):
        """All places around a dot; those on the side that was asked for are cheapest."""
        _, top, _, bottom = self.line.ink
        for name, (across, down, anchor, cost) in SIDES.items():
            unasked = 0 if side is None else -cost if side == name else 12
            for reach, dearer in REACHES:
                far = radius - 4 + reach
                middle = dot[1] + down * far - (top + bottom) / 2
                lift = (bottom - top) / 2 * ((down > 0) - (down < 0))
                if across and down:
                    lift *= 0.4
                yield Spot(
                    dot[0] + across * far, middle + lift, anchor, self.line, cost + dearer + unasked
                )

    def put(self, drawing, spot):
        drawing.text(
            self.words, spot.x, spot.y, size=self.size, style=self.style, fill=self.fill,
            anchor=spot.anchor, halo=self.halo,
        )  # fmt: skip


def arranged(drawing, wanted, obstacles=(), frame=14):
    """A spot for each of [(name, spots)] so that all cost least together, or ValueError."""
    states = [(0, [])]
    for name, spots in wanted:
        fit = [
            (s.cost + nuisance(s.box, obstacles), s)
            for s in spots
            if is_free(drawing, s.box, frame)
        ]
        states = sorted(
            (
                (cost + dearer, [*taken, spot])
                for cost, taken in states
                for dearer, spot in fit
                if not any(meet(spot.box, other.box, 3) for other in taken)
            ),
            key=lambda state: state[0],
        )[:KEPT_OPEN]
        if not states:
            raise ValueError(f"no room for {name.words!r} in {drawing.title!r}")
    return states[0][1]


def is_free(drawing, box, frame=14, margin=3):
    """Do these words meet no others, and stay inside the frame?"""
    left, top, right, bottom = box
    held = left > frame and top > frame
    held = held and right < drawing.width - frame and bottom < drawing.height - frame
    return held and not any(meet(box, other, margin) for other in drawing.boxes)


def nuisance(box, obstacles):
    """What it costs to stand on a route or a coast: a little for each point that is covered."""
    left, top, right, bottom = box
    return sum(
        cost for (x, y), cost in obstacles if left - 2 < x < right + 2 and top - 2 < y < bottom + 2
    )


def tilted_boxes(line, x, y, turn, size):
    """Boxes along a line of type that does not lie level."""
    pieces = max(round(line.width / (size * 0.7)), 1)
    half, way = size * 0.42, math.radians(turn)
    for number in range(pieces):
        along = line.width * ((number + 0.5) / pieces - 0.5)
        cx, cy = x + math.cos(way) * along, y + math.sin(way) * along
        yield cx - half, cy - half, cx + half, cy + half
