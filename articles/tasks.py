"""Doors to the work that articles have done in the background."""

from django.tasks import task

from articles import renditions
from articles.models.picture import Picture
from newsroom.lib.background import retrying


@task(queue_name="pictures")
@retrying(attempts=5)
def make_renditions(file_name, anew=False):
    """Make the renditions of the picture whose master this is, if it still is one."""
    if picture := Picture.objects.filter(image=file_name).first():
        renditions.make_renditions(picture, anew=anew)
