"""What the edit screen asks for while somebody writes: JSON, for staff who may change articles."""

import json
import re
from functools import wraps

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseBadRequest, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from articles import levels, picture_rights, rights, tasks, working
from articles.admin import share_link
from articles.models import Article, Author, DeskAction, Picture, PreviewLink
from articles.models.working_copy import SCREEN_KEY
from articles.pictures import ingest
from newsroom.lib import caching

FOUND = 20
NUMBER = re.compile(r"[1-9][0-9]{0,17}")
WordsForm = forms.modelform_factory(Picture, fields=["alt", "caption", "credit"])


def screen_urls(model_admin):
    """The screen's addresses, each behind the admin's own door."""

    def door(view):
        return model_admin.admin_site.admin_view(caching.private(desk_only(view)))

    def desk_only(view):
        @wraps(view)
        def marked(request, *args, **kwargs):
            if not model_admin.has_view_or_change_permission(request):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return marked

    def keep_copy(request):
        return keep(request, model_admin)

    return [
        path("desk/keep/", door(require_POST(keep_copy)), name="articles_desk_keep"),
        path("desk/let-go/", door(require_POST(let_go)), name="articles_desk_let_go"),
        path("desk/leave/", door(require_POST(leave)), name="articles_desk_leave"),
        path("desk/recovery/", door(require_GET(recovery)), name="articles_desk_recovery"),
        path("desk/token/", door(require_GET(token)), name="articles_desk_token"),
        path("desk/pictures/", door(require_GET(pictures)), name="articles_desk_pictures"),
        path("desk/pictures/new/", door(require_POST(upload)), name="articles_desk_upload"),
        path("desk/pictures/words/", door(require_POST(describe)), name="articles_desk_describe"),
        path("desk/links/", door(require_POST(make_link)), name="articles_desk_link"),
        path(
            "desk/links/<int:number>/", door(require_POST(revoke_link)), name="articles_desk_revoke"
        ),
        path("desk/share/", door(require_POST(share_link.make)), name="articles_desk_share"),
        path("desk/share/end/", door(require_POST(share_link.end)), name="articles_desk_unshare"),
        path("desk/authors/", door(require_GET(authors)), name="articles_desk_authors"),
    ]


def keep(request, model_admin):
    """Keep the screen's words; say how they measure, and who else is here."""
    said = said_by(request)
    if said is None:
        return HttpResponseBadRequest(_("The desk could not read this copy."))
    article = article_of(said)
    if not may_write(request, model_admin, article):
        raise PermissionDenied
    values, based_on = said.get("values"), int(said.get("based_on") or 0)
    working.keep(request.user, key=said["key"], article=article, based_on=based_on, values=values)
    if values:
        working.let_go(request.user, *said.get("replaces", []))
    return JsonResponse(
        {
            "kept_at": timezone.now(),
            "measures": working.measures(values) if values else None,
            **working.screens_at(article, request.user, said["key"]),
            "is_closed": bool(article) and not rights.may_change(request.user, article),
            "newer": working.newer_than(article, based_on, request.user) if article else None,
        }
    )


def said_by(request):
    """The copy as JSON, or None where it is not of the shape that the screen sends."""
    try:
        said = json.loads(request.body)
        values = said.get("values")
        fields = {} if values is None else values["fields"]
        key, numbers = said["key"], [int(said.get(name) or 0) for name in ("based_on", "article")]
        are_words = all(are_strings(v) for v in [*fields.values(), said.get("replaces", [])])
        fits = re.fullmatch(SCREEN_KEY, key) and all(0 <= number < 2**31 for number in numbers)
        json.dumps(said, ensure_ascii=False, allow_nan=False).encode()
        holds_nul = any("\0" in word for word in words_in(said))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return None
    return said if are_words and fits and not holds_nul else None


def are_strings(value):
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


def words_in(value):
    """Every string in a JSON value, keys among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (word for pair in value.items() for part in pair for word in words_in(part))
    elif isinstance(value, list):
        yield from (word for part in value for word in words_in(part))


def article_of(said):
    return get_object_or_404(Article, pk=said["article"]) if said.get("article") else None


def may_write(request, model_admin, article):
    if article is None:
        return model_admin.has_add_permission(request)
    # Whoever had it open when an editor took it goes on having their words kept.
    return model_admin.has_view_permission(request, article)


def let_go(request):
    """The words of an earlier screen, and those that were brought back to it, are not wanted."""
    said = said_by(request)
    if said is None:
        return HttpResponseBadRequest()
    working.let_go(request.user, said["key"], *said.get("replaces", []))
    return JsonResponse({})


def leave(request):
    """The screen is closed."""
    said = said_by(request)
    if said is None:
        return HttpResponseBadRequest()
    working.leave(request.user, said["key"], at=timezone.now())
    return JsonResponse({})


def recovery(request):
    """This person's unsaved words of an article, or of new ones."""
    number = request.GET.get("article", "")
    article = get_object_or_404(Article, pk=number) if NUMBER.fullmatch(number) else None
    return JsonResponse({"copies": working.recovery(request.user, article)})


def token(request):
    """The token that forms of this session carry now."""
    return JsonResponse({"token": get_token(request)})


def pictures(request):
    """Pictures of the library, newest first: by number, or by words of their description."""
    rows = Picture.objects.order_by("-pk")
    if number := request.GET.get("number"):
        rows = rows.filter(pk=number) if NUMBER.fullmatch(number) else rows.none()
    rows = rows.found_by(request.GET.get("q", ""))
    return JsonResponse({"results": [brief(picture) for picture in rows[:FOUND]]})


def upload(request):
    """Take in one picture, as the edit screen's button, a drag or a paste brings it."""
    if not request.user.has_perm("articles.add_picture"):
        raise PermissionDenied
    file = request.FILES.get("file")
    if file is None:
        return refused(_("No file arrived. Please try again."))
    try:
        picture = ingest(file, name=file.name)
    except ValidationError as error:
        return refused(" ".join(error.messages))
    return JsonResponse(brief(picture))


def describe(request):
    """What a picture shows and whose it is, from the edit screen."""
    if not request.user.has_perm("articles.change_picture"):
        raise PermissionDenied
    number = request.POST.get("number", "")
    picture = get_object_or_404(Picture, pk=number if NUMBER.fullmatch(number) else 0)
    if not picture_rights.may_change(request.user, picture):
        words = _("This picture stands where you may not change it. Ask an editor to describe it.")
        return refused(words, status=403)
    form = WordsForm(request.POST, instance=picture)
    if not form.is_valid():
        return refused(" ".join(message for errors in form.errors.values() for message in errors))
    picture = form.save(commit=False)
    picture.save(update_fields=form.Meta.fields)  # its file may move meanwhile
    tasks.make_renditions.enqueue(picture.image.name, anew=True)
    return JsonResponse(brief(picture))


def refused(words, *, status=400):
    return JsonResponse({"error": words}, status=status)


def brief(picture):
    """What the editor shows of a picture."""
    return {
        "number": picture.pk,
        "name": str(picture),
        "alt": picture.alt,
        "caption": picture.caption,
        "credit": picture.credit,
        "src": picture.thumbnail_url,
        "width": picture.width,
        "height": picture.height,
        "is_ready": picture.renditions_made_at is not None,
    }


def authors(request):
    rows = Author.objects.filter(name__icontains=request.GET.get("q", "")[:80]).order_by("name")
    return JsonResponse({"results": list(rows.values("name", "slug")[:FOUND])})


def make_link(request):
    """A link to the saved article for somebody without an account; its address is told once."""
    number = request.POST.get("article", "")
    article = get_object_or_404(Article, pk=number if NUMBER.fullmatch(number) else 0)
    may_share(request, article)
    link, url = PreviewLink.objects.make(article, by=request.user)
    article.log(DeskAction.Verb.LINKED, by=request.user)
    revoke = reverse("admin:articles_desk_revoke", args=[link.pk])
    return JsonResponse({"url": url, "revoke": revoke, "expires_at": link.expires_at})


def revoke_link(request, number):
    link = get_object_or_404(PreviewLink.objects.select_related("article"), pk=number)
    may_share(request, link.article)
    link.revoke()
    link.article.log(DeskAction.Verb.UNLINKED, by=request.user)
    return JsonResponse({})


def may_share(request, article):
    user = request.user
    may = user.has_perm("articles.change_article") and rights.may_see(user, article)
    # A link shows the whole text: of what is sold already, only whoever publishes gives it away.
    sold = levels.is_ever_gated(article) and article.published_at is not None
    if not may or (sold and not rights.may_publish(user)):
        raise PermissionDenied
