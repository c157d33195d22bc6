"""A section, region, topic, kind, industry or author gets another slug: the old addresses lead on."""

from django.db import transaction

from articles.models import Redirect
from newsroom.lib.addresses import path_of


@transaction.atomic
def leave_redirects(before, after):
    """Point the old page and the old feed to the new ones; for a section, what stood in it follows."""
    for old, new in zip(addresses(before), addresses(after), strict=True):
        if old != new:
            Redirect.objects.filter(old_path=new).delete()
            Redirect.objects.filter(new_path=old).update(new_path=new)
            Redirect.objects.update_or_create(
                old_path=old, defaults={"article": None, "new_path": new}
            )


def addresses(thing):
    feed = path_of(f"articles:{thing._meta.model_name}_feed", slug=thing.slug)
    return thing.get_absolute_url(), feed


def new_path_of(path, section):
    """Where a page of this section went, if the section was renamed; else None."""
    row = Redirect.objects.filter(old_path=f"/{section}/", article=None).first()
    return row and path.replace(f"/{section}/", row.new_path, 1)
