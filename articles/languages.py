"""The languages in which readers can reach something, and the front page of each."""

from django.conf import settings
from django.db import connection
from django.urls import reverse

# One look into the index for each language, whatever the size of the archive.
LIVE = """SELECT code FROM unnest(%s::text[]) AS code WHERE EXISTS (SELECT 1 FROM articles_article
    WHERE language = code AND published_at <= now() AND withdrawn_at IS NULL)"""
OTHERS = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def others_in_use():
    """The languages beside the site's first that have a live article, in the order of the site."""
    with connection.cursor() as cursor:
        cursor.execute(LIVE, [OTHERS])
        used = {code for (code,) in cursor.fetchall()}
    return [code for code in OTHERS if code in used]


def front_of(language):
    if language == settings.LANGUAGE_CODE:
        return "/"
    return reverse("articles:language_home", kwargs={"language": language})
