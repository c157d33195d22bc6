"""Whose paper this is, is data: no code, template, style or script says the sample's name."""

import re

from django.conf import settings

from newsroom.sample_edition.source import FOLDER, facts_in

NAME = facts_in("site.yaml")["settings"]["name"].split()[-1]
SOURCES = ("*.py", "*.html", "*.txt", "*.css", "*.js", "*.svg", "*.toml", "*.conf", "*.po")
ROOMS = (
    "accounts",
    "articles",
    "deploy",
    "memberships",
    "newsroom",
    "publication",
    "static",
    "templates",
)


def files():
    for room in ROOMS:
        for pattern in SOURCES:
            yield from (settings.BASE_DIR / room).rglob(pattern)


def test_only_data_says_the_name_of_the_sample_paper():
    saying = [
        str(path.relative_to(settings.BASE_DIR))
        for path in files()
        if FOLDER not in path.parents
        and re.search(rf"\b{NAME}\b", path.read_text(encoding="utf-8", errors="ignore"))
    ]

    assert NAME == "Meridian"
    assert saying == []
