"""What must hold for every template and every file that readers are sent."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
OUR_FILES = [*TEMPLATES, *(ROOT / "static").rglob("*.css"), *(ROOT / "static").rglob("*.js")]
FONTS = {path.name: path.stat().st_size for path in (ROOT / "static/fonts").glob("*.woff2")}
LATIN = ("libre-franklin", "newsreader-display", "newsreader-text", "newsreader-italic")
ARABIC = ("libre-franklin", "newsreader-display", "newsreader-text", "noto-naskh-arabic")

# Rooms from the lowest to the highest; the top of templates/ belongs to newsroom.
ROOMS = ["publication", "accounts", "memberships", "articles", "newsletters", "events", "newsroom"]
# All may extend these: they are the slots that newsroom fills.
FRAMES = {"base.html", "story.html"}


def bytes_of(*fonts):
    return sum(FONTS[f"{font}.woff2"] for font in fonts)


def room_of(name):
    # The desk's own pages lie under Django's names.
    first = name.removeprefix("admin/").split("/")[0]
    if first in {"account", "allauth", "mfa", "socialaccount", "usersessions"}:
        return "accounts"
    return first if "/" in name else "newsroom"


def name_of(template):
    return template.relative_to(ROOT / "templates").as_posix()


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_templates_hold_no_inline_script_or_style(template):
    source = template.read_text()

    assert not re.findall(r"<script(?![^>]*\b(?:src=|type=\"application/))", source)
    assert not re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:|nonce", source)


@pytest.mark.parametrize("path", OUR_FILES, ids=lambda path: path.name)
def test_no_file_of_ours_names_the_paper(path):
    assert "meridian" not in path.read_text().lower()


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_only_sanitised_html_is_marked_safe(template):
    marked = re.findall(r"([\w.]+)\s*\|\s*safe\b", template.read_text())

    assert [name for name in marked if not name.endswith("_html")] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_templates_include_only_their_own_room_and_lower_ones(template):
    here = ROOMS.index(room_of(name_of(template)))
    named = re.findall(r"{% (?:include|extends|drawn) [\"']([\w/.-]+)", template.read_text())
    known = [name for name in named if name not in FRAMES and room_of(name) in ROOMS]

    assert [name for name in known if ROOMS.index(room_of(name)) > here] == []


def test_templates_never_touch_the_body():
    assert [name_of(path) for path in TEMPLATES if "body_html" in path.read_text()] == []


def test_fonts_keep_within_their_budgets():
    assert bytes_of(*LATIN) <= 70_000
    assert bytes_of(*ARABIC, "noto-sans-arabic") <= 90_000


def test_every_font_of_the_folder_is_used_and_every_used_one_is_there():
    used = set(re.findall(r"fonts/([\w-]+\.woff2)", (ROOT / "static/css/site.css").read_text()))

    assert used == set(FONTS)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "static/css").glob("*.css")), ids=lambda path: path.name
)
def test_style_sheets_know_no_left_and_right(path):
    source = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)

    assert not re.findall(
        r"(?:margin|padding|border|inset)-(?:left|right)|[;{](?:left|right):", source
    )
    assert not re.findall(r"url\((?!\.\./fonts/)|@import|https?:", source)
