"""Gift links and share links: made, opened, asked at each reading, forgotten."""

import secrets
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.models import Article, DeskAction, GiftLink
from articles.models.gift_link import hash_of
from memberships.access import ANONYMOUS, Entitlement, Opening, decide
from memberships.readers import entitlements
from newsroom.lib.addresses import absolute
from publication.models import SiteSettings


class No(StrEnum):
    """Why an article is not given."""

    NOT_A_MEMBER = "not_a_member"
    NOT_THERE = "not_there"
    FREE = "free"
    GIVEN_ALREADY = "given_already"
    SPENT = "spent"


SENTENCES = {
    No.NOT_A_MEMBER: _("Only PRO members can give articles."),
    No.NOT_THERE: _("This article is not on the site, so there is nothing to give."),
    No.FREE: _("This article is free: send its own address, and anybody can read it."),
    No.GIVEN_ALREADY: _(
        "You are giving this article already. The link is in the list below; if you have lost its"
        " address, make a new one there."
    ),
    No.SPENT: _("You have given all your articles of this month. There are new ones on the first."),
}


class NotGiven(Exception):
    """The article cannot be given; `reason` says why, and the exception says it to the giver."""

    def __init__(self, reason):
        self.reason = reason
        super().__init__(str(SENTENCES[reason]))


# Who may give, and how much is left.


def may_give(reader):
    """PRO members, and the desk."""
    return reader.is_editor or reader.holding(Entitlement.READ_PRO) is not None


def left_of_month(user, reader, *, at):
    """How many articles this person may still give this month; None: as many as they like."""
    if reader.is_editor:
        return None
    given = GiftLink.objects.filter(giver=user, made_at__gte=beginning_of_month(at)).count()
    return max(settings.GIFT_LINKS_A_MONTH - given, 0)


def beginning_of_month(at):
    """Midnight of the first, by the clocks of the paper."""
    here = at.astimezone(ZoneInfo(SiteSettings.current().time_zone))
    return datetime(here.year, here.month, 1, tzinfo=here.tzinfo)


def check(article, *, by, at):
    """NotGiven, with its reason, unless this person may give this article now."""
    reader = entitlements(by, at=at)
    if not may_give(reader):
        raise NotGiven(No.NOT_A_MEMBER)
    if not article.is_live(at):
        raise NotGiven(No.NOT_THERE)
    if decide(ANONYMOUS, article).granted:
        raise NotGiven(No.FREE)
    if GiftLink.objects.running(at).filter(giver=by, article=article).exists():
        raise NotGiven(No.GIVEN_ALREADY)
    if left_of_month(by, reader, at=at) == 0:
        raise NotGiven(No.SPENT)


# Made.


@transaction.atomic
def give(article, *, by, at, is_named=False):
    """(the link, its address). The address is known now and never again."""
    wait_for_turn(by)
    check(article, by=by, at=at)
    token = new_token()
    link = GiftLink.objects.create(
        article=article,
        giver=by,
        is_named=is_named,
        most_browsers=settings.GIFT_LINK_BROWSERS,
        token_hash=hash_of(token),
        made_at=at,
        ends_until=at + settings.GIFT_LINK_LASTS,
    )
    return link, address_of(token)


def wait_for_turn(giver):
    """One gift of a person after the other, or two at once would both be the last."""
    User.objects.select_for_update(no_key=True).get(pk=giver.pk)


def readdress(link):
    """A new address for a gift whose address was lost. The old one opens nothing any more."""
    token = new_token()
    link.change_address(token)
    return address_of(token)


@transaction.atomic
def share(article, *, by, at):
    """(the link, its address): the desk's one link to this article; the one before is dead."""
    Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    check_shareable(article, at=at)
    verb = DeskAction.Verb.RESHARED if end_share(article, at=at) else DeskAction.Verb.SHARED
    token = new_token()
    link = GiftLink.objects.create(
        article=article,
        token_hash=hash_of(token),
        made_at=at,
        ends_until=at + settings.SHARE_LINK_LASTS,
    )
    article.log(verb, by=by)
    return link, address_of(token)


def check_shareable(article, *, at):
    if not article.is_live(at):
        raise NotGiven(No.NOT_THERE)
    if decide(ANONYMOUS, article).granted:
        raise NotGiven(No.FREE)


@transaction.atomic
def unshare(article, *, by, at):
    """No share link opens this article any more."""
    if end_share(article, at=at):
        article.log(DeskAction.Verb.UNSHARED, by=by)


def end_share(article, *, at):
    """End the share link that stands; say whether it was still running."""
    standing = article.gift_links.of_the_desk().filter(revoked_at=None).first()
    if standing:
        standing.revoke(at=at)
    return standing is not None and standing.ends_until > at


def share_link_of(article, *, at):
    return article.gift_links.of_the_desk().running(at).with_counts().first()


def new_token():
    return secrets.token_urlsafe(32)


def address_of(token):
    return absolute(reverse("articles:gift", kwargs={"token": token}))


# Opened.


def is_alive(link, *, at):
    """Running, and whoever gave it may give at this moment."""
    if not link.is_running(at):
        return False
    return link.giver_id is None or may_give(entitlements(link.giver, at=at))


def has_room(link):
    return link.most_browsers is None or link.openings.count() < link.most_browsers


@transaction.atomic
def open_in(link, browser, *, at):
    """Open the link in this browser, which counts once; say whether it is open there."""
    link.lock()
    if not is_alive(link, at=at):
        return False
    if link.openings.filter(browser_hash=hash_of(browser)).exists():
        return True
    if not has_room(link):
        return False
    link.openings.create(browser_hash=hash_of(browser), opened_at=at)
    return True


# Asked.


def openings(request, content):
    """What links have opened of this content to the browser that asks, or once had.

    Given to gated(openings=...): the rows are asked each time, so that whatever ends a link ends
    the reading at once.
    """
    browser = browser_of(request)
    if browser is None:
        return ()
    at, number = timezone.now(), content.key.partition(":")[2]
    links = GiftLink.objects.filter(article=number).opened_in(browser).select_related("giver")
    found = [
        Opening(content.key, link.source, link.ends_until, is_over=not is_alive(link, at=at))
        for link in links.newest_first()
    ]
    return tuple(sorted(found, key=lambda opening: opening.is_over))


# The browser's cookie: a signed random number. Which links were opened stands in the rows.

SALT = "articles.gift"


def browser_of(request):
    """The number of the browser, if it has one that we gave it."""
    try:
        return request.get_signed_cookie(
            settings.GIFT_COOKIE_NAME, default=None, salt=SALT, max_age=settings.SHARE_LINK_LASTS
        )
    except signing.BadSignature:
        return None


def new_browser():
    return secrets.token_urlsafe(16)


def keep_browser(response, browser):
    response.set_signed_cookie(
        settings.GIFT_COOKIE_NAME,
        browser,
        salt=SALT,
        max_age=settings.SHARE_LINK_LASTS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


# Forgotten.


def forget_old(*, at):
    """Links that ended long ago, with where they were opened. Until then their pages say so."""
    GiftLink.objects.filter(ends_until__lt=at - settings.GIFT_LINKS_KEPT).delete()
