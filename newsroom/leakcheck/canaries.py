"""What must not leak: a throw-away edition, each hidden place of which holds a word of its own."""

import io
import secrets
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from django.apps import apps
from django.contrib import admin
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import FileField
from django.utils import timezone
from PIL import Image

from accounts import outbox
from articles import revisions, working, writing
from articles.models import (
    Article,
    Author,
    Byline,
    FrontPage,
    Industry,
    Kind,
    PreviewLink,
    Region,
    Section,
    Topic,
)
from articles.pictures import ingest
from memberships.access import AccessLevel
from publication.models import Page

FRONT = 987654  # the number of the front page that routes.toml asks to be previewed
# Every field of a model that holds a file, and who may have the file.
FILES = {
    "articles.Picture.image": "whoever knows its random address",
    "publication.SiteSettings.logo": "everybody",
}
# What a reader may have: by level, and what only the desk has.
# The library is the desk's pictures and their words, whatever text they stand in.
REGISTERED, PRO, OWN, DESK, LIBRARY = "registered", "pro", "own", "desk", "library"
LEAD_IN = "Words of the lead-in that everybody may read stand above the line of this story. " * 3
HIDDEN = "Words that only some may read follow each other here below the line of the story. " * 5


@dataclass(frozen=True)
class Canary:
    """A word that stands in one place, and who may have it."""

    word: str
    place: str
    belongs_to: str


@dataclass
class Edition:
    """All that was seeded, and the values with which routes are filled."""

    mark: str
    canaries: list = field(default_factory=list)
    fills: dict = field(default_factory=dict)
    rows: list = field(default_factory=list)
    files: list = field(default_factory=list)

    def canary(self, place, belongs_to):
        """A new word; letters and digits alone, so that no encoding changes it and none stems it."""
        canary = Canary(f"zq{secrets.token_hex(6)}x", place, belongs_to)
        self.canaries.append(canary)
        return canary.word

    def keep(self, row):
        self.rows.append(row)
        return row

    def fill(self, name, relation, **words):
        self.fills.setdefault(name, []).append((relation, words))


def files_unclassified():
    """A field with files that nobody thought of may hold what is gated."""
    for model in apps.get_models():
        for field_ in model._meta.get_fields():
            name = f"{model._meta.label}.{field_.name}"
            if isinstance(field_, FileField) and name not in FILES:
                yield (
                    f"Nobody said who may have the files of {name}. Seed one with a canary in"
                    f' newsroom/leakcheck/canaries.py and add to FILES there: "{name}": "who",'
                )


@contextmanager
def nothing_left_of(edition):
    """Whatever happens, what was seeded is removed: rows last to first, then files."""
    try:
        yield edition
    finally:
        for row in reversed(edition.rows):
            type(row).objects.filter(pk=row.pk).delete()
        for storage, name in edition.files:
            storage.delete(name)


@contextmanager
def undone():
    """What is written inside is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def seed(edition, author, editor, *, shows=True):
    """A story of every level and state. `shows`: also lists and unpublished pieces of the desk."""
    places = shelves(edition)
    for level in (AccessLevel.PRO, AccessLevel.REGISTERED, AccessLevel.FREE):
        for language in ("en", "ar") if shows else ("en",):
            publish(edition, places, level, language, author)
    if shows:
        unpublished(edition, places, author, editor)
        fill_standing(edition, editor)
    return edition


def shelves(edition):
    """A section, kind, region, topic, industry and author of this edition alone."""
    mark, at = edition.mark, {}
    for model, extra in (
        (Section, {}), (Kind, {"plural": mark}), (Region, {}), (Topic, {}), (Industry, {}), (Author, {}),
    ):  # fmt: skip
        row = edition.keep(model.objects.create(name=mark, slug=mark, **extra))
        name = model._meta.model_name
        at[name] = row
        edition.fill(name, "live", slug=mark)
        edition.fill(f"articles.{name}", "live", object_id=row.pk)
    edition.fill("section", "missing", slug="no-such-thing")
    edition.fill("section_in_language", "live", language="ar", section=mark)
    edition.fill("section_page", "live", section=mark)
    edition.fill("section_page", "missing", section="no-such-thing")
    return at


def publish(edition, places, level, language, author):
    belongs = {AccessLevel.PRO: PRO, AccessLevel.REGISTERED: REGISTERED}.get(level)
    article = write(edition, places, f"{level} {language}", belongs, language, access_level=level)
    article.publish(at=timezone.now() - timedelta(minutes=2))
    page(edition, article, "live" if level == AccessLevel.FREE else str(level))
    return article


def unpublished(edition, places, author, editor):
    """What readers do not even know of: a draft of each author, a scheduled, an embargoed, a withdrawn."""
    now = timezone.now()
    own = write(edition, places, "own draft", OWN, "en", headline=True, created_by=author)
    other = write(edition, places, "draft", DESK, "en", headline=True)
    scheduled = write(edition, places, "scheduled", DESK, "en", headline=True)
    scheduled.publish(at=now + timedelta(days=2))
    embargoed = write(
        edition, places, "embargoed", DESK, "en", headline=True, embargoed_until=now + timedelta(days=3)
    )  # fmt: skip
    embargoed.publish(at=now)
    withdrawn = write(edition, places, "withdrawn", DESK, "en", headline=False)
    withdrawn.publish(at=now - timedelta(days=1))
    withdrawn.withdraw(at=now, note="For the check")
    states = {"own": own, "draft": other, "scheduled": scheduled, "embargoed": embargoed}
    for relation, article in {**states, "withdrawn": withdrawn}.items():
        page(edition, article, relation)
    at_the_desk(edition, own, other, author, editor)


def at_the_desk(edition, own, other, author, editor):
    """What the desk says to itself: comments, unsaved words, earlier revisions, letters, links."""
    for article, belongs in ((own, OWN), (other, DESK)):
        word = edition.canary(f"comment on {article.slug}", belongs)
        edition.keep(article.desk_comments.create(text=f"A remark {word}", made_by=editor))
        article.revisions.create(
            number=1, values={**revisions.values_of(article), "text": f"<p>{edition.canary('revision', belongs)}</p>"}
        )  # fmt: skip
        link_to(edition, article, editor, "held")
    link_to(edition, other, editor, "revoked").revoke()
    over = link_to(edition, other, editor, "over")
    PreviewLink.objects.filter(pk=over.pk).update(expires_at=timezone.now())
    word = edition.canary("unsaved words", DESK)
    fields = {"headline": [f"Unsaved {word}"], "body_html": [f"<p>{word}</p>"]}
    said = {"fields": fields, "labels": {}}
    working.keep(editor, key=f"article:{other.pk}", article=other, values=said)
    edition.keep(letter(edition, editor, other))


def link_to(edition, article, editor, relation):
    link, address = PreviewLink.objects.make(article, by=editor)
    edition.fill("preview_link", relation, token=address.rstrip("/").rpartition("/")[2])
    edition.fill("articles.previewlink", relation, number=link.pk)
    return link


def letter(edition, editor, article):
    word = edition.canary("letter of the desk", DESK)
    return outbox.post(
        key=f"leakcheck:{edition.mark}", kind="desk_submitted", to=editor.email, subject=word,
        text=f"{article.headline} {word}",
    )  # fmt: skip


def write(edition, places, place, belongs, language, *, headline=False, **fields):
    """A story with a word of its own in each hidden place of it."""
    hidden = {
        where: edition.canary(f"{where} of {place}", belongs) if belongs else "open"
        for where in ("text", "subhead", "caption", "note", "table", "link", "quote")
    }
    said = edition.canary(f"headline of {place}", belongs) if headline else place
    picture = pictured(edition, place, LIBRARY if belongs in (OWN, DESK) else belongs)
    fields.setdefault("access_level", AccessLevel.PRO)
    number = len(edition.rows)
    article = Article(
        section=places["section"], kind=places["kind"], language=language, headline=f"A check: {said}",
        slug=f"{edition.mark}-{said if headline else number}".replace(" ", "-"),
        standfirst=f"What the check says ({said})." if headline else "What the check says.", **fields,
    )  # fmt: skip
    edition.keep(writing.write(article, body_html=body(hidden, picture)))
    article.topics.add(places["topic"])
    article.regions.add(places["region"])
    article.industries.add(places["industry"])
    Byline.objects.create(article=article, author=places["author"], position=0)
    return article


def body(hidden, picture):
    """Every kind of block that holds words, all of them below the line."""
    return (
        f'<p>{LEAD_IN}</p><hr class="paywall"><h2>{hidden["subhead"]}</h2>'
        f'<p>{HIDDEN} {hidden["text"]}<sup class="fnref"><a href="#fn-1" id="fnref-1">1</a></sup></p>'
        f'<figure class="plate" data-picture="{picture.pk}"><figcaption>{hidden["caption"]}</figcaption>'
        f"</figure><blockquote><p>{hidden['quote']}</p></blockquote>"
        f'<p><a href="https://example.org/{hidden["link"]}">a link</a> {HIDDEN}</p>'
        f'<figure class="fig table"><table><tbody><tr><td>{hidden["table"]}</td></tr></tbody></table>'
        f'</figure><section class="footnotes"><ol><li id="fn-1" value="1"><p>{hidden["note"]} '
        '<a href="#fnref-1">↩</a></p></li></ol></section>'
    )


def pictured(edition, place, belongs):
    """A picture that stands below the line; its own words go with the text it stands in."""
    alt, caption, name = (
        edition.canary(f"picture's {where} in {place}", belongs) if belongs else "open"
        for where in ("alt text", "caption", "file name")
    )
    file = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(file, "PNG")
    picture = ingest(
        ContentFile(file.getvalue()), name=f"{name}.png", alt=alt, caption=caption, credit="Check"
    )
    edition.files.append((picture.image.storage, picture.image.name))
    edition.fill("media", "live", path=picture.image.name)
    edition.fill("articles.picture", "live", object_id=picture.pk)
    return edition.keep(picture)


def page(edition, article, relation):
    """The addresses under which this story is asked for."""
    words = {"section": article.section.slug, "slug": article.slug}
    if article.language != "en":
        edition.fill("article_in_language", relation, language=article.language, **words)
    else:
        edition.fill("article", relation, **words)
    edition.fill("articles.article", relation, object_id=article.pk)
    edition.fill("article_number", relation, number=article.pk)
    edition.fill("desk_key", relation, key=article.key)
    edition.fill("article_restore", relation, object_id=article.pk, number=1)


def fill_standing(edition, editor):
    """What every installation has: an address of each kind of route that shows no story."""
    now = timezone.now()
    edition.fill("article", "missing", section=edition.mark, slug="no-such-story")
    edition.fill("articles.article", "missing", object_id=2**31)
    edition.fill("day", "live", year=now.year, month=now.month, day=now.day)
    edition.fill("language", "live", language="ar")
    edition.fill("part", "live", part=Article.objects.latest("pk").pk // 2000)
    edition.fill("token", "missing", token="A" * 43)
    edition.fill("preview_link", "missing", token="A" * 43)
    edition.fill("missing_number", "missing", pk=2**31)
    edition.fill("media", "missing", path="no-such-file.webp")
    edition.fill("reset", "missing", uidb36="1", key="abc-def")
    edition.fill("admin_anything", "missing", url="no-such-page/")
    edition.fill("admin_shortcut", "missing", content_type_id="1", object_id="1")
    edition.fill("app", "live", app_label="articles")
    edition.fill("accounts.user", "live", object_id=editor.pk)
    page = Page(slug=edition.mark, title="A check")
    page.save()
    edition.fill("page", "live", slug=edition.keep(page).slug)
    edition.fill("page", "missing", slug="no-such-page")
    starts_at = now + timedelta(days=30)
    edition.keep(FrontPage.objects.create(number=FRONT, starts_at=starts_at, made_by=editor))
    fill_from_what_is_there(edition)


def fill_from_what_is_there(edition):
    """An object of each other model of the admin: one that there is, or one that there is not."""
    for model in admin.site._registry:
        if model._meta.label_lower not in edition.fills:
            row = model._default_manager.first()
            relation, number = ("live", row.pk) if row else ("missing", 2**31)
            edition.fill(model._meta.label_lower, relation, object_id=number)
