"""Articles that a reader put aside: as many as a shelf holds, and no more."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from articles.models import Article, SavedArticle


class ShelfIsFull(Exception):
    """The reader saved as many as anybody may."""


@transaction.atomic
def save(user, article, *, at):
    """Put it aside; doing so twice changes nothing."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # two at once would pass the limit
    if user.saved_articles.filter(article=article).exists():
        return
    if count(user) >= settings.SAVED_ARTICLES_MOST:
        raise ShelfIsFull
    SavedArticle.objects.create(user=user, article=article, saved_at=at)


def remove(user, number):
    user.saved_articles.filter(article=number).delete()


def count(user):
    return user.saved_articles.count()


def saved_among(user, numbers):
    """Which of the articles with these numbers this reader has saved."""
    if not numbers:
        return []
    return list(user.saved_articles.filter(article__in=numbers).values_list("article", flat=True))


def live_article(number):
    """The article that a button names; None where readers cannot reach it."""
    return Article.objects.live(timezone.now()).filter(pk=number).first()


def with_cards(rows):
    """Each row of a shelf or a history with `card`: the article's, None where none is shown.

    What was withdrawn keeps its headline alone; what went back to the desk shows nothing.
    """
    rows = list(rows)
    numbers = [row.article_id for row in rows]
    cards = {card.pk: card for card in Article.objects.filter(pk__in=numbers).for_cards()}
    for row in rows:
        card = cards.get(row.article_id)
        row.card = card if card and (card.is_live() or card.state == "withdrawn") else None
    return rows
