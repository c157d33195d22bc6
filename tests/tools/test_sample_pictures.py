"""The sample edition's pictures: all there, of one shape, credited; and drawn without careless words."""

import io

import pytest
import yaml
from PIL import Image

from articles import picture_metadata
from newsroom.sample_edition import source

FOLDER = source.FOLDER / "pictures"
LARGEST = 80_000
NEEDS = "drawing needs what tools/pictures/requirements.txt names"


def wanted():
    """(file name, what it says of itself) of every picture that a story asks for."""
    for path in sorted(source.FOLDER.glob("*/*.md")):
        text = path.read_text(encoding="utf-8")
        facts = yaml.safe_load(text.split("---\n", 2)[1]) if text.startswith("---\n") else {}
        if "picture" in facts:
            yield f"{facts['slug']}.webp", facts["picture"]
        if "cover" in facts:
            yield f"{facts['slug']}-cover.webp", facts["cover"]


@pytest.mark.parametrize(("name", "said"), list(wanted()), ids=lambda value: str(value)[:40])
def test_every_story_has_a_master_of_the_right_shape_that_says_whose_it_is(name, said):
    content = (FOLDER / name).read_bytes()

    image = Image.open(io.BytesIO(content))

    assert image.size == (1440, 900)
    assert len(content) <= LARGEST
    for part in ("credit", "caption", "alt"):
        assert picture_metadata.read(image)[part] == " ".join(said[part].split())


def test_no_picture_is_left_over():
    assert {path.name for path in FOLDER.glob("*.webp")} == {name for name, _ in wanted()}


def drawing_tool(name):
    return pytest.importorskip(f"tools.pictures.{name}", reason=NEEDS)


def test_no_two_names_meet_and_none_leaves_the_paper():
    make, proof = drawing_tool("make"), drawing_tool("proof")

    faults = {job.name: list(proof.faults(job.drawing())) for job in make.jobs()}

    assert {name: found for name, found in faults.items() if found} == {}


def test_proof_reading_finds_names_that_meet_and_names_that_leave():
    draw, proof = drawing_tool("draw"), drawing_tool("proof")
    drawing = draw.Drawing("Two names in one place, and one half outside")

    drawing.text("Aqaba", 100, 100)
    drawing.text("Amman", 110, 104)
    drawing.text("Muscat", 470, 50)

    assert list(proof.faults(drawing)) == [
        "'Aqaba' meets 'Amman'",
        "'Muscat' runs off the paper",
    ]
