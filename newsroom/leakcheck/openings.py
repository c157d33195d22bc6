"""What was opened to whom: by the meter, by gift and share links; made as the pages make it."""

import secrets

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

from articles import gift_links
from articles.models import GiftLink
from memberships import meter
from memberships.models import MeteredRead
from memberships.months import Month
from newsroom.leakcheck.canaries import GIVEN, METERED, SAMPLED, SHUT
from publication.models import SiteSettings


def cookies_of(response):
    return {name: morsel.value for name, morsel in response.cookies.items()}


# The meter.


def read(edition, who, *relations):
    """These pieces were opened by the meter this month."""
    for relation in relations:
        piece = edition.pieces[relation]
        row = MeteredRead(
            month=month().first, user_id=who.user_id, visitor=who.visitor,
            content_key=piece.key, level=piece.level,
        )  # fmt: skip
        row.save()
        edition.keep(row)


def month():
    return Month.at(timezone.now(), zone=SiteSettings.current().time_zone)


def by_meter(*relations):
    def opens(edition, people, user):
        number = secrets.token_urlsafe(16)
        read(edition, meter.visitor(number), *relations)
        cookie = meter.signer().sign(f"{month().first}.{number}")
        kept = meter.Opened(meter.Outcome.OPENED, cookie, month())
        return cookies_of(meter.keep(HttpResponse(), kept))

    return opens


one_read = by_meter(METERED)
all_reads = by_meter(METERED, SHUT)


def sample(edition, people, user):
    read(edition, meter.Counted(user_id=user.pk), SAMPLED)
    return {}


# Links. A member has one gift of a piece at a time, the desk one share link: whoever is to have
# one that is over comes before whoever is to have one that opens.


def given(edition, people):
    giver = people["PRO by a grant"].user
    return gift_links.give(edition.pieces[GIVEN], by=giver, at=timezone.now())


def opened(edition, made, relation):
    """(the link, the cookies of the browser in which it was opened)"""
    link, address = made
    browser, response = gift_links.new_browser(), HttpResponse()
    if not gift_links.open_in(link, browser, at=timezone.now()):
        raise RuntimeError(f"The link that is to be {relation} opens nothing.")
    gift_links.keep_browser(response, browser)
    edition.fill("gift", relation, token=address.rstrip("/").rpartition("/")[2])
    edition.fill("gift_number", relation, number=link.pk)
    return link, cookies_of(response)


def gift_taken_back(edition, people, user):
    link, cookies = opened(edition, given(edition, people), "over")
    link.revoke(at=timezone.now())
    return cookies


def gift_of_a_former_member(edition, people, user):
    link, cookies = opened(edition, given(edition, people), "asleep")
    GiftLink.objects.filter(pk=link.pk).update(giver=people["grant revoked"].user)
    return cookies


def gift(edition, people, user):
    return opened(edition, given(edition, people), "open")[1]


def shared(edition, people):
    return gift_links.share(edition.pieces[GIVEN], by=people["editor"].user, at=timezone.now())


def share_ended(edition, people, user):
    cookies = opened(edition, shared(edition, people), "ended")[1]
    gift_links.unshare(edition.pieces[GIVEN], by=people["editor"].user, at=timezone.now())
    return cookies


def share(edition, people, user):
    return opened(edition, shared(edition, people), "shared")[1]


def forged(edition, people, user):
    """A cookie of each personal name, holding what nobody gave out."""
    return dict.fromkeys(sorted(settings.PERSONAL_COOKIES), "forged" * 6)
