"""Working copies: kept while somebody writes, measured as the page will be, named to others."""

import re
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from articles import blocks, levels, writing
from articles.models import Article, Section, WorkingCopy
from articles.models.article import article_address
from memberships.access import AccessLevel

NUMBER, SLUG = re.compile(r"[0-9]{1,9}"), re.compile(r"[\w-]{1,160}")
KEPT_FOR = timedelta(days=30)


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


def let_go(user, key):
    """The words are saved, or not wanted: the screen may go on being open."""
    WorkingCopy.objects.of(user, key).update(values=None, kept_at=None)


def forget_old(*, at):
    """Delete the copies of screens that nobody has opened for a month."""
    WorkingCopy.objects.filter(seen_at__lt=at - KEPT_FOR).delete()


def others_at(article, user):
    """[{name, since}] of everybody else who has this article open now."""
    copies = article.working_copies.open_now().exclude(user=user).select_related("user")
    return [{"name": copy.user.get_short_name(), "since": copy.opened_at} for copy in copies]


def newer_than(article, based_on, user):
    """{by, at} of the newest revision, where it is newer than the screen and somebody else's."""
    newest = article.revisions.select_related("made_by").first()
    if newest is None or newest.number <= based_on or newest.made_by_id == user.pk:
        return None
    return {"by": newest.made_by.get_short_name() if newest.made_by else "", "at": newest.made_at}


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


def recovery(user, article):
    """The unsaved words of an earlier time, for the screen to offer: {values, at, based_on} or None."""
    copies = WorkingCopy.objects.filter(user=user, article=article).unsaved()
    copy = copies.order_by("-kept_at").first()
    if copy is None:
        return None
    return {"values": copy.values, "at": copy.kept_at, "based_on": copy.based_on, "key": copy.key}
