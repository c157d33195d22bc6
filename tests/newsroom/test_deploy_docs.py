"""The operator's page names every setting there is, and no other."""

import re

from django.conf import settings

from tests.environment import READ

NAMED = re.compile(r"`([A-Z][A-Z_]+)`")


def test_every_setting_is_documented():
    code = (settings.BASE_DIR / "newsroom/settings.py").read_text()
    table = [
        line
        for line in (settings.BASE_DIR / "docs/deploy.md").read_text().splitlines()
        if line.startswith("| `")
    ]

    documented = {name for line in table for name in NAMED.findall(line.split("|")[1])}

    assert documented == set(READ.findall(code)) | {"NEWSROOM_MODE"}
