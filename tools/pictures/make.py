"""Draw the pictures of the sample edition: python -m tools.pictures.make [all | SLUG ...]."""

import io
import sys
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

import resvg_py
import yaml
from PIL import Image

from tools.pictures import charts, covers, credits
from tools.pictures.draw import LIGHT, WIDTH
from tools.pictures.maps import StoryMap

DATA = Path(__file__).resolve().parents[2] / "newsroom" / "sample_edition" / "data"
DIRECTIONS = Path(__file__).parent / "directions"
OUT = DATA / "pictures"
LARGEST = 80_000  # bytes of a file
TIMES = 3  # a picture is three times as large as its drawing: 1440 by 900


class Job(NamedTuple):
    """One picture that is wanted: its file's name, its kind, what it says of itself, how it is drawn."""

    name: str
    kind: str
    said: dict
    drawing: Callable


@cache
def directions():
    found = {}
    for path in sorted(DIRECTIONS.glob("*.yaml")):
        found |= yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def direction(slug):
    """What was asked for this picture; `like` takes over what another asks."""
    asked = directions().get(slug, {})
    return {**direction(asked["like"]), **asked} if "like" in asked else asked


def stories():
    """The front matter of every story that has a picture."""
    for path in sorted(DATA.glob("*/*.md")):
        text = path.read_text(encoding="utf-8")
        if text.startswith("---\n"):
            facts = yaml.safe_load(text.split("---\n", 2)[1])
            if isinstance(facts, dict) and "picture" in facts:
                yield facts


def jobs():
    for facts in stories():
        slug, said = facts["slug"], facts["picture"]
        kind, draw = ("maps", drawn_map) if "places" in said else ("charts", drawn_chart)
        yield Job(slug, kind, said, partial(draw, facts))
        if "cover" in facts:
            draw = partial(covers.draw, slug, facts["cover"]["alt"], facts["headline"])
            yield Job(f"{slug}-cover", "covers", facts["cover"], draw)


def drawn_map(facts):
    said = facts["picture"]
    asked = direction(facts["slug"])
    return StoryMap(said["alt"], said["places"], facts["language"], asked).draw()


def drawn_chart(facts):
    said = facts["picture"]
    return charts.draw(said["alt"], said["data"], direction(facts["slug"]))


def main(wanted):
    OUT.mkdir(exist_ok=True)
    for job in jobs():
        path = OUT / f"{job.name}.webp"
        if "all" in wanted or job.name in wanted or (not wanted and not path.exists()):
            path.write_bytes(printed(job))
            print(f"{path.stat().st_size // 1024:5} kB  {path.name}")  # noqa: T201


def printed(job):
    """The picture as WebP without loss, with its credit, caption and alternative text in it."""
    png = resvg_py.svg_to_bytes(svg_string=job.drawing().svg(LIGHT), width=WIDTH * TIMES)
    image = Image.open(io.BytesIO(bytes(png))).convert("RGB")
    return next(
        found
        for colours in (None, 160, 96, 48)
        if len(found := encoded(image, colours, credits.packet(job.said))) <= LARGEST
        or colours == 48
    )


def encoded(image, colours, xmp):
    """Drawings have few colours: fewer still where the file would grow too large."""
    if colours:
        image = image.quantize(colours, method=Image.Quantize.FASTOCTREE, dither=0).convert("RGB")
    with io.BytesIO() as buffer:
        image.save(buffer, "WEBP", lossless=True, quality=100, method=6, xmp=xmp)
        return buffer.getvalue()


if __name__ == "__main__":
    main(sys.argv[1:])
