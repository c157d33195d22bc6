"""The operator's page names every setting there is, and no other."""

import re

from django.conf import settings

from tests.environment import READ

ELSEWHERE = re.compile(r'(?:environ\.get\(|environ\[|environment\.text\()"([A-Z_]+)"')
NOT_THE_OPERATORS = {"NEWSROOM_TEST_RUN", "DJANGO_SETTINGS_MODULE", "PYENV_ROOT"}
NAMED = re.compile(r"`([A-Z][A-Z_]+)`")


def test_every_setting_is_documented():
    table = [
        line
        for line in (settings.BASE_DIR / "docs/deploy.md").read_text().splitlines()
        if line.startswith("| `")
    ]

    documented = {name for line in table for name in NAMED.findall(line.split("|")[1])}

    assert documented == READ | {"NEWSROOM_MODE"}


def test_what_other_code_reads_is_named_too():
    page = (settings.BASE_DIR / "docs/deploy.md").read_text()
    code = "".join(path.read_text() for path in (settings.BASE_DIR / "newsroom").rglob("*.py"))
    read = set(ELSEWHERE.findall(code)) - NOT_THE_OPERATORS

    assert {"ADMINISTRATOR_PASSWORD", "NEWSROOM_VENV", "PYTHON"} <= read
    assert [name for name in read if f"`{name}`" not in page] == []
