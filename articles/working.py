"""Working copies: kept while somebody writes, measured as the page will be, named to others."""

import re
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from articles import blocks, levels, writing
from articles.models import Article, Section, WorkingCopy
from articles.models.article import article_address
from articles.models.working_copy import HEARD_WITHIN
from memberships.access import AccessLevel

NUMBER, SLUG = re.compile(r"[0-9]{1,9}"), re.compile(r"[\w-]{1,160}")
KEPT_FOR = timedelta(days=30)
OFFERED = 5  # at once; the older ones once these are decided on


def keep(user, *, key, article=None, based_on=0, values=None, at=None):
    """Keep what is on this screen, or, with no values, only say that it is open. One statement."""
    at = at or timezone.now()
    copy = WorkingCopy(key=key, article=article, user=user, values=values, based_on=based_on,
                       kept_at=at if values else None, opened_at=at, seen_at=at)  # fmt: skip
    kept = ["values", "based_on", "kept_at"] if values else []
    WorkingCopy.objects.bulk_create(
        [copy],
        update_conflicts=True,
        unique_fields=["user", "key"],
        update_fields=["seen_at", *kept],
    )
    return copy


def let_go(user, *keys):
    """The words of these screens are saved, stand on another screen, or are not wanted."""
    WorkingCopy.objects.filter(user=user, key__in=keys).delete()


def leave(user, key, *, at):
    """The screen is closed: from now on its unsaved words are offered."""
    copies = WorkingCopy.objects.of(user, key)
    copies.unsaved().update(seen_at=at - HEARD_WITHIN)
    copies.without_words().delete()


def forget_old(*, at):
    """Delete the copies that nobody came back to for a month, and the closed screens without words."""
    WorkingCopy.objects.filter(seen_at__lt=at - KEPT_FOR).delete()
    WorkingCopy.objects.without_words().filter(seen_at__lte=at - HEARD_WITHIN).delete()


def screens_at(article, user, key):
    """{others: [{name, since}], mine: [{key, since}]}: who else has this article open now, and where
    else this person does. Of new articles, which are nobody else's, only the person's own screens.
    """
    copies = WorkingCopy.objects.open_now().filter(article=article).exclude(user=user, key=key)
    if article is None:
        copies = copies.filter(user=user)
    others, mine = {}, []
    for copy in copies.select_related("user").order_by("opened_at"):
        if copy.user_id == user.pk:
            mine.append({"key": copy.key, "since": copy.opened_at})
        else:
            name = copy.user.get_short_name()
            others.setdefault(copy.user_id, {"name": name, "since": copy.opened_at})
    return {"others": list(others.values()), "mine": mine}


def newer_than(article, based_on, user):
    """{by, at, is_mine} of the newest revision, where it is newer than the screen."""
    newest = article.revisions.select_related("made_by").first()
    if newest is None or newest.number <= based_on:
        return None
    by = newest.made_by.get_short_name() if newest.made_by else ""
    return {"by": by, "at": newest.made_at, "is_mine": newest.made_by_id == user.pk}


def measures(values):
    """{lead_in, words, minutes, address} of a form's values, as they will be once it is saved."""
    said = {name: given[0] for name, given in values["fields"].items() if given}
    asked = said.get("language")
    language = asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    chapter = said.get("free_sample_chapter", "")
    article = Article(
        language=language,
        access_level=said.get("access_level") or AccessLevel.FREE,
        next_level=said.get("next_level", ""),
        next_level_after_days=0,
        free_sample_chapter=int(chapter) if NUMBER.fullmatch(chapter) else None,
    )
    writing.measure(article, blocks.clean(said.get("body_html", "")))
    return {
        "lead_in": blocks.plain_text(article.public_html) if levels.is_ever_gated(article) else article.lead_in_text,
        "words": article.word_count,
        "minutes": article.reading_minutes,
        "address": address_of(said, language),
    }  # fmt: skip


def address_of(said, language):
    """Where the article will stand; empty until it has a section and a slug."""
    section, slug = said.get("section", ""), said.get("slug", "")
    if not (NUMBER.fullmatch(section) and SLUG.fullmatch(slug)):
        return ""
    found = Section.objects.filter(pk=section).values_list("slug", flat=True).first()
    return article_address("article_detail", language, found, slug) if found else ""


def recovery(user, article, *, at=None):
    """The unsaved words of other screens, newest first: [{key, values, at, based_on, is_open}].

    The screen offers those of closed ones; the others stand where they are being written.
    """
    copies = WorkingCopy.objects.filter(user=user, article=article).unsaved()
    return [
        {
            "key": copy.key,
            "values": copy.values,
            "at": copy.kept_at,
            "based_on": copy.based_on,
            "is_open": copy.is_open(at),
        }
        for copy in copies.order_by("-kept_at")[:OFFERED]
    ]
