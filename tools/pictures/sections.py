"""Cross-sections that a map carries in a corner."""

from tools.pictures import furniture
from tools.pictures.draw import smooth, trail

WIDE, HIGH = 236, 116


def place(a_map):
    if a_map.asked.get("section") == "qanat":
        x, y = furniture.corner(a_map, WIDE, HIGH, a_map.asked.get("section_at"))
        first = len(a_map.texts)
        qanat(a_map, x, y)
        a_map.panel((x, y, x + WIDE, y + HIGH), first)


def qanat(a_map, x, y):
    """A gently falling tunnel from the mother well under the mountain to the fields."""
    at = lambda across, down: (x + across * WIDE, y + down * HIGH)  # noqa: E731
    ground = [
        at(0, 0.24),
        at(0.1, 0.3),
        at(0.22, 0.42),
        at(0.42, 0.53),
        at(0.68, 0.62),
        at(1, 0.69),
    ]
    a_map.rect(x, y, WIDE, HIGH, "paper", 'stroke="var(--ink)" stroke-width="1"')
    corners = f"L{x + WIDE} {y + HIGH}L{x} {y + HIGH}Z"
    a_map.path(smooth(ground) + corners, fill="land")
    a_map.path(smooth(ground), stroke="ink", width=1.6)
    table = [at(0, 0.7), at(0.12, 0.73), at(0.3, 0.82), at(0.5, 0.92), at(0.62, 1)]
    a_map.path(smooth(table) + f"L{x} {y + HIGH}Z", fill="deeper")
    tunnel = [at(0.13, 0.77), at(0.5, 0.73), at(0.88, 0.685)]
    a_map.path(trail(tunnel), stroke="water", width=4)
    for across, top in ((0.13, 0.335), (0.27, 0.455), (0.4, 0.52), (0.53, 0.57), (0.66, 0.615)):
        low = 0.77 - (across - 0.13) * 0.11
        a_map.path(
            trail([at(across, top), at(across, low)]),
            stroke="ink",
            width=3 if across < 0.2 else 1.8,
        )
    a_map.path(trail([at(0.88, 0.685), at(1, 0.7)]), stroke="grove", width=5)
    words = a_map.words
    well, fields = at(0.17, 0.24), at(0.97, 0.56)
    a_map.text(words("mother well"), *well, size=14, style="italic", fill="ink")
    a_map.text(words("fields"), *fields, size=14, style="italic", fill="ink", anchor="end")
    a_map.path(f"M{x} {y}h{WIDE}v{HIGH}h{-WIDE}z", stroke="ink", width=1)
