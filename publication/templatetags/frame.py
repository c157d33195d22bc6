"""What every page says of times, addresses and languages: in the site's zone, by the site's name."""

from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.utils import dateformat, timezone, translation
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from newsroom.lib.addresses import absolute as absolute_address
from newsroom.lib.addresses import path_of
from publication import drawing

register = template.Library()

# og:locale wants a territory with the language.
LOCALES = {"ar": "ar_AR", "en": "en_GB", "fa": "fa_IR", "he": "he_IL", "tr": "tr_TR"}
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he"})
# Day, hour, the zone's name and how far it is ahead, in languages with a comma and a name of their own.
_AHEAD = '<span dir="ltr">{3}</span>'
TOLD_IN = {
    "ar": '{0}، <span dir="ltr">{1}</span> بتوقيت غرينتش ' + _AHEAD,
    "fa": '{0}، <span dir="ltr">{1}</span> به وقت گرینویچ ' + _AHEAD,
}
zone_named = cache(ZoneInfo)


def local(context, when):
    """This moment by the paper's own clock; UTC where a page has no frame."""
    frame = context.get("frame")
    return timezone.localtime(when, zone_named(frame.site.time_zone if frame else "UTC"))


def now_on(context):
    """The moment that the page shows: now, or `as_of` where an editor looks ahead."""
    return context.get("as_of") or timezone.now()


def in_words(day, words, language):
    """A date in the words of a language: "24 November 2026", «24 نوفمبر 2026»."""
    return _in_words(day, words, language or translation.get_language())


@lru_cache(maxsize=2000)
def _in_words(day, words, language):
    with translation.override(language):
        return dateformat.format(day, words)


def zone_label(when):
    """ "GMT", "GMT+3" or "GMT+3:30": readers live in many zones, and few know abbreviations."""
    minutes = round(when.utcoffset().total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    if not minutes:
        return "GMT"
    return f"GMT{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "")


@register.simple_tag(takes_context=True)
def day(context, when, language="", words="j F Y"):
    """<time> with the day only; takes a date or a moment."""
    if not when:
        return ""
    here = local(context, when).date() if hasattr(when, "tzinfo") else when
    return format_html(
        '<time datetime="{}">{}</time>', here.isoformat(), in_words(here, words, language)
    )


@register.simple_tag(takes_context=True)
def moment(context, when, language=""):
    """<time> with day, hour and zone."""
    if not when:
        return ""
    here = local(context, when)
    said = TOLD_IN.get(language, '{}, <span dir="ltr">{} {}{}</span>')
    name, ahead = zone_label(here)[:3], zone_label(here)[3:]
    told = format_html(
        said, in_words(here.date(), "j F Y", language), here.strftime("%H:%M"), name, ahead
    )
    return format_html('<time datetime="{}">{}</time>', here.isoformat(timespec="minutes"), told)


@register.simple_tag(takes_context=True)
def clock(context, when):
    """<time> with the hour; for what was published today, the day for what is older."""
    here, now = local(context, when), local(context, now_on(context))
    shown = here.strftime("%H:%M") if here.date() == now.date() else dateformat.format(here, "j F")
    return format_html('<time datetime="{}">{}</time>', here.isoformat(timespec="minutes"), shown)


@register.filter
def at(slug, name):
    """The path of the page of this name that has this slug."""
    return path_of(name, slug=slug)


@register.simple_tag(takes_context=True)
def drawn(context, template):
    """A part that shows the frame and which of its menus' places this is, and nothing else."""
    frame, path = context["frame"], context["request"].path
    return drawing.drawn(
        template,
        frame,
        tongue=context["tongue"],
        ours=context["ours"],
        path=path if frame.leads_to(path) else "",
        here=context.get("here", ""),
    )


@register.simple_tag
def absolute(path):
    """The full address of a path or of a stored file, by the configured site."""
    return absolute_address(str(path))


@register.simple_tag
def interface(language):
    """Attributes for our own words on a page in another language; nothing where they agree."""
    active = (translation.get_language() or settings.LANGUAGE_CODE).split("-")[0]
    if active == (language or settings.LANGUAGE_CODE):
        return ""
    return mark_safe(f' lang="{active}" dir="{direction(active)}"')


@register.filter
def direction(language):
    """ "rtl" or "ltr"."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


@register.filter
def locale(language):
    """A language as Open Graph writes it: "ar_AR"."""
    return LOCALES.get(language, language)


@register.simple_tag(takes_context=True)
def today(context):
    """<time> with the date of the day's paper, weekday first."""
    return day(context, now_on(context), words="l j F Y")
