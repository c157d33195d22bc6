"""Writing: the one way in which a text gets into an article."""

from django.db import transaction

from articles import blocks, levels
from articles.models import Article, ArticleText, Picture, PictureUse, Redirect
from articles.search_letters import fold


@transaction.atomic
def write(article, *, body_html):
    """Save the article with this text: cleaned, measured, its public part and search words made.

    The address of an article that readers knew goes on working after a change of slug, section
    or language. ValidationError where the versions of a story would contradict each other.
    """
    article.clean()
    body = blocks.clean(body_html)
    known_as = known_address(article)
    measure(article, body)
    article.save()
    keep_text(article, body)
    keep_uses(article, blocks.picture_numbers(body))
    if known_as and known_as != article.get_absolute_url():
        leave_redirect(article, known_as)
    return article


def rewrite(article):
    """Save the article with the text it has: after a change of headline, level or paywall rule."""
    return write(article, body_html=article.text.body_html)


def cut_ahead(article):
    """Cut the lead-in of a free piece that its kind will shut later."""
    body = article.text.body_html
    measure(article, body)
    article.save(update_fields=["public_html", "lead_in_text", "lead_in_ready"])
    keep_text(article, body)


def measure(article, body):
    """What the text says of itself: its public part, length and reading time."""
    is_gated = levels.is_ever_gated(article)
    article.public_html = blocks.public_part(
        body,
        is_gated=is_gated,
        free_sample_chapter=article.free_sample_chapter,
    )
    article.lead_in_ready = is_gated
    article.lead_in_text = lead_in_text(body, is_gated=is_gated)
    article.word_count = blocks.word_count(blocks.plain_text(body))
    article.reading_minutes = blocks.reading_minutes(article.word_count, article.language)


def lead_in_text(body, *, is_gated):
    """The words of the lead-in, for excerpts and feeds; a short free text is its own lead-in."""
    lead_in = blocks.plain_text(blocks.public_part(body, is_gated=True))
    return lead_in or ("" if is_gated else blocks.plain_text(body))


def keep_text(article, body):
    """The body and what is searched, its letters folded, in the side table."""
    article.text, _created = ArticleText.objects.update_or_create(
        article=article,
        defaults={
            "body_html": body,
            "body_text": fold(blocks.plain_text(body), article.language),
            "public_text": fold(blocks.plain_text(article.public_html), article.language),
            "headline": fold(article.headline, article.language),
            "standfirst": fold(article.standfirst, article.language),
            "language": article.language,
        },
    )


def keep_uses(article, numbers):
    """Which pictures of the library stand in the text."""
    article.picture_uses.exclude(picture__in=numbers).delete()
    if not numbers:
        return
    pictures = Picture.objects.filter(pk__in=numbers)
    uses = [PictureUse(article=article, picture=picture) for picture in pictures]
    PictureUse.objects.bulk_create(uses, ignore_conflicts=True)


def known_address(article):
    """The address under which readers may know this article: None for a draft."""
    if article.pk is None:
        return None
    stored = Article.objects.select_related("section").filter(pk=article.pk).first()
    if stored is None or stored.published_at is None:
        return None
    return stored.get_absolute_url()


def leave_redirect(article, old_path):
    """Point the old address here; the new one must not point anywhere else."""
    Redirect.objects.filter(old_path=article.get_absolute_url()).delete()
    Redirect.objects.update_or_create(
        old_path=old_path, defaults={"article": article, "new_path": ""}
    )


def text_of(article):
    """The text as it is stored, for those who write: revisions, the edit screen. Never for reading."""
    return article.text.body_html if article.pk and hasattr(article, "text") else ""
