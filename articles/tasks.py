"""Doors to the work that articles have done in the background."""

from django.tasks import task

from articles import picture_store, renditions
from articles.models.picture import Picture
from newsroom.lib.background import retrying


@task(queue_name="pictures")
@retrying(attempts=5)
def make_renditions(file_name, anew=False):
    """Make the renditions of the picture whose master this is, if it still is one."""
    if picture := Picture.objects.filter(image=file_name).first():
        renditions.make_renditions(picture, anew=anew)


@task(queue_name="pictures")
@retrying(attempts=5)
def remove_files(names):
    """Remove the files of a picture that has others now."""
    picture_store.remove(names)


@task(queue_name="default")
@retrying(attempts=5)
def cut_lead_ins_ahead(kind):
    """Cut the lead-ins of the free pieces of a kind whose level is to rise by itself."""
    from articles import writing  # noqa: PLC0415  (it reads articles, which ask for renditions here)
    from articles.models import Article  # noqa: PLC0415

    for article in Article.objects.uncut_of_kind(kind).iterator(chunk_size=200):
        writing.cut_ahead(article)


@task(queue_name="default")
@retrying(attempts=3)
def ask_links(article):
    """Ask the pages of other sites that this article links to whether they answer."""
    from articles import links  # noqa: PLC0415  (it reads articles, which ask for renditions here)
    from articles.models import Article  # noqa: PLC0415

    if found := Article.objects.filter(pk=article).first():
        links.ask(found)
