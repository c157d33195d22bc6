"""Error pages: what happened, what was kept, what to do next."""

import logging
import secrets

from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template import loader

from newsroom.lib import caching

PLAIN = """<!doctype html><html lang="en"><title>Something went wrong</title>
<h1>Something went wrong at our end</h1>
<p>Nothing that you saved has been lost. Please try again in a minute.</p>
<p>If you write to us, this reference helps: {reference}.</p></html>"""
log = logging.getLogger(__name__)


def bad_request(request, exception=None):
    return refused(request, "400.html", 400)


def permission_denied(request, exception=None):
    return refused(request, "403.html", 403)


def page_not_found(request, exception=None):
    return refused(request, "404.html", 404)


def refused(request, template, status):
    response = render(request, template, status=status)
    response["Cache-Control"] = caching.PRIVATE
    return response


def server_error(request):
    """Needs no database and no frame: either may be what failed. The reference is in the log."""
    reference = secrets.token_hex(4)
    log.error("error page %s for %s", reference, request.path)
    try:
        page = loader.get_template("500.html").render({"reference": reference})
    except Exception:  # the page itself may be what failed: then only its words
        log.exception("the error page failed too")
        page = PLAIN.format(reference=reference)
    return HttpResponseServerError(page, headers={"Cache-Control": caching.PRIVATE})
