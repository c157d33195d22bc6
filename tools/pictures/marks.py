"""What a story lays on its map: routes, areas, rings, points."""

import math
import random

from tools.pictures.draw import smooth, trail, walked
from tools.pictures.labels import is_free

ROUTES = {  # colour, width, dashes
    "lane": ("mark", 2.6, ""), "planned": ("mark", 2.6, "1 6"), "land": ("mark", 2.6, "7 5"), "other": ("green", 2.6, ""),
    "other planned": ("green", 2.6, "7 5"), "cable": ("green", 1.7, "6 4"), "road": ("soft", 2, ""),
    "power": ("mark", 2.4, ""), "unfinished": ("mark", 2.4, "6 5"), "line": ("ink", 1.2, "5 4"), "rail": ("ink", 1.5, ""),
    "stream": ("river", 1.5, ""), "water": ("water", 2.6, ""), "broken": ("mark", 2, "2 5"), "qanat": ("water", 2.2, "1 4.5"),
    "tram": ("ink", 1.3, ""), "sweep": ("mark", 5, ""), "contour": ("hill", 1.5, ""),
}  # fmt: skip
BARE = {"stream", "line", "contour", "rail", "tram"}  # drawn without an edge of paper
AREAS = {  # fill, edge, hatching; where it lies
    "grove": ("grove", None, "land"), "zone": ("none", "mark", "land"), "shallow": ("deep", None, "water"),
    "shallower": ("deeper", None, "water"), "tint": ("warm", None, "land"), "strong": ("saffron", None, "land"),
    "ground": ("none", "water", "water"), "belt": ("warm", None, "land"), "cool": ("cool", None, "land"),
    "north": ("deep", None, "water"), "middle": ("warm", None, "water"), "southern": ("saffron", None, "water"),
    "hot": ("hot", None, "land"), "mild": ("mild", None, "land"), "built": ("border", None, "land"),
    "open sea": ("sea", None, "water"),
}  # fmt: skip


def draw(a_map):
    for kind in ("stream", "contour"):
        for said in of_kind(a_map, "routes", kind):
            route(a_map, said)
    for said in a_map.asked.get("routes", ()):
        if said["by"] not in ("stream", "contour"):
            route(a_map, said)
    for said in a_map.asked.get("rings", ()):
        ring(a_map, said)
    for said in a_map.asked.get("dots", ()):
        for lon, lat in said.get("at", ()):
            point(a_map, a_map.window.at(lon, lat), said["by"], said.get("r", 3.4))


def of_kind(a_map, part, kind):
    return [said for said in a_map.asked.get(part, ()) if said["by"] == kind]


def areas(a_map, where):
    """Shaded pieces of land, or of water, under everything else."""
    if where == "land":
        shores = "".join(
            trail(ring, closed=True) for rings in a_map.ground.countries.values() for ring in rings
        )
        is_cut = "plan" not in a_map.asked
        a_map.add(
            f'<clipPath id="l"><path clip-rule="evenodd" d="{shores}"/></clipPath><g{' clip-path="url(#l)"' if is_cut else ""}>'
        )
        shade(a_map, where)
        districts(a_map)
        a_map.add("</g>")
    else:
        shade(a_map, where)


def shade(a_map, where):
    for said in a_map.asked.get("areas", ()):
        fill, edge, lies = AREAS[said["by"]]
        if said.get("where", lies) == where:
            around = a_map.window.line(said["ring"])
            if not said.get("straight"):
                around = [at for at, _ in walked([*around, around[0]], 3)]
            more = f'fill-opacity="{said.get("strength", 0.9)}"'
            if edge:
                more += ' stroke-dasharray="5 4" stroke-linejoin="round"'
            a_map.path(trail(around, closed=True), fill=fill, stroke=edge, width=1.8, more=more)


def districts(a_map):
    """Quarters of a town around their middles, some of them tinted: schematic, and said to be so."""
    said = a_map.asked.get("districts")
    if not said:
        return
    seeds = [
        (a_map.window.at(*seed[:2]), seed[2] if len(seed) > 2 else None) for seed in said["seeds"]
    ]
    around = a_map.window.line(said["within"])
    for middle, tint in seeds:
        ring = around
        for other, _ in seeds:
            ring = nearer(ring, middle, other) if other != middle else ring
        if len(ring) > 2:
            more = 'stroke-dasharray="3 3" fill-opacity=".85"'
            fill = AREAS[tint][0] if tint else "none"
            a_map.path(trail(ring, closed=True), fill=fill, stroke="soft", width=0.9, more=more)


def nearer(ring, middle, other):
    """The part of a ring that lies nearer to one point than to another."""
    closer = lambda p: math.dist(p, other) ** 2 - math.dist(p, middle) ** 2  # noqa: E731
    kept = []
    for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
        at_a, at_b = closer(a), closer(b)
        if at_a >= 0:
            kept.append(a)
        if (at_a >= 0) != (at_b >= 0):
            t = at_a / (at_a - at_b)
            kept.append((a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t))
    return kept


def scatters(a_map):
    """Points that only show how many there are keep clear of the words."""
    for said in a_map.asked.get("dots", ()):
        if "around" in said:
            scatter(a_map, said)


def scatter(a_map, said):
    """So many points around a place, none on another, none in the sea."""
    chance, taken = random.Random(str(said)), []
    x, y = a_map.window.at(*said["around"])
    reach, r = a_map.window.units(said["km"], said["around"][1]), said.get("r", 3.2)
    for _ in range(said["n"] * 60):
        at = (chance.gauss(x, reach / 2), chance.gauss(y, reach / 2))
        box = (at[0] - r, at[1] - r, at[0] + r, at[1] + r)
        is_clear = all(math.dist(at, other) > 2.3 * r for other in [*taken, *a_map.scattered])
        is_clear = is_clear and is_free(a_map, box, frame=12, margin=1)
        if is_clear and a_map.is_dry(at) and len(taken) < said["n"]:
            taken.append(at)
            point(a_map, at, said["by"], r)
    if len(taken) < said["n"]:
        raise ValueError(f"room for only {len(taken)} of {said['n']} points in {a_map.title!r}")
    a_map.scattered += taken


def route(a_map, said):
    colour, width, dashes = ROUTES[said["by"]]
    points = a_map.window.line(said["at"])
    data = smooth(points) if not said.get("straight") else trail(points)
    round_ends = 'stroke-linecap="round" stroke-linejoin="round"'
    if said["by"] not in BARE:
        a_map.path(data, stroke="land", width=width + 2.6, more=round_ends)
    more = round_ends + (f' stroke-dasharray="{dashes}"' if dashes else "")
    a_map.path(data, stroke=colour, width=width, more=more)
    walk = walked(points, 4)
    if said["by"] == "rail":
        sleepers(a_map, walked(points, 6))
    if said.get("arrow"):
        head(a_map, *walk[-1], colour, width)
    if said["by"] != "stream":
        a_map.obstacles += [(at, 1.2) for at, _ in walk]


def sleepers(a_map, walk):
    strokes = [
        [
            (x + math.cos(turn + math.pi / 2) * reach, y + math.sin(turn + math.pi / 2) * reach)
            for reach in (-2.6, 2.6)
        ]
        for (x, y), turn in walk
    ]
    a_map.path("".join(map(trail, strokes)), stroke="ink", width=1.1)


def head(a_map, tip, turn, colour, width):
    """An arrow's head; the line ends in its middle."""
    long = 7 + width * 1.6
    corners = [
        (tip[0] + math.cos(turn + way) * long * far, tip[1] + math.sin(turn + way) * long * far)
        for way, far in ((0, 0.75), (2.5, 0.8), (-2.5, 0.8))
    ]
    a_map.path(trail(corners, closed=True), fill=colour, stroke="land", width=1)


def ring(a_map, said):
    x, y = a_map.window.at(*said["at"])
    r = said["r"] if "r" in said else a_map.window.units(said["km"], said["at"][1])
    dashes = ' stroke-dasharray="6 5"' if "km" in said else ""
    a_map.circle(x, y, r, "none", 'stroke="var(--land)" stroke-width="4.6"')
    a_map.circle(x, y, r, "none", f'stroke="var(--mark)" stroke-width="2.2"{dashes}')
    turns = [n * math.tau / 40 for n in range(40)]
    a_map.obstacles += [((x + r * math.cos(t), y + r * math.sin(t)), 1.2) for t in turns]


def town(a_map, at, radius, colour, is_ringed=False):
    if is_ringed:
        a_map.circle(*at, radius, "none", 'stroke="var(--land)" stroke-width="5"')
        a_map.circle(*at, radius, "none", 'stroke="var(--mark)" stroke-width="2.6"')
    else:
        a_map.circle(*at, radius, colour, 'stroke="var(--land)" stroke-width="1.6"')
    a_map.dots.append((at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius))
    a_map.boxes.append(a_map.dots[-1])


def point(a_map, at, by, r):
    """One of many: filled, hollow, a cross, a square. Names avoid it if they can."""
    x, y = at
    if by == "cross":
        for width, colour in ((6.4, "land"), (3.2, "mark")):
            data = f"M{x - r:.1f} {y:.1f}h{2 * r}M{x:.1f} {y - r:.1f}v{2 * r}"
            a_map.path(data, stroke=colour, width=width)
    elif by == "hollow":
        a_map.circle(x, y, r, "land", 'stroke="var(--ink)" stroke-width="1.5"')
    elif by == "square":
        a_map.rect(x - r, y - r, 2 * r, 2 * r, "ink", 'stroke="var(--land)" stroke-width="1.2"')
    else:
        colour = {
            "filled": "ink",
            "small": "mark",
            "big": "quiet",
            "flare": "gold",
            "green": "green",
            "mark": "mark",
        }[by]
        opacity = ' fill-opacity=".85"' if r > 5 else ""
        a_map.circle(x, y, r, colour, f'stroke="var(--land)" stroke-width="1.1"{opacity}')
    a_map.obstacles += [
        ((x + dx * r, y + dy * r), 3) for dx, dy in ((0, 0), (-1, -1), (1, -1), (-1, 1), (1, 1))
    ]
