"""Abstract covers of the reports: ruled lines on a map's grid, one of them in the paper's red."""

import math
import random

from tools.pictures.draw import HEIGHT, WIDTH, Drawing


def draw(title, seed):
    """Strands that run side by side and bend together; one leaves. The same slug, the same cover."""
    chance = random.Random(seed)
    drawing = Drawing(title)
    drawing.rect(0, 0, WIDTH, HEIGHT, "focus")
    for x in range(0, WIDTH, 40):
        drawing.line([(x, 0), (x, HEIGHT)], "land", 1)
    for y in range(20, HEIGHT, 40):
        drawing.line([(0, y), (WIDTH, y)], "land", 1)
    bend, height, turn = (
        chance.uniform(0.7, 1.3),
        chance.uniform(26, 58),
        chance.uniform(0, math.tau),
    )
    leaving = chance.randrange(8, 20)
    for strand in range(26):
        colour, width = ("mark", 3.2) if strand == leaving else ("a", 1.7)
        points = [
            (x, path(x, strand, bend, height, turn, strand == leaving))
            for x in range(-6, WIDTH + 7, 6)
        ]
        drawing.line(points, colour, width, 'stroke-linejoin="round"')
    return drawing


def path(x, strand, bend, height, turn, leaves):
    share = x / WIDTH
    wave = (
        math.sin(share * math.tau * bend + turn) * height
        + math.sin(share * 9 + turn * 2) * height * 0.22
    )
    spread = 5.2 + 3.4 * math.sin(share * math.pi * 1.4 + turn) ** 2
    away = 150 * max(0, share - 0.55) ** 1.6 if leaves else 0
    return HEIGHT / 2 + wave + (strand - 12.5) * spread - away
