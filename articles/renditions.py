"""Renditions: every size and format of one picture."""

from django.utils import timezone
from pictures.models import PillowPicture
from PIL import Image

from articles import picture_metadata, picture_store
from articles.models.picture import Picture


def make_renditions(picture, *, anew=False):
    """Every size and format of one picture; those that are there are kept, unless `anew`.

    Safe to repeat.
    """
    said = {name: getattr(picture, name) for name in picture_metadata.FIELDS}
    with picture.image.storage.open(picture.image.name) as file, Image.open(file) as master:
        image = PillowPicture.pre_process(master)
    if master.mode == "RGB":
        image = image.convert("RGB")
    image.info["said"] = picture_metadata.packet(said)
    for rendition in picture.image.get_picture_files_list():
        if anew or not rendition.storage.exists(rendition.name):
            rendition.save(image)
    picture.renditions_made_at = timezone.now()
    # Meanwhile its files may have moved to where not everybody may have them: then these go again.
    still_it = Picture.objects.filter(pk=picture.pk, image=picture.image.name)
    if not still_it.update(renditions_made_at=picture.renditions_made_at):
        picture_store.remove([file.name for file in picture.image.get_picture_files_list()])
