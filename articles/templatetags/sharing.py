"""Ways to pass a story on: plain links that work without a script and load nothing."""

from urllib.parse import quote, urlencode

from django import template
from django.utils.translation import gettext as _

from newsroom.lib.addresses import absolute

register = template.Library()


@register.simple_tag
def share_links(article):
    """[{name, url}]: by e-mail first, then where readers are."""
    address = absolute(article.get_absolute_url())
    headline = article.share_headline or article.headline
    letter = urlencode({"subject": headline, "body": f"{headline}\n{address}"}, quote_via=quote)
    return [
        {"name": _("E-mail"), "url": f"mailto:?{letter}"},
        {"name": "WhatsApp", "url": with_query("https://wa.me/", text=f"{headline} {address}")},
        {
            "name": "Telegram",
            "url": with_query("https://t.me/share/url", url=address, text=headline),
        },
        {
            "name": "LinkedIn",
            "url": with_query("https://www.linkedin.com/sharing/share-offsite/", url=address),
        },
        {"name": "X", "url": with_query("https://x.com/intent/post", url=address, text=headline)},
    ]


def with_query(address, **words):
    return f"{address}?{urlencode(words)}"
