"""Revisions: an article as plain values, kept at each save, compared with another, restored."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles import picture_rights, rights, writing
from articles.models import Article, Byline, RelatedArticle

TEXTS = ("headline", "short_headline", "kicker", "standfirst", "slug", "language", "dateline",
         "summary", "note", "picture_caption", "picture_alt", "access_level", "next_level",
         "next_level_after_days", "free_sample_chapter",
         "search_title", "search_description", "share_headline", "share_description")  # fmt: skip
ONE = ("kind", "section", "translation_of", "lead_picture", "cover", "share_picture")
MANY = ("regions", "topics", "industries")
NEEDED = {"kind", "section"}  # a row that a revision names may be gone: these are never empty
BODY = "text"


def values_of(article):
    """Everything that an editor can change, as JSON: {field: words, number or list of numbers}."""
    return {
        **{name: getattr(article, name) for name in TEXTS},
        **{name: getattr(article, f"{name}_id") for name in ONE},
        **{name: sorted(getattr(article, name).values_list("pk", flat=True)) for name in MANY},
        "embargoed_until": article.embargoed_until and article.embargoed_until.isoformat(),
        "related": list(
            article.chosen_related.order_by("position", "pk").values_list("related", flat=True)
        ),
        "bylines": list(
            article.bylines.order_by("position", "pk").values("author", "guest_name", "role")
        ),
        BODY: writing.text_of(article),
    }


def record(article, *, by, note=""):
    """Keep what stands now as the next revision, unless it is what the last one says."""
    last = article.revisions.first()
    values = values_of(article)
    if last and last.values == values:
        return last
    number = last.number + 1 if last else 1
    return article.revisions.create(number=number, values=values, made_by=by, note=note)


def record_first(article):
    """Before the first edit of what came from elsewhere: how it came."""
    if not article.revisions.exists():
        record(article, by=None)


def newest_number(article):
    """The number of the last revision; 0 where there is none. with_newest_number() brings it along."""
    if (number := getattr(article, "newest_number", None)) is not None:
        return number
    return article.revisions.values_list("number", flat=True).first() or 0


@transaction.atomic
def restore(article, revision, *, by):
    """Save the article as it was in an earlier revision; that is a revision, too.

    Its embargo stays as it stands now. ValidationError where the person may not show so much of it,
    where another article has its address, or where its pictures may not stand there any more.
    """
    values = revision.values
    for name in set(TEXTS) - set(rights.closed_to(by)):
        setattr(article, name, values.get(name, getattr(article, name)))
    for name in ONE:
        setattr(article, f"{name}_id", still_there(article, name, values[name]))
    if rights.closed_to(by):
        rights.keep_behind_the_wall(article)
    if rights.gives_away(article, by, values[BODY]):
        raise ValidationError(rights.GIVEN_AWAY)
    if wanting := picture_rights.wanting(article, values[BODY]):
        raise ValidationError(wanting)
    article.validate_constraints(exclude=["embargoed_until"])
    writing.write(article, body_html=values[BODY])
    for name in MANY:
        getattr(article, name).set(known(getattr(article, name).model, values[name]))
    restore_bylines(article, values["bylines"])
    restore_related(article, values.get("related", []))
    return record(
        article, by=by, note=_("Restored from revision %(number)d") % {"number": revision.number}
    )


def still_there(article, name, number):
    """The number of a row that still exists: else what stands now, or nothing."""
    model = Article._meta.get_field(name).related_model
    if number and model.objects.filter(pk=number).exists():
        return number
    return getattr(article, f"{name}_id") if name in NEEDED else None


def known(model, numbers):
    return list(model.objects.filter(pk__in=numbers).values_list("pk", flat=True))


def restore_bylines(article, rows):
    authors = set(known(Byline._meta.get_field("author").related_model,
                        [row["author"] for row in rows if row["author"]]))  # fmt: skip
    kept = [row for row in rows if row["author"] in authors or row["guest_name"]]
    standing = {(row.author_id, row.guest_name): row for row in article.bylines.all()}
    for place, row in enumerate(kept):
        # A row that stands keeps its number: somebody may have it on the screen.
        who = row["author"] if row["author"] in authors else None, row["guest_name"]
        byline = standing.pop(who, None) or Byline(
            article=article, author_id=who[0], guest_name=who[1]
        )
        byline.role, byline.position = row["role"], place
        byline.save()
    article.bylines.filter(pk__in=[row.pk for row in standing.values()]).delete()


def restore_related(article, numbers):
    article.chosen_related.all().delete()
    RelatedArticle.objects.bulk_create(
        RelatedArticle(article=article, related_id=number, position=place)
        for place, number in enumerate(numbers)
        if number in known(Article, numbers)
    )


def lock(article):
    """Nobody else saves this article until the transaction ends."""
    return Article.objects.select_for_update().only("pk").get(pk=article.pk)
