"""The desk's screen for the front page: arranged, scheduled, looked at beforehand, taken back."""

import json
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import dateformat, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from js_asset import ImportMap, Media, Script
from unfold.admin import ModelAdmin

from articles import arrangement as arranging
from articles import curating, wall_clock
from articles.admin.breaking_form import BarForm
from articles.arrangement import Arrangement
from articles.models import BreakingBar, FrontPage, Region
from newsroom.lib import caching
from publication import frame as frames
from publication.templatetags.frame import zone_label

BOARD = "admin:articles_frontpage_changelist"
MODULES = ("dialogs", "dragging", "moves", "offers", "store", "words")
MEDIA = Media(
    importmap=ImportMap({f"desk/{name}": f"js/desk/{name}.js" for name in MODULES}),
    js=[Script("js/desk/front.js", type="module")],
    css={"all": ["css/desk.css", "css/desk-front.css"]},
)  # fmt: skip


@admin.register(FrontPage)
class FrontPageAdmin(ModelAdmin):
    """One screen and its answers; editions are never edited one by one, and never deleted."""

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        def door(view, may=self.has_change_permission):
            @caching.private
            def guarded(request):
                if not may(request):
                    raise PermissionDenied
                return view(request)

            return self.admin_site.admin_view(guarded)

        look = self.has_view_permission
        return [
            path("", door(require_GET(self.board), look), name="articles_frontpage_changelist"),
            path("articles/", door(require_GET(found), look), name="articles_front_articles"),
            path("save/", door(require_POST(save)), name="articles_front_save"),
            path("undo/", door(require_POST(undo)), name="articles_front_undo"),
            path("breaking/", door(require_POST(self.break_news)), name="articles_front_breaking"),
            path("breaking/end/", door(require_POST(end_news)), name="articles_front_breaking_end"),
        ]

    def board(self, request, bar_form=None):
        """The screen, with the edition that is shown, or with an earlier one to start from."""
        now, zone = timezone.now(), zone_of(request)
        shown = FrontPage.objects.shown(now)
        opened = edition_named(request.GET.get("from")) or shown
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Front page"),
            "media": self.media + MEDIA,
            "board": {**board_of(opened, now, zone), "held": self.held(request, zone)},
            "history": history(shown, now),
            "zone": zone.key,
            "offset": zone_label(now.astimezone(zone)),
            "may_change": self.has_change_permission(request),
            "bars": BreakingBar.objects.not_over(now).select_related("article", "made_by"),
            "bar_form": bar_form or BarForm(zone=zone, at=now),
            "now": now,
        }
        return TemplateResponse(request, "admin/articles/front/board.html", context)

    def held(self, request, zone):
        """The story that its edit screen sent here to be placed; where it cannot be, a sentence says so."""
        number = request.GET.get("add")
        if not number:
            return None
        article = curating.candidate(number)
        if article is None:
            messages.warning(
                request, _("This story cannot stand on the front: publish or schedule it first.")
            )
        return article and brief(article, zone)

    def break_news(self, request):
        """Put up a bar of breaking news; what cannot stand is shown again, with every word of it."""
        form = BarForm(request.POST, zone=zone_of(request), at=timezone.now())
        if not form.is_valid():
            return self.board(request, bar_form=form)
        form.save(by=request.user)
        messages.success(request, _("The breaking news stands above every page until its end."))
        return HttpResponseRedirect(reverse(BOARD))


def zone_of(request):
    """The paper's own zone: an editor elsewhere schedules by it."""
    return ZoneInfo(frames.of(request).site.time_zone)


def edition_named(number):
    """The edition of this number, or None where there is none."""
    if not number or not number.isdecimal() or len(number) > 9:
        return None
    return FrontPage.objects.filter(number=number).with_places().first()


def board_of(front, now, zone):
    """What the script of the screen starts from."""
    arrangement = front.arrangement if front else Arrangement()
    cards = cards_of(arrangement.numbers, zone)
    is_to_come = front and front.starts_at > now
    return {
        "version": curating.version(),
        "when": front.starts_at.astimezone(zone).strftime("%Y-%m-%dT%H:%M") if is_to_come else "",
        "room": {"second": arranging.SECOND_ROW, "strip": arranging.STRIP, "strips": arranging.STRIPS},
        "automatic": [brief(article, zone) for article in curating.fill_ins(now)],
        "regions": list(Region.objects.order_by("position", "name").values("pk", "name")),
        "lead": [cards[each] for each in [arrangement.lead] if each in cards],
        "second": [cards[each] for each in arrangement.second_row],
        "strips": [
            {"title": strip.title, "region": strip.region, "articles": [cards[each] for each in strip.articles]}
            for strip in arrangement.strips
        ],
    }  # fmt: skip


def cards_of(numbers, zone):
    articles = curating.on_cards(curating.Article.objects.filter(pk__in=numbers))
    return {article.pk: brief(article, zone) for article in articles}


def brief(article, zone):
    """What a card on the screen shows of an article."""
    return {
        "number": article.pk,
        "headline": article.headline,
        "section": article.section.name,
        "state": article.state,
        "when": dateformat.format(article.published_at.astimezone(zone), "j M, H:i")
        if article.published_at
        else "",
        "picture": article.lead_picture.thumbnail_url if article.lead_picture else "",
    }


def history(shown, now):
    """The last editions, each with what it is now: shown, scheduled, taken back or past."""
    rows = list(curating.history())
    for front in rows:
        front.is_shown = shown is not None and front.pk == shown.pk
        front.is_scheduled = front.taken_back_at is None and front.starts_at > now
    return rows


def found(request):
    """Articles for the front by words of their headline, the newest first."""
    zone = zone_of(request)
    articles = curating.found(request.GET.get("q", ""))
    return JsonResponse({"results": [brief(article, zone) for article in articles]})


def save(request):
    """Make the next edition of what the screen holds, or say why not: the screen keeps it."""
    now = timezone.now()
    try:
        said = json.loads(request.body)
        wanted = read(said, zone_of(request), now)
        front = curating.save(wanted.arrangement, starts_at=wanted.at, based_on=said.get("version"),
                              by=request.user, at=now)  # fmt: skip
    except curating.ChangedMeanwhile:
        return JsonResponse(collision(), status=409)
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=400)
    except (ValueError, AttributeError):
        return JsonResponse({"error": _("The desk could not read this front page.")}, status=400)
    is_now = front.starts_at <= now
    messages.success(
        request,
        _("Readers get this front page now.") if is_now else _("The front page is scheduled."),
    )
    return JsonResponse({"url": reverse(BOARD)})


def collision():
    """Who was first, and what to do about it."""
    last = curating.last_change()
    who = last.by.get_short_name() if last.by else _("Somebody")
    sentence = (
        _("%(who)s saved a front page while this screen was open.")
        if not last.is_undo
        else _("%(who)s took a front page back while this screen was open.")
    )
    on = _("Nothing of yours is lost: look at theirs, then save yours again if it should follow.")
    return {
        "error": f"{sentence % {'who': who}} {on}",
        "version": curating.version(),
        "theirs": f"{reverse('front_preview')}?number={last.number}",
    }


@dataclass(frozen=True)
class Wanted:
    """A front page that a screen asks for: what stands on it, and from when."""

    arrangement: Arrangement
    at: datetime


def read(said, zone, now):
    when = said.get("when")
    at = now if not when else wall_clock.moment(when, zone)
    if at < now:
        raise ValidationError(_("This time has passed. Choose “now”, or a later time."))
    return Wanted(arranging.read(said.get("arrangement")), at)


def wanted_by(request):
    """What a preview shows: the screen as it stands, or an edition that was saved."""
    now = timezone.now()
    if request.method == "POST":
        try:
            arrangement = json.loads(request.POST.get("arrangement", ""))
        except ValueError as error:
            raise ValidationError(_("The desk could not read this front page.")) from error
        said = {"arrangement": arrangement, "when": request.POST.get("when")}
        return read(said, zone_of(request), now)
    front = edition_named(request.GET.get("number"))
    if front is None:
        raise ValidationError(_("There is no such front page."))
    return Wanted(front.arrangement, max(front.starts_at, now))


def undo(request):
    """Take an edition back; the one before it returns."""
    number = request.POST.get("number", "")
    try:
        curating.undo(int(number) if number.isdecimal() else 0, by=request.user, at=timezone.now())
    except curating.ChangedMeanwhile:
        messages.error(
            request,
            _("Nothing was taken back: the front page has changed meanwhile. Please look again."),
        )
    else:
        messages.success(request, _("Taken back. Readers get the front page that stood before it."))
    return HttpResponseRedirect(reverse(BOARD))


def end_news(request):
    number = request.POST.get("number", "")
    bars = BreakingBar.objects.not_over(timezone.now())
    bar = get_object_or_404(bars, pk=number if number.isdecimal() and len(number) < 19 else 0)
    bar.take_down(at=timezone.now(), by=request.user)
    messages.success(request, _("The breaking news is gone from every page."))
    return HttpResponseRedirect(reverse(BOARD))
