"""The shape of the house, held by tests."""

import ast
import re
import socket

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, get_resolver
from pytest_socket import SocketConnectBlockedError

from articles.addresses import RESERVED

ROOT = settings.BASE_DIR
OURS = ("newsroom", "publication", "accounts", "memberships", "articles")
CODE = [
    path for app in OURS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# Who may say the word: the model, the way in, the renderer, the importers' door, the admin.
MAY_NAME_THE_BODY = {
    "articles/models/text.py", "articles/models/article.py", "articles/models/querysets.py",
    "articles/writing.py", "articles/admin/article.py", "articles/admin/article_form.py", "articles/admin/by_whom.py",
    "articles/collisions.py", "articles/drafts.py", "articles/revisions.py",
    "articles/translating.py", "articles/working.py", "articles/admin/people.py",
    "publication/models/pages.py", "publication/admin.py", "articles/importers/wordpress.py",
    "newsroom/sample_edition/stories.py", "newsroom/sample_edition/standing.py", "newsroom/seeds.py",
    "newsroom/leakcheck/canaries.py",
    "newsroom/leakcheck/seeding.py",
}  # fmt: skip
LEVEL = {
    name: place for place, name in enumerate(("publication", "accounts", "memberships", "articles"))
}
INCLUDED = re.compile(r"""{%\s*(?:include|extends)\s+["']([a-z_]+)/""")
LOADED = re.compile(r"{%\s*load\s+([^%]+)%}")


def test_the_body_is_named_where_it_is_kept_and_nowhere_else():
    named = {
        str(path.relative_to(ROOT))
        for path in CODE
        if re.search(r"\bbody_html\b", path.read_text())
    }

    blocks = {name for name in named if name.startswith("articles/blocks")}
    assert named - blocks <= MAY_NAME_THE_BODY


def test_templates_never_touch_the_body():
    assert [path.name for path in TEMPLATES if "body_html" in path.read_text()] == []


def test_only_trusted_html_is_marked_safe_in_templates():
    unsafe = re.compile(r"\|\s*safe\b")
    named = re.compile(r"\{\{\s*[\w.]*_html\s*\|\s*safe\s*\}\}")

    for path in TEMPLATES:
        text = path.read_text()
        assert len(unsafe.findall(text)) == len(named.findall(text)), path


def test_one_module_marks_html_as_safe():
    users = {
        str(path.relative_to(ROOT))
        for path in CODE
        if re.search(r"\bmark_safe\(", path.read_text())
    }

    assert {name for name in users if "templatetags" not in name} == {"newsroom/lib/html.py"}


def test_no_template_carries_script_or_style_of_its_own():
    inline = re.compile(
        r"""<script(?![^>]*\bsrc=)(?![^>]*\stype="application/(?:ld\+)?json")[^>]*>|\sstyle=|<style\b|\son[a-z]+=""",
        re.I,
    )

    for path in TEMPLATES:
        assert not inline.search(path.read_text()), path


def test_templates_of_an_app_include_only_what_lies_below():
    for path in TEMPLATES:
        room = path.relative_to(ROOT / "templates").parts[0]
        if room not in LEVEL:
            continue
        for included in INCLUDED.findall(path.read_text()):
            if included in LEVEL:
                assert LEVEL[included] <= LEVEL[room], (path, included)
            else:
                assert included != "newsroom", (path, included)


def test_sections_cannot_take_the_address_of_another_page():
    first_words = set()
    for pattern in get_resolver().url_patterns:
        collect(pattern, "", first_words)

    assert first_words <= RESERVED | {".well-known"}


def collect(pattern, prefix, words):
    route = prefix + str(pattern.pattern)
    word = route.lstrip("^/").split("/")[0]
    if word and "<" not in word and "(" not in word:
        words.add(word)
    elif not isinstance(pattern, URLPattern):
        for inner in pattern.url_patterns:
            collect(inner, route, words)


def test_every_model_of_ours_has_a_name_for_people():
    for model in apps.get_models():
        if model._meta.app_label in OURS:
            assert str(model) or model._meta.verbose_name


@pytest.mark.parametrize("address", [("93.184.215.14", 80), ("10.0.0.1", 5432)])
def test_tests_reach_nothing_outside_this_machine(address):
    with pytest.raises((SocketConnectBlockedError, UserWarning)), socket.socket() as probe:
        probe.connect(address)


def test_functions_are_short():
    """House budget: 20 lines, with some room; what is longer is a table, not a train of thought."""
    lengths = []
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                lengths.append((node.end_lineno - node.lineno + 1, f"{path.name}:{node.name}"))
    lengths.sort()

    assert lengths[int(len(lengths) * 0.9)][0] <= 16
    assert [name for length, name in lengths if length > 40] == []
