"""Versions in other languages: a linked draft that starts from the original's text and gate."""

from django.db import transaction

from articles import writing
from articles.models import Article, Byline, DeskAction

TAKEN_OVER = ("kind_id", "section_id", "headline", "standfirst", "dateline", "access_level",
              "next_level", "next_level_after_days", "free_sample_chapter",
              "lead_picture_id", "cover_id", "picture_alt", "picture_caption", "summary")  # fmt: skip
MANY = ("regions", "topics", "industries")


@transaction.atomic
def begin(article, language, *, by):
    """The version of this story in that language: the one there is, or a new draft.

    It inherits the access level: a translation never opens what the original keeps.
    """
    original = article.translation_of or article
    if language == original.language:
        return original
    if existing := original.translations.filter(language=language).first():
        return existing
    version = Article(language=language, translation_of=original, slug=free_slug(original, language),
                      created_by=by, **{name: getattr(original, name) for name in TAKEN_OVER})  # fmt: skip
    writing.write(version, body_html=writing.text_of(original))
    for name in MANY:
        getattr(version, name).set(getattr(original, name).all())
    copy_bylines(original, version)
    version.log(DeskAction.Verb.TRANSLATED, by=by, detail=str(original))
    return version


def free_slug(original, language):
    slug, number = f"{original.slug[:150]}-{language}", 1
    while Article.objects.filter(language=language, slug=slug).exists():
        number += 1
        slug = f"{original.slug[:146]}-{language}-{number}"
    return slug


def copy_bylines(original, version):
    Byline.objects.bulk_create(
        Byline(article=version, author_id=row.author_id, guest_name=row.guest_name, role=row.role,
               position=row.position)
        for row in original.bylines.order_by("position", "pk")
    )  # fmt: skip
