"""The way of a picture: taken in, kept clean, made in several sizes by the worker, shown."""

import secrets

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.html import format_html, format_html_join
from pictures.utils import reconstruct

from articles import picture_files, picture_metadata, picture_store, tasks
from articles.models.picture import Picture
from newsroom.lib import html

FETCHED_AT_ONCE = html.trusted('fetchpriority="high"')
FETCHED_WHEN_SEEN = html.trusted('loading="lazy"')
SIZES_IN_TEXT = "(min-width: 44rem) 38rem, 100vw"


def ingest(file, *, name="", **said):
    """Take in a picture file: checked, re-encoded, its credit read, its renditions asked for.

    `said` (alt, caption, credit, ...) wins over what the file says of itself. Raises
    ValidationError, with a sentence for the person who brought it, for what we do not take.
    """
    image = picture_files.opened(file)
    said = {name: text for name, text in said.items() if text}
    return fill(Picture(**said), image, name=name)


@transaction.atomic
def fill(picture, image, *, name):
    """Put an opened image into a picture, new or old, and save it: everywhere it stands.

    What the picture says already wins over what the file says of itself.
    """
    for field, text in picture_metadata.read(image).items():
        if not getattr(picture, field):
            setattr(picture, field, text)
    master, size = picture_files.encoded(image, said_by(picture))
    picture.original_name = name[-255:]
    return put(picture, ContentFile(master), size=size)


@transaction.atomic
def put(picture, master, *, size):
    """A new master under a name of its own; the present files go once nothing shows them any more."""
    standing = as_it_stands(picture)
    picture.renditions_made_at = None
    picture.image.save(f"{secrets.token_hex(12)}.webp", master, save=False)
    picture.width, picture.height = size  # the field knows them only after a reload
    picture.save()
    forget(files_of(standing))
    return picture


@transaction.atomic
def move(picture):
    """Bring the files of a saved picture to where `is_gated` says: under new names, the old ones end."""
    standing = as_it_stands(picture)
    with standing.image.open() as file:
        master = ContentFile(file.read())
    return put(picture, master, size=(standing.width, standing.height))


def as_it_stands(picture):
    """The saved row, locked, so that of two who change its file none leaves the other's behind."""
    return Picture.objects.select_for_update().filter(pk=picture.pk).first()


def files_of(picture):
    """The names of its master and of each rendition that there may be."""
    if picture is None or not picture.image:
        return []
    return [picture.image.name, *(file.name for file in picture.image.get_picture_files_list())]


def forget(names):
    """Remove files right after the change that no longer shows them; the worker sees to what is left."""
    if names:
        tasks.remove_files.enqueue(names)
        transaction.on_commit(lambda: picture_store.remove(names), robust=True)


def said_by(picture):
    """What is written into its files: those fields that have a place there."""
    return {field: getattr(picture, field) for field in picture_metadata.FIELDS}


def process(*, storage, file_name, sender, new=None, old=None):
    """django-pictures' hook: renditions are the worker's, removals happen at once."""
    for rendition in old or []:
        reconstruct(*rendition).delete()
    if new:
        tasks.make_renditions.enqueue(file_name)


def picture_tag(picture, alt=None, sizes=SIZES_IN_TEXT, eager=False):
    """<picture> with its sources; the master alone until the worker has made the renditions."""
    return format_html(
        "<picture>{}{}</picture>", sources_of(picture, sizes), img_of(picture, alt, eager)
    )


def sources_of(picture, sizes):
    if picture.renditions_made_at is None:
        return ""
    rows = [
        (f"image/{kind.lower()}", srcset(files), sizes)
        for kind, files in picture.image.aspect_ratios[None].items()
    ]
    return format_html_join("", '<source type="{}" srcset="{}" sizes="{}">', rows)


def srcset(files):
    return ", ".join(f"{file.url} {width}w" for width, file in sorted(files.items()))


def img_of(picture, alt, eager):
    """Width and height always stand, so that nothing jumps; focal points are classes."""
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="{}" class="{}" {} decoding="async">',
        picture.image.url,
        picture.width,
        picture.height,
        picture.alt if alt is None else alt,
        focus(picture),
        FETCHED_AT_ONCE if eager else FETCHED_WHEN_SEEN,
    )


def focus(picture):
    """One of nine classes: where to look when the picture is cut."""
    across = "start" if picture.focal_x < 34 else "end" if picture.focal_x > 66 else "middle"
    down = "top" if picture.focal_y < 34 else "bottom" if picture.focal_y > 66 else "middle"
    return f"focus-{across}-{down}"


def to_share(picture):
    """(address, width, height) for other people's pages: the largest WebP, else the master.

    None where not everybody may have it.
    """
    if picture.is_gated:
        return None
    files = picture.image.aspect_ratios[None] if picture.renditions_made_at else {}
    renditions = files.get("WEBP") or {}
    if not renditions:
        return picture.image.url, picture.width, picture.height
    width = max(renditions)
    return renditions[width].url, width, round(width * picture.height / picture.width)
