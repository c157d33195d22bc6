"""Where many articles are put at once: another section, a topic. Each is a revision and an audit row."""

from django.db import transaction

from articles import revisions, writing
from articles.models import Article, DeskAction


@transaction.atomic
def move_to_section(article, section, *, by):
    """Into this section; the old address goes on leading here."""
    article = opened(article)
    if article.section_id == section.pk:
        return None
    article.section = section
    writing.rewrite(article)
    revisions.record(article, by=by)
    return article.log(DeskAction.Verb.MOVED, by=by, detail=str(section))


@transaction.atomic
def add_topic(article, topic, *, by):
    """About this, too."""
    article = opened(article)
    if article.topics.filter(pk=topic.pk).exists():
        return None
    article.topics.add(topic)
    revisions.record(article, by=by)
    return article.log(DeskAction.Verb.LABELLED, by=by, detail=str(topic))


def opened(article):
    """The article as it stands now, nobody else's until the end, its earlier form kept."""
    revisions.lock(article)
    article = Article.objects.select_related("text", "section").get(pk=article.pk)
    revisions.record_first(article)
    return article
