"""Draw the pictures of the sample edition: python -m tools.pictures.make [SLUG ...]."""

import io
import sys
from html import escape
from pathlib import Path

import yaml
from PIL import Image
from playwright.sync_api import sync_playwright

from tools.pictures import charts, covers
from tools.pictures.draw import HEIGHT, WIDTH
from tools.pictures.maps import LocatorMap

DATA = Path(__file__).resolve().parents[2] / "newsroom" / "sample_edition" / "data"
OUT = DATA / "pictures"
TIMES = 3  # a picture is three times as large as its drawing: 1440 by 900
CHROMIUM = "/usr/bin/chromium"
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="{credit}"/>'
    "</rdf:RDF></x:xmpmeta>"
)


def stories():
    """The front matter of every story that has a picture."""
    for path in sorted(DATA.glob("*/*.md")):
        text = path.read_text(encoding="utf-8")
        if text.startswith("---\n"):
            facts = yaml.safe_load(text.split("---\n", 2)[1])
            if isinstance(facts, dict) and "picture" in facts:
                yield facts


def drawings():
    """(file name, credit, drawing) of every picture."""
    for facts in stories():
        said = facts["picture"]
        yield facts["slug"], said["credit"], drawn(facts, said)
        if "cover" in facts:
            cover = facts["cover"]
            yield (
                f"{facts['slug']}-cover",
                cover["credit"],
                lambda f=facts: covers.draw(f["headline"], f["slug"]),
            )


def drawn(facts, said):
    if "places" in said:
        return lambda: LocatorMap(said["alt"], said["places"], facts["language"]).draw()
    return lambda: charts.draw(said["alt"], said["data"], said["idea"])


def main(wanted):
    OUT.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=TIMES
        )
        for name, credit, draw in drawings():
            path = OUT / f"{name}.webp"
            if name in wanted or (not wanted and not path.exists()):
                photograph(page, draw().svg(), path, credit)
                print(f"{path.stat().st_size // 1024:5} kB  {path.name}")  # noqa: T201
        browser.close()


def photograph(page, svg, path, credit):
    page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{svg}")
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    image.save(path, "WEBP", quality=86, method=6, xmp=XMP.format(credit=escape(credit)).encode())


if __name__ == "__main__":
    main(sys.argv[1:])
