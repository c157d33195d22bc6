"""From a WordPress export to articles and pages: each item in a transaction of its own.

Run again, it takes what is new, leaves what it took, and never writes over an editor's work.
"""

import hashlib
import json
import re
from dataclasses import asdict, dataclass, field
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils.text import slugify

from articles import pictures, writing
from articles.importers import addresses, markup, wxr
from articles.importers.report import Report
from articles.importers.words import words_of
from articles.models import (
    Article,
    Author,
    Byline,
    ImportedItem,
    Kind,
    Redirect,
    Section,
    Topic,
)
from newsroom.lib import fetch
from publication.models import Page

LARGEST_PICTURE = 10 * 1024 * 1024
NUMBER = re.compile(r"[0-9]{1,18}")
# Only what was public becomes public; the rest is kept as a draft.
DRAFTS = {
    "draft": "a draft there",
    "pending": "waiting for review there",
    "future": "scheduled there: schedule it again",
    "private": "private there",
}
REFUSED_TYPES = {
    "attachment": "a file: it comes along with the text that shows it",
    "nav_menu_item": "a menu item: menus are made in the admin",
    "revision": "an old version",
    "wp_block": "a reusable block",
    "wp_template": "a template",
    "wp_global_styles": "styles",
    "custom_css": "styles",
    "customize_changeset": "settings",
}


@dataclass
class Import:
    """One run. `say(done, of)` is told how far it is."""

    export: wxr.Export
    mapping: object
    fetch_media: bool = False
    report: Report = field(default_factory=Report)
    fetcher: object = fetch.fetch

    def run(self, say=lambda done, of: None):
        """Take every item. Safe to end at any moment and to run again."""
        total = sum(self.export.counts.values())
        self.sections = set(Section.objects.values_list("slug", flat=True))
        for done, item in enumerate(self.export.items(), start=1):
            self.take(item)
            say(done, total)
        return self.report

    def take(self, item):
        """One item, whatever it holds: nothing but a lost database ends the run."""
        self.report.count("comments left out", item.comments)
        try:
            self.consider(item)
        except Exception as error:
            if is_lost(error):
                raise
            self.report.add("refused", item.label, f"it could not be written: {error}")

    def consider(self, item):
        reason = self.refusal(item)
        if reason:
            self.report.add("refused", item.label, reason)
            return
        key = f"wordpress:{self.export.site[:120]}:{item.number}"
        digest = self.digest(item)
        known = (
            ImportedItem.objects.select_related("article__section", "page").filter(key=key).first()
        )
        if known and known.digest == digest:
            self.report.count("unchanged")
        elif known and known.was_edited:
            self.report.add("refused", item.label, "an editor has changed it here since")
        else:
            self.write(item, key, digest, known)

    def write(self, item, key, digest, known):
        """One item and the record of it, together or not at all.

        What takes time stands before: PostgreSQL ends a transaction in which nothing happens.
        """
        text = self.mended(item)
        lead = self.lead_picture(item) if item.type == "post" else None
        with transaction.atomic():
            if item.type == "page":
                became = self.take_page(item, known, text)
            else:
                became = self.take_post(item, known, text, lead)
            ImportedItem.objects.update_or_create(key=key, defaults={"digest": digest, **became})
        self.report.add("updated" if known else "taken", item.label, self.destination(became))

    def destination(self, became):
        thing = became.get("article") or became.get("page")
        return thing.get_absolute_url()

    def refusal(self, item):
        """Why this item is not taken, or an empty string."""
        if item.type not in ("post", "page"):
            return REFUSED_TYPES.get(item.type, f"“{item.type}” is nothing that readers read")
        if item.status in ("trash", "auto-draft", "inherit"):
            return f"its state is “{item.status}”"
        if item.type == "page" and (item.status != "publish" or item.password):
            return "a page that was not public: standing pages are always public here"
        return "" if NUMBER.fullmatch(item.number) else "it has no number"

    def digest(self, item):
        """Of everything that would change what is written."""
        said = json.dumps([asdict(item), asdict(self.mapping)], default=sorted_text, sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()

    # Posts.

    def take_post(self, item, known, text, lead):
        article = (known and known.article) or Article()
        section, topics = self.mapping.place(item.categories, self.sections)
        article.section = self.section(section)
        article.kind = Kind.objects.get(slug=self.mapping.kind)
        article.access_level, article.language = self.mapping.access_level, self.mapping.language
        self.fill(article, item)
        self.set_dates(article, item)
        article.lead_picture = lead or article.lead_picture
        writing.write(article, body_html=text.html)
        article.topics.set([self.topic(slug, name) for slug, name in topics.items()])
        self.set_bylines(article, item)
        self.leave_redirects(article.get_absolute_url(), item, article=article)
        article.refresh_from_db(fields=["modified_at"])
        return {"article": article, "left_at": article.modified_at}

    def fill(self, article, item):
        """Headline, standfirst, slug and what was meant for search engines."""
        article.headline = self.headline(item)
        article.standfirst = self.shortened(item, "standfirst", words_of(item.excerpt), 600)
        article.slug = article.slug or self.free_slug(item, article)
        title, description = (
            item.meta.get(f"_yoast_wpseo_{name}", "") for name in ("title", "metadesc")
        )
        if "%%" not in title:
            article.search_title = self.shortened(item, "title for search engines", title, 120)
        if "%%" not in description:
            article.search_description = self.shortened(item, "description", description, 300)

    def headline(self, item):
        title = words_of(item.title)
        if not title:
            title = " ".join(words_of(item.content).split()[:8]) or f"Untitled {item.number}"
            self.report.add("changed", item.label, f"it had no title: “{title}”")
        return self.shortened(item, "headline", title, 300)

    def shortened(self, item, what, text, longest):
        if len(text) <= longest:
            return text
        self.report.add("changed", item.label, f"its {what} was cut to {longest} letters")
        return text[: longest - 1].rsplit(" ", 1)[0].rstrip() + "…"

    def free_slug(self, item, article):
        """Its own slug, or one beside it where that is taken."""
        wanted = slugify(unquote(item.slug), allow_unicode=True) or slugify(article.headline)
        wanted = wanted[:150] or f"post-{item.number}"
        taken = Article.objects.filter(language=article.language, slug__startswith=wanted[:140])
        taken = set(taken.values_list("slug", flat=True))
        slug, number = wanted, 2
        while slug in taken:
            slug, number = f"{wanted}-{number}", number + 1
        if slug != wanted:
            self.report.add("changed", item.label, f"its slug was taken: “{slug}”")
        return slug

    def set_dates(self, article, item):
        """Live only what was public and had no password."""
        reason = "it had a password there" if item.password else DRAFTS.get(item.status)
        if item.status != "publish" and reason is None:
            reason = f"its state there was “{item.status}”"
        if reason is None and item.written_at is None:
            reason = "it has no date that can be read"
        article.published_at = None if reason else item.written_at
        later = item.changed_at and item.written_at and item.changed_at > item.written_at
        article.updated_at = item.changed_at if later and not reason else None
        if reason:
            self.report.add("kept as a draft", item.label, reason)
        if item.is_sticky:
            self.report.add("changed", item.label, "it was pinned there: pin it on the front page")

    def set_bylines(self, article, item):
        """The co-authors in their order, each once; else whoever posted it."""
        named = {nicename: name for domain, nicename, name in item.categories if domain == "author"}
        if not named and item.creator:
            named = {item.creator: self.export.authors.get(item.creator, item.creator)}
        article.bylines.all().delete()
        for position, (login, name) in enumerate(named.items()):
            Byline.objects.create(article=article, position=position, **self.signed(login, name))

    def signed(self, login, name):
        """An author of the export has a page; anybody else is a guest."""
        login = login.removeprefix("cap-")
        if login not in self.export.authors:
            return {"guest_name": name.partition("@")[0][:120] or login}
        name = self.export.authors[login] or name
        slug = slugify(login.partition("@")[0]) or slugify(name)
        return {
            "author": Author.objects.get_or_create(slug=slug[:120], defaults={"name": name[:120]})[
                0
            ]
        }

    def section(self, slug):
        section, is_new = Section.objects.get_or_create(
            slug=slug, defaults={"name": slug.replace("-", " ").capitalize()}
        )
        if is_new:
            section.full_clean()
            self.sections.add(slug)
            self.report.add("changed", f"section {slug}", "it was made")
        return section

    def topic(self, slug, name):
        found = Topic.objects.filter(slug=slug).first() or Topic.objects.filter(name=name).first()
        return found or Topic.objects.create(slug=slug, name=name)

    # Text and pictures.

    def mended(self, item):
        mended = markup.mend(
            item.content, take_picture=self.take_picture if self.fetch_media else None
        )
        for change, number in mended.changes.items():
            if number:
                self.report.add("changed", item.label, f"{change} ({number})")
        for address, _alt, _caption in mended.pictures:
            self.report.add("picture", item.label, address)
        return mended

    def lead_picture(self, item):
        """The featured picture, if it may be fetched; else it is reported."""
        attached = self.export.attachments.get(item.meta.get("_thumbnail_id", ""))
        if attached is None or not attached.attachment_url:
            return None
        alt = attached.meta.get("_wp_attachment_image_alt", "")
        caption = words_of(attached.excerpt or attached.content)
        if self.fetch_media:
            return self.fetched(attached.attachment_url, alt, caption)
        self.report.add("picture", item.label, f"featured: {attached.attachment_url}")
        return None

    def take_picture(self, address, alt, caption):
        picture = self.fetched(address, alt, caption)
        return picture and picture.pk

    def fetched(self, address, alt, caption):
        """The picture at this address, or None with the reason in the report."""
        if address.startswith("//"):
            address = f"https:{address}"
        try:
            body = self.fetcher(address, largest=LARGEST_PICTURE).body
            name = addresses.file_name(address)
            return pictures.ingest(
                ContentFile(body), name=name, alt=alt[:500], caption=caption[:500]
            )
        except fetch.Refused as error:
            self.report.add("picture not fetched", address, error)
        except ValidationError as error:
            self.report.add("picture not fetched", address, " ".join(error.messages))
        return None

    # Pages and old addresses.

    def take_page(self, item, known, text):
        page = (known and known.page) or Page(slug=self.free_page_slug(item))
        page.title = self.headline(item)[:160]
        page.standfirst = self.shortened(item, "standfirst", words_of(item.excerpt), 300)
        page.language = self.mapping.language
        changed = item.changed_at or item.written_at
        page.updated_on = changed.date() if changed else None
        page.write(text.html)
        page.save()
        self.leave_redirects(page.get_absolute_url(), item)
        return {"page": page}

    def free_page_slug(self, item):
        wanted = slugify(unquote(item.slug))[:70] or f"page-{item.number}"
        if Page.objects.filter(slug=wanted).exists():
            self.report.add("changed", item.label, f"its slug was taken: “{wanted}-{item.number}”")
            return f"{wanted}-{item.number}"
        return wanted

    def leave_redirects(self, address, item, article=None):
        """The old address, and WordPress's short one, lead here."""
        for path in sorted(addresses.old_paths(item) - {address, "/"}):
            target = (
                {"article": article, "new_path": ""}
                if article
                else {"article": None, "new_path": address}
            )
            Redirect.objects.update_or_create(old_path=path[:500], defaults=target)


def is_lost(error):
    """Has the database gone? A lock not given or a statement cut short is bad luck of one item."""
    gone = connection.connection is None or connection.connection.closed
    return isinstance(error, (InterfaceError, OperationalError)) and bool(gone)


def sorted_text(value):
    return sorted(value) if isinstance(value, (set, frozenset)) else str(value)
