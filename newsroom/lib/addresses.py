"""Absolute addresses: always from the configured site, never from a request."""

from urllib.parse import urljoin

from django.conf import settings


def absolute(path):
    """The full address of a path of ours: "/culture/x/" becomes "https://news.example/culture/x/"."""
    return urljoin(settings.SITE_URL + "/", path)
