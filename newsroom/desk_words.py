"""The words of the desk's scripts in the language of the page: a script that browsers keep until its words change."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe
from django.views.i18n import JavaScriptCatalog

from newsroom.lib import caching


@dataclass(frozen=True)
class Catalogue:
    script: bytes
    version: str


@lru_cache
def catalogue(language):
    """The admin's own words and ours, of locale/<language>/LC_MESSAGES/djangojs.mo. Read once."""
    with translation.override(language):
        script = JavaScriptCatalog(packages=["django.contrib.admin"]).get(None).content
    return Catalogue(script, hashlib.sha256(script).hexdigest()[:12])


def address(request=None):
    """Where the words of this page stand. Other words, another address."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    return reverse("desk_words", args=[language, catalogue(language).version])


@require_safe
def words(request, language, version):
    """The catalogue. Under a version of before or after a deployment it is given, but not kept."""
    if not admin.site.has_permission(request):
        raise PermissionDenied
    if language not in dict(settings.LANGUAGES):
        raise Http404
    found = catalogue(language)
    response = HttpResponse(found.script, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = caching.KEPT if version == found.version else caching.PRIVATE
    return response
