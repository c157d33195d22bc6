"""The map of a story: its ground, what its direction asks for, names that never meet, the neatline."""

import math

from tools.pictures import furniture, marks, relief, sections
from tools.pictures.draw import HEIGHT, WIDTH, Drawing, trail, walked
from tools.pictures.ground import Ground, Window, area_of, inside, latitude, mercator
from tools.pictures.labels import Name, Spot, arranged, is_free, nuisance, tilted_boxes
from tools.pictures.typefaces import line as typed
from tools.pictures.words import COUNTRIES_UNNAMED, Words

FRAME = 8
LEAST_SPAN = 2.2  # degrees of longitude, unless a direction looks closer
SMALLEST_NAMED = 2200  # square units a country must show to be named
SIZES = {"main": 18.5, "place": 16, "country": 14.5, "water": 15.5, "note": 14.5}


def view_of(places):
    """(west, east, middle latitude) that shows all places with room around."""
    lons, lats = [p["lon"] for p in places], [mercator(p["lat"]) for p in places]
    shape = (WIDTH - 2 * FRAME) / (HEIGHT - 2 * FRAME)
    across = (max(lons) - min(lons)) * 1.7
    down = math.degrees((max(lats) - min(lats)) * 1.6 * shape)
    half, middle = max(across, down, LEAST_SPAN) / 2, (max(lons) + min(lons)) / 2
    return middle - half, middle + half, latitude((max(lats) + min(lats)) / 2)


class StoryMap(Drawing):
    """A map drawn from the places of a story and the direction for it (directions/README)."""

    def __init__(self, title, places, language="en", direction=None):
        super().__init__(title)
        self.asked, self.words = direction or {}, Words(language)
        self.places = [p for p in places if p["name"] not in self.asked.get("silent", ())]
        paper = (FRAME, FRAME, WIDTH - FRAME, HEIGHT - FRAME)
        self.window = Window(*(self.asked.get("view") or view_of(places)), paper)
        self.ground = Ground(self.window)
        self.home = {self.ground.country_at(self.window.at(places[0]["lon"], places[0]["lat"]))}
        self.focus = self.asked.get("focus", self.home)
        self.scattered, self.left_out = [], []  # points of a scatter; names without room
        self.plan = [
            [at for at, _ in walked(self.window.line([*ring, ring[0]]), 2)]
            for ring in self.asked.get("plan", ())
        ]
        self.obstacles = [(point, 0.25) for run in self.ground.coasts for point in run[::3]]

    def draw(self):
        self.add(
            f'<clipPath id="m"><rect x="{FRAME}" y="{FRAME}" width="{WIDTH - 2 * FRAME}" height="{HEIGHT - 2 * FRAME}"/></clipPath>'
        )
        self.add('<g clip-path="url(#m)">')
        self.lay_ground()
        marks.draw(self)
        self.add("</g>")
        sections.place(self)
        self.name_water()
        self.name_places()
        furniture.place(self)
        marks.scatters(self)
        self.name_countries()
        furniture.neatline(self)
        return self

    # Ground.

    def lay_ground(self):
        if "plan" in self.asked:
            self.lay_plan()
        else:
            self.rect(0, 0, WIDTH, HEIGHT, "sea")
            marks.areas(self, "water")
            for name, rings in self.ground.countries.items():
                self.fill(rings, "focus" if name in self.focus else "land")
            marks.areas(self, "land")
        self.lay_hills()
        if self.asked.get("rivers") != "none" and self.window.span < 45:
            self.strokes(self.ground.rivers, "river", 1.3)
        if "plan" not in self.asked:
            self.fill(self.ground.lakes, "sea")
            self.strokes([[*ring, ring[0]] for ring in self.ground.lakes], "coast", 0.7)
            is_far = self.window.span > 60
            self.strokes(
                self.ground.borders, "grid" if is_far else "border", 0.8 if is_far else 1.1
            )
            self.strokes(self.ground.coasts, "coast", 0.9)

    def lay_hills(self):
        strokes = list(
            relief.hachures(self.window, self.asked.get("hills", ()), "plan" in self.asked)
        )
        if strokes:
            self.path("".join(wedge(stroke) for stroke in strokes), fill="hill")
            self.obstacles += [(stroke[2], 0.06) for stroke in strokes[::4]]

    def lay_plan(self):
        """A town too close for Natural Earth: land, and water as its direction draws it."""
        self.rect(0, 0, WIDTH, HEIGHT, "focus")
        marks.areas(self, "land")
        for shore in self.plan:
            self.path(trail(shore, closed=True), fill="sea", stroke="coast", width=0.9)
            self.obstacles += [(point, 0.4) for point in shore[::3]]

    def is_dry(self, point):
        if "plan" in self.asked:
            return not any(inside(point, shore) for shore in self.plan)
        return self.ground.country_at(point) is not None

    def fill(self, rings, fill):
        data = "".join(trail(ring, closed=True) for ring in rings)
        if data:
            self.path(data, fill=fill, more='fill-rule="evenodd"')

    def strokes(self, lines, stroke, width):
        data = "".join(trail(run) for run in lines if len(run) > 1)
        if data:
            self.path(data, stroke=stroke, width=width, more='stroke-linejoin="round"')

    # Names.

    def name_water(self):
        for said in self.asked.get("water", ()):
            words, lon, lat, *more = said
            options = more[0] if more else {}
            x, y = self.window.at(lon, lat)
            size = options.get("size", SIZES["water"])
            for row, part in enumerate(self.words(words).split("\n")):
                self.tilted(
                    part,
                    x,
                    y + row * size * 1.12,
                    size,
                    options.get("turn", 0),
                    options.get("fill"),
                )

    def tilted(self, words, x, y, size, turn, fill=None):
        line = typed(words, size, "italic")
        fill = "water" if fill is None else fill
        where = f"translate({x:.1f} {y:.1f}) rotate({turn}) translate({-line.width / 2:.1f} {size * 0.3:.1f})"
        self.letters(line, where, fill)
        self.take(words, list(tilted_boxes(line, x, y, turn, size)))

    def name_places(self):
        """All names of places and all notes, arranged together."""
        wanted = []
        sides = self.asked.get("sides", {})
        main = self.asked.get("main", self.places[0]["name"] if self.places else None)
        plain = [
            {"name": self.words(n), "lon": x, "lat": y} for n, x, y in self.asked.get("also", ())
        ]
        for place in [*self.places, *plain]:
            is_main = place["name"] == main
            dot = self.window.at(
                *self.asked.get("moves", {}).get(place["name"], (place["lon"], place["lat"]))
            )
            radius = 9 if self.asked.get("ringed") else 5 if is_main else 3.4
            is_bold = is_main or self.asked.get("ringed")
            name = Name(
                place["name"], SIZES["main" if is_main else "place"], "bold" if is_bold else "sans"
            )
            marks.town(self, dot, radius, "mark" if is_main else "ink", self.asked.get("ringed"))
            wanted.append((name, list(name.beside(dot, radius, sides.get(place["name"])))))
        for words, lon, lat, *side in self.asked.get("notes", ()):
            for number, part in enumerate(self.words(words).split("\n")):
                wanted.append(self.note(part, self.window.at(lon, lat), side, number))
        self.wanted = wanted
        for (name, _), spot in zip(wanted, arranged(self, wanted, self.obstacles), strict=True):
            name.halo = self.under(spot.box)
            name.put(self, spot)

    def note(self, words, point, side, row):
        """A remark on the map, at the point itself or beside it."""
        name = Name(words, SIZES["note"], "italic", "mark")
        x, y = point[0], point[1] + row * SIZES["note"] * 1.1
        if side:
            return name, list(name.beside((x, y), 4, side[0]))
        nudges = [(dx, dy) for dx in (0, -14, 14, -30, 30) for dy in (0, -8, 8, -18, 18)]
        return name, [
            Spot(x + dx, y + 5 + dy, "middle", name.line, abs(dx) + abs(dy)) for dx, dy in nudges
        ]

    def under(self, box):
        """The colour that lies under a name, for its halo."""
        y = (box[1] + box[3]) / 2
        spots = [((box[0] * (4 - n) + box[2] * n) / 4, y) for n in range(5)]
        if "plan" in self.asked:
            return "focus"
        names = {self.ground.country_at(spot) for spot in spots}
        if names == {None}:
            return "sea"
        return "focus" if names <= set(self.focus) else "land"

    def name_countries(self):
        if "plan" in self.asked:
            return
        asked = self.asked.get("lands")
        rows = self.ground.countries.items()
        for name, rings in sorted(rows, key=lambda row: -max(map(area_of, row[1]))):
            ring = max(rings, key=area_of)
            chosen = asked.get(name) if isinstance(asked, dict) else None
            wanted = name in asked if asked is not None else area_of(ring) > SMALLEST_NAMED
            if wanted and name not in COUNTRIES_UNNAMED:
                self.name_country(self.words.country(name), ring, chosen)

    def name_country(self, words, ring, chosen):
        """One or two lines at the best free spot inside the country."""
        if not words:
            return None
        spots = self.spots(ring)
        if chosen:
            wish = self.window.at(*chosen)
            spots = [wish, *sorted(spots, key=lambda spot: math.dist(spot, wish))]
        for size in (SIZES["country"], SIZES["country"] - 2):
            for parts in ([words], words.rsplit(" ", 1)):
                rows = [typed(part, size, "bold") for part in parts]
                for point in spots:
                    if self.fits(rows, point, size, ring, chosen and point == spots[0]):
                        return self.set_country(parts, point, size)
        self.left_out.append(words)
        return None

    def spots(self, ring):
        """Points inside a country, those farthest from its edges and from what is drawn first."""
        xs, ys = [p[0] for p in ring], [p[1] for p in ring]
        left, right = max(min(xs), FRAME), min(max(xs), WIDTH - FRAME)
        top, bottom = max(min(ys), FRAME), min(max(ys), HEIGHT - FRAME)
        grid = [
            (left + (right - left) * i / 16, top + (bottom - top) * j / 12)
            for i in range(1, 16)
            for j in range(1, 12)
        ]
        thin = ring[:: max(1, len(ring) // 80)]
        away = lambda point: min(math.dist(point, other) for other in thin)  # noqa: E731
        return sorted((point for point in grid if inside(point, ring)), key=lambda p: -away(p))

    def fits(self, rows, point, size, ring, chosen):
        for number, row in enumerate(rows):
            x, y = self.row_at(point, size, number, len(rows))
            box = (x - row.width / 2, y - size * 0.74, x + row.width / 2, y + size * 0.06)
            ends = ((box[0] - 2, y - size * 0.35), (box[2] + 2, y - size * 0.35))
            if not is_free(self, box, margin=5):
                return False
            if not chosen and (
                nuisance(box, self.obstacles) > 2 or not all(inside(e, ring) for e in ends)
            ):
                return False
        return True

    def row_at(self, point, size, number, rows):
        return point[0], point[1] + size * 0.36 + (number - (rows - 1) / 2) * size * 1.15

    def set_country(self, parts, point, size):
        for number, part in enumerate(parts):
            x, y = self.row_at(point, size, number, len(parts))
            half = typed(part, size, "bold").width / 2
            halo = self.under((x - half, y - size * 0.7, x + half, y))
            self.text(part, x, y, size=size, style="bold", fill="soft", anchor="middle", halo=halo)


def wedge(corners):
    """A slim triangle in hundredths: tenths would make it coarse."""
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in corners) + "z"
