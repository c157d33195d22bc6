"""The words of the desk's scripts: translated where there is a translation, kept by browsers, for staff only."""

import json
import re
import struct

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import trans_real

from newsroom import desk_words
from tests.factories import make_editor, make_user

OURS = "There is no step to undo."
IN_ARABIC = "لا توجد خطوة للتراجع عنها."


@pytest.fixture(autouse=True)
def read_anew():
    """What a process reads once is read again by each test, and after it."""
    forget()
    yield
    forget()


def forget():
    desk_words.catalogue.cache_clear()
    trans_real._translations.clear()


def in_catalogue(language, words):
    script = desk_words.catalogue(language).script.decode()
    found = re.search(r"newcatalog = (\{.*?\n  \});", script, re.S)
    return json.loads(found[1]).get(words) if found else None


def compiled(translations):
    """The bytes of a .mo file, so that the test needs no gettext tools."""
    pairs = [(a.encode(), b.encode()) for a, b in sorted(translations.items())]
    start = 28 + 16 * len(pairs)
    tables, texts = [], b""
    for column in (0, 1):
        for pair in pairs:
            tables.append(struct.pack("<II", len(pair[column]), start + len(texts)))
            texts += pair[column] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return head + b"".join(tables) + texts


@pytest.fixture
def arabic(tmp_path, settings):
    """A folder of translations that holds one sentence of ours."""
    folder = tmp_path / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    about = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n!=1;\n"
    (folder / "djangojs.mo").write_bytes(compiled({"": about, OURS: IN_ARABIC}))
    settings.LOCALE_PATHS = [tmp_path]


def test_our_translations_and_the_admins_own_are_served(arabic):
    assert in_catalogue("ar", OURS) == IN_ARABIC
    assert in_catalogue("ar", "Today") == "اليوم"
    assert in_catalogue("en", OURS) is None


def test_other_words_have_another_address(tmp_path, settings, request):
    with translation.override("ar"):
        before = desk_words.address()
        request.getfixturevalue("arabic")
        forget()

        assert desk_words.address() != before
    assert "/en/" in desk_words.address()


@pytest.mark.django_db
def test_browsers_keep_the_words_under_their_own_version_only(client):
    client.force_login(make_editor())
    now = desk_words.address()
    before = reverse("desk_words", args=["en", "0123456789ab"])

    assert client.get(now)["Cache-Control"] == "private, max-age=31536000, immutable"
    assert client.get(now)["Content-Type"] == "text/javascript; charset=utf-8"
    assert client.get(before)["Cache-Control"] == "private, no-store"
    assert client.get(reverse("desk_words", args=["xx", "0123456789ab"])).status_code == 404


@pytest.mark.django_db
def test_the_words_are_for_staff(client):
    assert client.get(desk_words.address()).status_code == 403

    client.force_login(make_user())

    assert client.get(desk_words.address()).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["articles_article_add", "articles_frontpage_changelist"])
def test_every_page_of_the_desk_loads_them_before_its_modules(client, name):
    client.force_login(make_editor(is_superuser=True))

    page = client.get(reverse(f"admin:{name}")).text

    assert 0 < page.index(f'<script src="{desk_words.address()}">') < page.index('type="module"')
    assert settings.ADMIN_PATH in desk_words.address()
