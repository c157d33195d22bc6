"""From a WordPress export to articles and pages: each item in a transaction of its own.

Run again, it takes what is new, leaves what it took, and never writes over an editor's work.
"""

import hashlib
import json
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from urllib.parse import unquote

from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils.text import slugify

from articles import writing
from articles.importers import addresses, markup, states, wxr
from articles.importers.media import Pictures
from articles.importers.people import People
from articles.importers.report import Report
from articles.importers.words import words_of
from articles.models import Article, ImportedItem, Kind, Redirect, Section, Topic
from articles.models.imported_item import LONGEST_ADDRESS, fingerprint_of_page
from newsroom.lib import fetch
from publication.models import Page


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
        self.people = People(self.export.site, self.export.authors, self.report)
        self.pictures = Pictures(self.report, self.fetcher, self.fetch_media)
        self.seen = set()
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
            self.refuse(item, f"it could not be written: {error}")

    def consider(self, item):
        """What is to be done with this item."""
        key = self.key(item)
        known = (
            ImportedItem.objects.select_related("article__section", "page").filter(key=key).first()
        )
        reason, digest = self.refusal(item, key, known), self.digest(item)
        self.seen.add(key)
        if reason:
            self.refuse(item, reason)
        elif known and known.digest == digest and not self.lacks_pictures(known):
            self.report.count("unchanged")
        elif known and states.hidden(item) and known.is_public:
            self.take_back(item, known, digest)
        elif reason := states.never_taken(item):
            self.refuse(item, reason)
        elif known and known.was_edited:
            self.refuse(item, "an editor has changed it here since")
        else:
            self.write(item, key, digest, known)

    def refuse(self, item, reason):
        self.report.add("refused", item.label, reason)

    def key(self, item):
        """Whose text it is. What names no site is known by the host of its own address."""
        site = self.export.site or addresses.host_of(item.guid) or addresses.host_of(item.link)
        return f"wordpress:{site[:120]}:{item.number[:20]}"

    def refusal(self, item, key, known):
        """Why this is no text that can be taken, or an empty string."""
        if reason := states.unreadable(item):
            return reason
        if key in self.seen:
            return "another text of this export has the same number"
        if known and known.is_another_text(item):
            return f"number {item.number} of that site is another text here: {known.guid or known.link}"
        return ""

    def lacks_pictures(self, known):
        return self.fetch_media and not known.has_all_pictures

    def take_back(self, item, known, digest):
        """What is public no more there must not stay so here; a text goes on being an editor's."""
        reason = states.hidden(item)
        if known.page and known.was_edited:
            self.refuse(item, f"{reason}, but an editor has changed it here: is it to be deleted?")
            return
        with transaction.atomic():
            if known.page:
                Redirect.objects.filter(new_path=known.page.get_absolute_url()).delete()
                known.page.delete()
            else:
                states.withdraw(known, digest)
        self.report.add("withdrawn", item.label, reason)

    def write(self, item, key, digest, known):
        """One item and the record of it, together or not at all.

        What asks others or takes time stands before: a transaction keeps its rows from the desk.
        """
        text, lead, has_all = self.prepared(item)
        with unhurried():
            if item.type == "page":
                became = self.take_page(item, known, text)
            else:
                became = self.take_post(item, known, text, lead)
            became |= {"digest": digest, "has_all_pictures": has_all}
            became |= {"guid": item.guid[:LONGEST_ADDRESS], "link": item.link[:LONGEST_ADDRESS]}
            ImportedItem.objects.update_or_create(key=key, defaults=became)
        self.report.add("updated" if known else "taken", item.label, destination(became))

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
        self.people.sign(article, item)
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
        reason = states.hidden(item)
        if not reason and item.written_at is None:
            reason = "it has no date that can be read"
        article.published_at = None if reason else item.written_at
        later = item.changed_at and item.written_at and item.changed_at > item.written_at
        article.updated_at = item.changed_at if later and not reason else None
        article.withdrawn_at, article.withdrawn_note = None, ""  # by an earlier export, if at all
        if reason:
            self.report.add("kept as a draft", item.label, reason)
        if item.is_sticky:
            self.report.add("changed", item.label, "it was pinned there: pin it on the front page")

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

    def prepared(self, item):
        """(the mended text, the lead picture, whether every picture is here)."""
        found = []

        def take_picture(address, alt, caption):
            found.append(self.pictures.at(address, alt, caption))
            return found[-1] and found[-1].pk

        text = markup.mend(item.content, take_picture=take_picture)
        for change, number in text.changes.items():
            if number:
                self.report.add("changed", item.label, f"{change} ({number})")
        for address, _alt, _caption in text.pictures:
            self.report.add("picture", item.label, address)
        lead = self.lead_picture(item, found)
        return text, lead, all(found)

    def lead_picture(self, item, found):
        """The featured picture, if it is here or may be fetched; else it is reported."""
        attached = self.export.attachments.get(item.meta.get("_thumbnail_id", ""))
        if item.type != "post" or attached is None or not attached.attachment_url:
            return None
        alt = attached.meta.get("_wp_attachment_image_alt", "")
        caption = words_of(attached.excerpt or attached.content)
        found.append(self.pictures.at(attached.attachment_url, alt, caption))
        if not self.fetch_media:
            self.report.add("picture", item.label, f"featured: {attached.attachment_url}")
        return found[-1]

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
        return {"page": page, "left_as": fingerprint_of_page(page)}

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
            if len(path) <= LONGEST_ADDRESS:
                Redirect.objects.update_or_create(old_path=path, defaults=target)


@contextmanager
def unhurried():
    """A transaction that may think: a text of megabytes is cleaned for longer than ten seconds.

    For the site's own requests PostgreSQL ends a transaction in which nothing happens for so long.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = '5min'")
        yield


def destination(became):
    thing = became.get("article") or became.get("page")
    return thing.get_absolute_url()


def is_lost(error):
    """Has the database gone? A lock not given or a statement cut short is bad luck of one item."""
    gone = connection.connection is None or connection.connection.closed
    return isinstance(error, (InterfaceError, OperationalError)) and bool(gone)


def sorted_text(value):
    return sorted(value) if isinstance(value, (set, frozenset)) else str(value)
