"""Names above a text: joined as a sentence joins them."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from newsroom.lib.addresses import path_of

register = template.Library()


@register.filter
def names(article):
    """ "A", "A and B", "A, B and C": plain text, for cards and feeds."""
    return joined([row["name"] for row in article.byline_rows])


@register.filter
def name_links(article):
    """The same with a link to each author's page; a guest has none."""
    return joined([linked(row) for row in article.byline_rows], safe=True)


@register.filter
def linked(row):
    if not row["slug"]:
        return format_html("<b>{}</b>", unbroken(row["name"]))
    address = path_of("articles:author_detail", slug=row["slug"])
    return format_html('<a href="{}" rel="author">{}</a>', address, unbroken(row["name"]))


def unbroken(name):
    """The name with each word that has a hyphen kept on one line: "Al-Kharusi"."""
    words = (
        format_html('<span class="word">{}</span>', word) if "-" in word else word
        for word in name.split(" ")
    )
    return format_html_join(" ", "{}", ((word,) for word in words))


def joined(words, safe=False):
    """The last two with "and", the others with commas."""
    *firsts, last = words or [""]
    if not firsts:
        return last
    if safe:
        listed = format_html_join(", ", "{}", ((word,) for word in firsts))
        return mark_safe(_("%(names)s and %(last)s") % {"names": listed, "last": last})
    return _("%(names)s and %(last)s") % {"names": ", ".join(firsts), "last": last}


@register.filter
def initials(name):
    """Two letters for the square that stands where there is no portrait."""
    words = [word for word in name.replace("-", " ").split() if word[0].isupper()]
    return "".join(word[0] for word in (words or name.split())[:2])
