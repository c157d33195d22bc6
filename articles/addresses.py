"""Addresses of articles and sections, and the words that no section may take."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# First words of addresses that belong to other pages (checked against the URLconf by a test).
RESERVED = {
    "account", "accounts", "admin", "api", "archive", "author", "corrections", "csp-report",
    "events", "favicon.ico", "feed", "feeds", "files", "gift", "healthz", "inbox", "industry",
    "kind", "media", "membership", "meter", "news-sitemap.xml", "newsletters", "page", "pictures",
    "preview", "readyz", "region", "robots.txt", "search", "sitemap.xml", "sitemaps", "static",
    "topic",
}  # fmt: skip


def must_not_be_reserved(slug):
    if slug in RESERVED or slug in dict(settings.LANGUAGES):
        raise ValidationError(
            _("“%(slug)s” is the address of another page; choose another slug.") % {"slug": slug}
        )
