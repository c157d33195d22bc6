"""Curating the front: an edition saved, scheduled or taken back, and nobody's work lost in between."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Count, Max, OuterRef
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from articles import front
from articles.arrangement import SECOND_ROW, STRIP, STRIPS
from articles.models import Article, FrontPage, FrontPlace, FrontStrip, Region

LOCK = 7_340_007  # the number of the advisory lock: one save or undo of the front at a time
# A front is made of new articles: looking through these takes milliseconds, whatever the archive.
LOOKED_THROUGH = 3000
FOUND = 20
KEPT_IN_VIEW = 12
LONGEST_QUERY = 80


class ChangedMeanwhile(Exception):
    """Somebody else saved or took back a front since this screen was opened."""


def version():
    """Says which saves and undos a screen has seen."""
    seen = FrontPage.objects.aggregate(number=Max("number"), undone=Count("taken_back_at"))
    return f"{seen['number'] or 0}.{seen['undone']}"


@transaction.atomic
def save(arrangement, *, starts_at, based_on, by, at):
    """Make the next edition, shown from `starts_at`. Raises ChangedMeanwhile or ValidationError."""
    one_at_a_time()
    seen = version()
    if based_on != seen:
        raise ChangedMeanwhile
    must_be_there(arrangement)
    number = int(seen.partition(".")[0]) + 1
    edition = FrontPage.objects.create(number=number, starts_at=starts_at, made_at=at, made_by=by)
    FrontPlace.objects.bulk_create(places_of(arrangement, edition))
    return edition


def one_at_a_time():
    """Until the transaction ends. Works on an empty table, too, where there is no row to lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def must_be_there(arrangement):
    """An article may have been withdrawn, a region removed, since the editor chose it."""
    found = set(candidates().filter(pk__in=arrangement.numbers).values_list("pk", flat=True))
    missing = [number for number in arrangement.numbers if number not in found]
    if missing:
        names = dict(Article.objects.filter(pk__in=missing).values_list("pk", "headline"))
        listed = ", ".join(f"“{names.get(number, number)}”" for number in missing)
        raise ValidationError(
            _("Readers could not open this: %(articles)s. Take it out, or publish it first.")
            % {"articles": listed}
        )
    if Region.objects.filter(pk__in=arrangement.regions).count() < len(arrangement.regions):
        raise ValidationError(_("A region of a strip is gone. Choose another."))


def places_of(arrangement, edition):
    """The rows of an edition; its strips are made on the way."""
    Part = FrontPlace.Part  # noqa: N806
    parts = [(Part.LEAD, None, [arrangement.lead] if arrangement.lead else [])]
    parts.append((Part.SECOND, None, arrangement.second_row))
    for position, each in enumerate(arrangement.strips):
        strip = FrontStrip.objects.create(
            front=edition, title=each.title, region_id=each.region, position=position
        )
        parts.append((Part.STRIP, strip, each.articles))
    return [
        FrontPlace(front=edition, part=part, strip=strip, article_id=article, position=position)
        for part, strip, articles in parts
        for position, article in enumerate(articles)
    ]


@transaction.atomic
def undo(number, *, by, at):
    """Take back the edition that is shown, or one that is scheduled. Raises ChangedMeanwhile."""
    one_at_a_time()
    shown, scheduled = FrontPage.objects.shown(at), FrontPage.objects.scheduled(at)
    may_be_undone = {edition.number: edition for edition in [shown, *scheduled] if edition}
    if number not in may_be_undone:
        raise ChangedMeanwhile
    may_be_undone[number].take_back(at=at, by=by)


def candidates():
    """What may be put on the front: live, or published at a time to come."""
    language = settings.LANGUAGE_CODE
    published = Article.objects.exclude(published_at=None).filter(withdrawn_at=None)
    return published.in_language(language)


def may_stand(article):
    """The same rule as candidates(), for one article in hand."""
    published = article.published_at is not None and article.withdrawn_at is None
    return published and article.language == settings.LANGUAGE_CODE


def candidate(number):
    """The candidate of this number, as an address carries it; None where there is none."""
    if not (number.isdecimal() and len(number) < 19):
        return None
    return on_cards(candidates().filter(pk=number)).first()


def found(words):
    """The newest candidates whose headline holds all the words. One query."""
    newest = candidates().newest_first().values("pk")[:LOOKED_THROUGH]
    articles = Article.objects.filter(pk__in=newest)
    for word in words.replace("\0", " ")[:LONGEST_QUERY].split():
        articles = articles.filter(headline__icontains=word)
    return on_cards(articles).newest_first()[:FOUND]


def fill_ins(at):
    """What leads by itself at this moment, with as many to follow as an editor can place. One query."""
    live = Article.objects.live(at).in_language(settings.LANGUAGE_CODE).newest_first()
    most = 2 * (1 + SECOND_ROW) + STRIPS * STRIP
    return on_cards(front.fit_for_the_top(live))[:most]


def on_cards(articles):
    """With what the screen's cards show."""
    return articles.select_related("section", "lead_picture").only(
        "headline", "short_headline", "access_level", "published_at", "withdrawn_at", "language",
        "section__name", "lead_picture__image", "lead_picture__renditions_made_at",
    )  # fmt: skip


def history():
    """The last editions, whatever became of them, the newest made first; each with its lead."""
    leads = FrontPlace.objects.filter(front=OuterRef("pk"), part=FrontPlace.Part.LEAD)
    editions = FrontPage.objects.select_related("made_by", "taken_back_by").order_by("-number")
    return editions.annotate(lead=leads.values("article__headline")[:1])[:KEPT_IN_VIEW]


@dataclass(frozen=True)
class Change:
    """The last thing that somebody did to the front."""

    number: int
    by: object
    is_undo: bool


def last_change():
    changed_at = Greatest("made_at", "taken_back_at")  # passes over what is not taken back
    editions = FrontPage.objects.select_related("made_by", "taken_back_by")
    last = editions.order_by(changed_at.desc(), "-number").first()
    is_undo = last.taken_back_at is not None
    return Change(last.number, last.taken_back_by if is_undo else last.made_by, is_undo)
