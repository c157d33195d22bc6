"""Links of a text to other sites: asked for in the background, so that nobody waits for them."""

import re
from html import unescape

from django.utils import timezone

from articles import writing
from articles.models import LinkCheck
from newsroom.lib import fetch

OUTSIDE = re.compile(r'<a [^>]*href="(https://[^"]{1,492})"')
MOST = 40  # a text with more has its first checked


def outside(article):
    """The https addresses of other sites that the saved text links to, each once."""
    found = dict.fromkeys(unescape(link) for link in OUTSIDE.findall(writing.text_of(article)))
    return list(found)[:MOST]


def ask(article):
    """Ask each address that nobody has asked for a day; keep what it answered."""
    addresses = outside(article)
    known = set(
        LinkCheck.objects.fresh().filter(address__in=addresses).values_list("address", flat=True)
    )
    for address in addresses:
        if address not in known:
            LinkCheck.objects.update_or_create(
                address=address,
                defaults={"problem": problem_of(address), "checked_at": timezone.now()},
            )


def problem_of(address):
    """Why this address does not answer; empty where it does. Under the rules of newsroom.lib.fetch."""
    try:
        fetch.fetch(address)
    except fetch.Refused as refused:
        return str(refused)[:300]
    return ""


def broken(article):
    """[LinkCheck] of the links in this text that did not answer when they were last asked for."""
    return LinkCheck.objects.filter(address__in=outside(article)).broken().order_by("address")
