"""Hills as an engraver cuts them: tapered hachures down both flanks of a crest, heavier away from the light."""

import math
from functools import cache
from pathlib import Path

import yaml

from tools.pictures.draw import walked
from tools.pictures.ground import bounds_of

LONGEST, SHORTEST = 13, 4.5  # units of the drawing
APART = 1.9
WIDEST_SPAN = 30  # degrees: farther out hills would only be noise


@cache
def ranges():
    return yaml.safe_load((Path(__file__).parent / "data" / "hills.yaml").read_text("utf-8"))


def hachures(window, more=(), only_more=False):
    """The strokes of every range in sight, each a slim triangle: two corners on the crest, one at the foot."""
    if window.span >= WIDEST_SPAN:
        return
    for hills in [*([] if only_more else ranges()), *more]:
        if window.sees(bounds_of([tuple(point) for point in hills["crest"]])):
            yield from flanks(window, hills)


def flanks(window, hills):
    """Tier below tier on both sides; spurs and gullies come from slow waves along the crest."""
    seed = sum(map(ord, hills["name"]))
    flank = max(window.units(hills["km"], hills["crest"][0][1]), SHORTEST)
    tiers = math.ceil(flank / LONGEST)
    long = flank / tiers
    points = walked(window.line(hills["crest"]), APART)
    for number, (point, turn) in enumerate(points):
        ends = min(number, len(points) - 1 - number) * APART / (flank * 1.4)
        rise = min(1, math.sqrt(ends))
        for side in (-1, 1):
            for tier in range(tiers):
                spur = spurs(number, seed + side * 7 + tier * 3)
                way = turn + side * (math.pi / 2) + spur * 0.24 - 0.0
                start = (
                    1.0
                    if tier == 0
                    else tier * long * (0.88 + 0.12 * spurs(number, seed + tier)) + 1
                ) * rise
                length = long * rise * (0.72 + 0.28 * spur) * (1 - 0.14 * tier)
                if length > 1.4:
                    yield stroke(point, way, start, length, tier)


def spurs(number, seed):
    """From -1 to 1, slowly."""
    return 0.6 * math.sin(number / 5.3 + seed) + 0.4 * math.sin(number / 2.3 + seed * 1.7)


def stroke(point, way, start, length, tier):
    across = math.cos(way), math.sin(way)
    is_lit = across[0] + across[1] < 0  # the light falls from the north-west
    broad = (0.34 if is_lit else 0.74) * (1 - 0.18 * tier)
    top = point[0] + across[0] * start, point[1] + across[1] * start
    far = length * (0.8 if is_lit else 1)
    foot = point[0] + across[0] * (start + far), point[1] + across[1] * (start + far)
    return [
        (top[0] - across[1] * broad, top[1] + across[0] * broad),
        (top[0] + across[1] * broad, top[1] - across[0] * broad),
        foot,
    ]
