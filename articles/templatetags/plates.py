"""Pictures in templates: the same <picture> as inside a text, for the place where it stands."""

from django import template

from articles.pictures import picture_tag

register = template.Library()


@register.simple_tag
def plate(picture, alt=None, sizes="", eager=False):
    """<picture> with its renditions; the first picture of a page is fetched at once."""
    return picture_tag(picture, alt=alt, sizes=sizes, eager=eager)
