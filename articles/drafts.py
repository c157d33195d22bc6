"""An article as it stands on somebody's screen, unsaved: for the preview, never to be saved."""

import re

from django.conf import settings
from django.utils import timezone

from articles import blocks, writing
from articles.models import (
    Article,
    ArticleText,
    Author,
    Industry,
    Kind,
    Picture,
    Region,
    Section,
    Topic,
)
from articles.revisions import TEXTS
from memberships.access import AccessLevel

NUMBER, SLUG = re.compile(r"[1-9][0-9]{0,17}"), re.compile(r"[\w-]{1,160}")
ONE = {"kind": Kind, "section": Section, "lead_picture": Picture, "cover": Picture}
LABELS = {"region_rows": ("regions", Region), "topic_rows": ("topics", Topic),
          "industry_rows": ("industries", Industry)}  # fmt: skip
MOST_DAYS = 32_767  # that a saved article's change of level may wait
ROW = re.compile(r"(?P<prefix>[a-z_]+)-(?P<number>\d{1,3})-(?P<field>\w+)")


def saved(number):
    """The article as it is saved, whatever its state, with all that its page shows; or None."""
    return Article.objects.for_reading().filter(pk=number).first()


def on_screen(values, article=None):
    """The article with these values of its form in place of what is saved."""
    fields = values["fields"]
    article = article or blank()
    for name in TEXTS:
        if given := fields.get(name):
            setattr(article, name, given[0])
    if not SLUG.fullmatch(article.slug):
        article.slug = "draft"
    article.free_sample_chapter = number_in(fields, "free_sample_chapter")
    if article.access_level not in AccessLevel:
        article.access_level = AccessLevel.PRO
    article.next_level = article.next_level if article.next_level in AccessLevel else ""
    days = number_in(fields, "next_level_after_days") or 0
    article.next_level_after_days = min(days, MOST_DAYS)
    if article.language not in dict(settings.LANGUAGES):
        article.language = settings.LANGUAGE_CODE
    for name, model in ONE.items():
        setattr(article, name, chosen(model, number_in(fields, name)) or needed(article, name))
    for name, (field, model) in LABELS.items():
        setattr(article, name, labels_of(model, fields.get(field, [])))
    article.byline_rows = bylines_of(fields)
    put_text(article, (fields.get("body_html") or [""])[0])
    return article


def blank():
    """A new article: nothing of it is saved, nothing stands around it."""
    article = Article(slug="draft")
    article.correction_rows, article.translation_rows, article.attachment_rows = [], [], []
    return article


def number_in(fields, name):
    given = (fields.get(name) or [""])[0]
    return int(given) if NUMBER.fullmatch(given) else None


def chosen(model, number):
    return model.objects.filter(pk=number).first() if number else None


def needed(article, name):
    """Kind and section must be something: the saved one, or the first there is."""
    if name not in ("kind", "section"):
        return None
    return getattr(article, name) if getattr(article, f"{name}_id") else ONE[name].objects.first()


def labels_of(model, numbers):
    known = [number for number in numbers if NUMBER.fullmatch(number)]
    return list(model.objects.filter(pk__in=known).order_by("name").values("name", "slug"))


def rows_of(fields, prefix):
    """The rows of one of a form's lists as {field: words}, in their order, without those struck out."""
    rows = {}
    for name, given in fields.items():
        if (match := ROW.fullmatch(name)) and match["prefix"] == prefix:
            rows.setdefault(int(match["number"]), {})[match["field"]] = given[0]
    kept = [row for _number, row in sorted(rows.items()) if not row.get("DELETE")]
    return sorted(kept, key=place_of)


def place_of(row):
    place = row.get("position") or ""
    return int(place) if NUMBER.fullmatch(place) else 0


def bylines_of(fields):
    """[{name, slug, role, email, is_desk}] of the byline rows of a form."""
    rows = rows_of(fields, "bylines")
    authors = authors_in(rows)
    return [byline(row, authors.get(row.get("author"))) for row in rows
            if row.get("guest_name") or row.get("author") in authors]  # fmt: skip


def authors_in(rows):
    """{number as the form says it: author} of those that exist."""
    numbers = [row["author"] for row in rows if NUMBER.fullmatch(row.get("author", ""))]
    return {str(author.pk): author for author in Author.objects.filter(pk__in=numbers)}


def fields_of(data):
    """A form's data as {name: [values]}, as a working copy keeps it."""
    return {name: [str(value) for value in data.getlist(name)] for name in data}


def byline(row, author):
    role = row.get("role") or (author.role if author else "")
    if author is None:
        return {
            "name": row["guest_name"],
            "slug": None,
            "role": role,
            "email": "",
            "is_desk": False,
        }
    return {"name": author.name, "slug": author.slug, "role": role,
            "email": author.email, "is_desk": author.is_desk}  # fmt: skip


def put_text(article, body):
    body = blocks.clean(body)
    writing.measure(article, body)
    article.text = ArticleText(body_html=body)


def as_if_published(article):
    """Dates for what has none yet: a page always shows one."""
    article.published_at = article.published_at or timezone.now()
    return article
