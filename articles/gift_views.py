"""Pages of gift links: the door of one, and where members make and end theirs."""

from urllib.parse import unquote, urlsplit

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from articles import gift_links
from articles.models import Article, GiftLink
from articles.preview_views import unseen
from articles.views import live_article
from memberships import gates
from memberships.access import Access, Reason
from memberships.offers import offer_for
from memberships.readers import entitlements
from newsroom.lib import caching
from newsroom.lib.addresses import absolute
from newsroom.lib.origin import from_our_pages_only, is_our_address

SHOWN = 100
OVER = Access(False, Reason.GIFT_EXPIRED)
DETAILS = {"article_detail", "article_detail_in_language"}


# The door.


@unseen
@require_http_methods(["GET", "HEAD", "POST"])
@from_our_pages_only
def gift(request, token):
    """GET shows what is given; its own button opens it in this browser, which counts."""
    link = get_object_or_404(GiftLink.objects.with_token(token).select_related("giver"))
    article = Article.objects.for_reading().get(pk=link.article_id)
    if article.withdrawn_at:
        return render(request, "410.html", {"article": article}, status=410)
    if not article.is_live():
        raise Http404
    if gates.decision(request, article, openings=gift_links.openings).granted:
        return see(article)
    return opened(request, link, article) or door(request, link, article)


def see(article):
    """To the article's own address, from which nobody learns the gift's."""
    response = redirect(article)
    response.status_code = 303
    return response


def opened(request, link, article):
    """The way to the article, for a press of the button, as long as the link opens anything."""
    browser = gift_links.browser_of(request) or gift_links.new_browser()
    if request.method != "POST" or not gift_links.open_in(link, browser, at=timezone.now()):
        return None
    response = see(article)
    gift_links.keep_browser(response, browser)
    return response


def door(request, link, article):
    """What everybody may see of the article, with the button; or why the link opens nothing."""
    is_open = gift_links.is_alive(link, at=timezone.now()) and gift_links.has_room(link)
    context = {
        "article": article,
        "link": link,
        "giver": link.giver.name if link.giver and link.is_named else "",
        "text_html": article.text_for(OVER),
        "offer": None if is_open else offer_for(OVER),
    }
    return render(request, "articles/gift.html", context, status=200 if is_open else 410)


# A member's gifts.


class GiveForm(forms.Form):
    """An article of ours by its address, and whether the gift names its giver."""

    address = forms.CharField(label=gettext_lazy("Address of the article"), max_length=2000)
    is_named = forms.BooleanField(required=False)

    def clean_address(self):
        article = article_at(self.cleaned_data["address"])
        if article is None:
            raise forms.ValidationError(_("There is no article of ours at this address."))
        return article


def article_at(address):
    """The live article whose page has this address, or None."""
    try:
        address = absolute(address) if address.startswith("/") else address
        match = resolve(unquote(urlsplit(address).path))
        is_article = match.url_name in DETAILS and is_our_address(address)
        return live_article(**match.kwargs) if is_article else None
    except (ValueError, Resolver404, Http404):
        return None


@caching.private
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def gifts(request):
    """What this person gives; `?article=` names by its number what they are about to give."""
    if request.method == "POST":
        return give(request, GiveForm(request.POST))
    article = chosen(request)
    if article is None:
        return show(request, GiveForm())
    form = GiveForm(initial={"address": absolute(article.get_absolute_url())})
    return show(request, form, article=article, refusal=refusal_of(request.user, article))


def chosen(request):
    number = request.GET.get("article", "")
    is_number = number.isascii() and number.isdigit() and len(number) < 18
    live = Article.objects.live().select_related("section")
    return live.filter(pk=number).first() if is_number else None


def refusal_of(user, article):
    """What stands against the gift, said before the button is pressed; or nothing."""
    try:
        gift_links.check(article, by=user, at=timezone.now())
    except gift_links.NotGiven as refusal:
        return str(refusal)
    return ""


def give(request, form):
    """The page with the new gift's address, which is shown this once; or with what stands against it."""
    if not form.is_valid():
        return show(request, form, status=422)
    article, is_named = form.cleaned_data["address"], form.cleaned_data["is_named"]
    try:
        made = gift_links.give(article, by=request.user, at=timezone.now(), is_named=is_named)
    except gift_links.NotGiven as refusal:
        form.add_error("address", str(refusal))
        return show(request, form, status=409)
    return show(request, GiveForm(), made=made)


def show(request, form, *, made=None, article=None, refusal="", status=200):
    at, reader = timezone.now(), entitlements(request.user)
    links = GiftLink.objects.filter(giver=request.user).with_counts().newest_first()
    context = {
        "form": form,
        "made_link": made and made[0],
        "made_address": made and made[1],
        "chosen": article,
        "refusal": refusal,
        "links": links.select_related("article__section")[:SHOWN],
        "may_give": gift_links.may_give(reader),
        "left": gift_links.left_of_month(request.user, reader, at=at),
        "most": settings.GIFT_LINKS_A_MONTH,
        "days": settings.GIFT_LINK_LASTS.days,
        "browsers": settings.GIFT_LINK_BROWSERS,
    }
    return render(request, "articles/gifts.html", context, status=status)


@caching.private
@require_POST
@login_required
def readdress_gift(request, number):
    """A new address for a gift that still opens; the old one is dead."""
    link = own(request, number)
    if not link.is_running():
        messages.error(request, _("This gift is over. Give the article anew."))
        return redirect(reverse("articles:gifts"))
    return show(request, GiveForm(), made=(link, gift_links.readdress(link)))


@caching.private
@require_POST
@login_required
def end_gift(request, number):
    own(request, number).revoke(at=timezone.now())
    messages.success(request, _("The gift is taken back: it opens nothing any more."))
    return redirect(reverse("articles:gifts"))


def own(request, number):
    links = GiftLink.objects.filter(giver=request.user).select_related("article__section")
    return get_object_or_404(links, pk=number)
