"""A throw-away edition: a story of every level and state, each hidden place of which holds a word of its own."""

from datetime import timedelta

from django.contrib import admin
from django.utils import timezone

from accounts import outbox
from articles import revisions, working, writing
from articles.models import (
    Article,
    Author,
    Byline,
    FrontPage,
    HistoryEntry,
    Industry,
    Kind,
    PreviewLink,
    ReadingHistory,
    Region,
    SavedArticle,
    Section,
    Topic,
    WallRule,
)
from memberships.access import AccessLevel
from newsroom.leakcheck import files
from newsroom.leakcheck.canaries import (
    DESK,
    EVERYBODY,
    GIVEN,
    LIBRARY,
    METERED,
    OWN,
    PRO,
    REGISTERED,
    SAMPLED,
    SHUT,
)  # fmt: skip
from publication.models import Page

FRONT = 987654  # the number of the front page that routes.toml asks to be previewed
LEAD_IN = "Words of the lead-in that everybody may read stand above the line of this story. " * 3
HIDDEN = "Words that only some may read follow each other here below the line of the story. " * 5
# Texts that show a gated picture, and the name under which it is asked for.
WITH_GATED = {"pro en": "pro", "registered en": "registered", GIVEN: "given", "draft": "draft"}
MINUTES = timedelta(minutes=2)
SCREEN = "leakcheck"  # whose unsaved words and preview are asked for


def seed(edition, author, editor, *, shows=True):
    """A story of every level and state. `shows`: also lists and unpublished pieces of the desk."""
    places = shelves(edition)
    for level in (AccessLevel.PRO, AccessLevel.REGISTERED, AccessLevel.FREE):
        for language in ("en", "ar") if shows else ("en",):
            publish(edition, places, level, language)
    opened(edition, places)
    changing(edition, places)
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


def publish(edition, places, level, language):
    belongs = {AccessLevel.PRO: PRO, AccessLevel.REGISTERED: REGISTERED}.get(level)
    article = write(edition, places, f"{level} {language}", belongs, language, access_level=level)
    relation = "live" if level == AccessLevel.FREE else str(level)
    with_files = belongs and language == "en"
    return out(edition, article, belongs, relation, with_files=with_files, at_desk=True)


def out(edition, article, belongs, relation, *, ago=MINUTES, with_files=False, at_desk=False):
    """Published a while ago, and asked for under this name."""
    article.publish(at=timezone.now() - ago)
    edition.pieces[relation] = article
    page(edition, article, relation, at_desk=at_desk)
    if with_files:
        files.attach(edition, article, belongs, relation)
    return article


def opened(edition, places):
    """What the meter and links open to some: with two free reads a month, and one sample of PRO."""
    edition.keep(WallRule.objects.create(section=places["section"], visitor_reads=2, pro_samples=1))
    levels = {METERED: AccessLevel.REGISTERED, SAMPLED: AccessLevel.PRO, GIVEN: AccessLevel.PRO}
    for belongs, level in levels.items():
        article = write(edition, places, belongs, belongs, "en", access_level=level)
        out(edition, article, belongs, belongs, with_files=belongs == GIVEN)


def changing(edition, places):
    """What changes its level by itself: PRO that came down, free that was shut, and free that waits
    to be cut, all of which everybody may still read."""
    pro, free, registered = AccessLevel.PRO, AccessLevel.FREE, AccessLevel.REGISTERED
    own = {"access_level": pro, "next_level": registered, "next_level_after_days": 30}
    rule = {"next_level_from": free, "next_level": registered, "next_level_after_days": 2}
    ruled, late = (ruled_kind(edition, name) for name in ("ruled", "late"))
    Kind.objects.filter(pk=ruled.pk).update(**rule)
    ruled.refresh_from_db()

    aged = write(edition, places, "aged", REGISTERED, "en", **own)
    shut = write(edition, {**places, "kind": ruled}, "shut", SHUT, "en", access_level=free)
    uncut = write(edition, {**places, "kind": late}, "uncut", EVERYBODY, "en", access_level=free)
    Kind.objects.filter(pk=late.pk).update(**rule)

    out(edition, aged, REGISTERED, "aged", ago=timedelta(days=31))
    out(edition, shut, SHUT, "shut", ago=timedelta(days=3))
    out(edition, uncut, EVERYBODY, "uncut", ago=timedelta(days=3))


def ruled_kind(edition, name):
    words = f"{edition.mark}-{name}"
    return edition.keep(Kind.objects.create(name=words, plural=words, slug=words))


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
        edition.pieces[relation] = article
        page(edition, article, relation, at_desk=True)
    for relation, belongs in (("own", OWN), ("draft", DESK), ("withdrawn", DESK)):
        files.attach(edition, edition.pieces[relation], belongs, relation)
    for relation in ("pro", "own", "draft", "embargoed"):
        asked = {"?": f"article={edition.pieces[relation].pk}"}
        edition.fill("support", relation, number=author.pk, **asked)
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
    working.keep(editor, key=f"{other.key}:{SCREEN}", article=other, values=said)
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
    shown = pictures(edition, place, belongs)
    fields.setdefault("access_level", AccessLevel.PRO)
    number = len(edition.rows)
    article = Article(
        section=places["section"], kind=places["kind"], language=language, headline=f"A check: {said}",
        slug=f"{edition.mark}-{said if headline else number}".replace(" ", "-"),
        standfirst=f"What the check says ({said})." if headline else "What the check says.", **fields,
    )  # fmt: skip
    edition.keep(writing.write(article, body_html=body(hidden, shown)))
    article.topics.add(places["topic"])
    article.regions.add(places["region"])
    article.industries.add(places["industry"])
    Byline.objects.create(article=article, author=places["author"], position=0)
    return article


def pictures(edition, place, belongs):
    """One that whoever has its address may have, and for some texts one that is gated."""
    belongs = LIBRARY if belongs in (OWN, DESK) else belongs
    shown = [files.pictured(edition, place, belongs)]
    files.fill_public(edition, shown[0])
    if place in WITH_GATED:
        shown.append(files.pictured(edition, f"{place}, gated", belongs, is_gated=True))
        files.fill_gated(edition, shown[1], WITH_GATED[place])
    return shown


def body(hidden, shown):
    """Every kind of block that holds words, all of them below the line."""
    figures = "".join(
        f'<figure class="plate" data-picture="{picture.pk}"><figcaption>{hidden["caption"]}</figcaption>'
        "</figure>"
        for picture in shown
    )
    return (
        f'<p>{LEAD_IN}</p><hr class="paywall"><h2>{hidden["subhead"]}</h2>'
        f'<p>{HIDDEN} {hidden["text"]}<sup class="fnref"><a href="#fn-1" id="fnref-1">1</a></sup></p>'
        f"{figures}<blockquote><p>{hidden['quote']}</p></blockquote>"
        f'<p><a href="https://example.org/{hidden["link"]}">a link</a> {HIDDEN}</p>'
        f'<figure class="fig table"><table><tbody><tr><td>{hidden["table"]}</td></tr></tbody></table>'
        f'</figure><section class="footnotes"><ol><li id="fn-1" value="1"><p>{hidden["note"]} '
        '<a href="#fnref-1">↩</a></p></li></ol></section>'
    )


def page(edition, article, relation, *, at_desk):
    """The addresses under which this story is asked for."""
    words = {"section": article.section.slug, "slug": article.slug}
    if article.language != "en":
        edition.fill("article_in_language", relation, language=article.language, **words)
    else:
        edition.fill("article", relation, **words)
    edition.fill("meter", relation, number=article.pk)
    if at_desk:
        edition.fill("articles.article", relation, object_id=article.pk)
        edition.fill("article_number", relation, number=article.pk)
        edition.fill("desk_key", relation, key=f"{article.key}:{SCREEN}")
        edition.fill("article_restore", relation, object_id=article.pk, number=1)


def keep_for_readers(edition, users):
    """Everybody saved everything and read everything, when it still could be read."""
    now, pieces = timezone.now(), list(edition.pieces.values())
    SavedArticle.objects.bulk_create(
        SavedArticle(user=user, article=piece, saved_at=now) for user in users for piece in pieces
    )
    histories = ReadingHistory.objects.bulk_create(ReadingHistory(user=user) for user in users)
    HistoryEntry.objects.bulk_create(
        HistoryEntry(history=history, article=piece) for history in histories for piece in pieces
    )


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
    edition.fill("meter", "missing", number=2**31)
    edition.fill("attachment", "missing", attachment=f"{'0' * 32}.pdf")
    edition.fill("gated_picture", "missing", file=f"{'0' * 24}.webp")
    edition.fill("gift", "missing", token="A" * 43)
    edition.fill("support", "missing", number=2**31)
    edition.fill("gift_number", "missing", number=2**31)
    edition.fill("provider", "missing", provider_id="no-such-provider")
    edition.fill("words", "live", language="en", version="0" * 12)
    edition.fill("media", "missing", path="no-such-file.webp")
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
