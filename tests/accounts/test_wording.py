"""Our words for allauth's: each still answers one of its sentences, and what is read is what is written."""

import gettext
import re
from ast import literal_eval
from pathlib import Path

import allauth
import pytest
from django.conf import settings
from django.template.loader import get_template

OURS = settings.BASE_DIR / "locale/en/LC_MESSAGES"
THEIRS = Path(allauth.__file__).parent / "locale/en/LC_MESSAGES"
PAIR = re.compile(r'^msgid ((?:".*"\n)+)(?:msgid_plural (?:".*"\n)+)?', re.M)
STRING = re.compile(r'^msgid ((?:".*"\n)+)msgstr ((?:".*"\n?)+)', re.M)


def joined(lines):
    return "".join(literal_eval(line) for line in lines.strip().splitlines())


def test_every_sentence_of_ours_answers_one_of_theirs():
    theirs = {joined(one) for one in PAIR.findall((THEIRS / "django.po").read_text())}
    ours = {joined(one) for one, _ in STRING.findall((OURS / "django.po").read_text())}

    assert ours - theirs == set()
    assert len(ours) > 70


def test_the_compiled_words_are_the_written_ones():
    written = {
        joined(one): joined(other)
        for one, other in STRING.findall((OURS / "django.po").read_text())
    }
    with (OURS / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog

    assert {one: compiled[one] for one in written if one} == {
        one: other for one, other in written.items() if one
    }


@pytest.mark.django_db
def test_pages_use_them(client):
    page = client.get("/accounts/password/reset/").text

    assert "with the code you choose a new password" in page
    assert "Email" not in page


def test_each_page_of_allauth_stands_in_our_frame():
    """Those of the apps that are installed; layouts and elements are ours."""
    folder = Path(allauth.__file__).parent / "templates"
    for part in ("account", "mfa", "usersessions", "socialaccount"):
        for path in sorted((folder / part).rglob("*.html")):
            if path.parent.name == "snippets" or path.name == "login_redirect.html":
                continue  # parts of pages; and a bare step on to a provider, which nobody sees
            assert parents_of(path.relative_to(folder).as_posix())[-1] == "base.html"


def parents_of(name):
    """What a page extends, from itself up to the frame."""
    found = [name]
    while extends := re.search(
        r"""{%\s*extends\s+["']([^"']+)""", Path(get_template(found[-1]).origin.name).read_text()
    ):
        found.append(extends[1])
    return found
