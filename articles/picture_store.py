"""Where the files of pictures stand: the first word of a name says whether everybody may have it."""

from django.core.files.storage import FileSystemStorage, default_storage
from django.urls import reverse

from newsroom.lib import private_files

PUBLIC, GATED = "pictures/", "gated/"


def is_gated(name):
    return str(name).startswith(GATED)


class PictureStore(FileSystemStorage):
    """MEDIA_ROOT; what is gated stands in the private folder, under an address that asks first."""

    def path(self, name):
        return private_files.storage().path(name) if is_gated(name) else super().path(name)

    def url(self, name):
        if is_gated(name):
            return reverse("articles:gated_picture", kwargs={"file": str(name).removeprefix(GATED)})
        return super().url(name)

    def _save(self, name, content):
        if is_gated(name):
            return private_files.storage().save(name, content)
        return super()._save(name, content)


def remove(names):
    """Safe to repeat."""
    for name in names:
        default_storage.delete(name)
