"""Addresses: absolute ones always from the configured site, never from a request."""

from functools import lru_cache
from urllib.parse import urljoin

from django.conf import settings
from django.urls import get_script_prefix, reverse


def absolute(path):
    """The full address of a path of ours: "/culture/x/" becomes "https://news.example/culture/x/"."""
    return urljoin(settings.SITE_URL + "/", path)


def path_of(name, **words):
    """reverse(), remembered: a page asks for the same addresses again and again."""
    return _path_of(get_script_prefix(), name, tuple(words.items()))


@lru_cache(maxsize=10_000)
def _path_of(prefix, name, words):
    return reverse(name, kwargs=dict(words))
