"""Files and pictures that follow their article: each request is asked, whatever its method or range."""

from functools import wraps

from django.core.handlers.exception import response_for_exception
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from articles import attachments, gift_links, picture_store, rights
from articles.models import Article, Attachment, Picture
from articles.models.attachment import FOLDER
from articles.models.querysets import LONG_FIELDS
from memberships.access import NOWHERE
from memberships.gates import gated
from newsroom.lib import private_files

MOST_ARTICLES = 200  # in which a picture is looked for, newest first


def articles_of_attachment(attachment):
    """The article that the file came with; none while readers do not have it."""
    articles = Article.objects.live().select_related("section", "kind").defer(*LONG_FIELDS)
    found = get_object_or_404(Attachment, file=FOLDER + attachment)
    return list(articles.filter(pk=found.article_id))


def articles_of_picture(file):
    """The live articles in which the picture stands, whichever of its files is asked for."""
    master = f"{picture_store.GATED}{file.partition('/')[0].removesuffix('.webp')}.webp"
    picture = get_object_or_404(Picture, is_gated=True, image=master)
    articles = Article.objects.live().select_related("section", "kind").defer(*LONG_FIELDS)
    return list(articles.showing(picture).newest_first()[:MOST_ARTICLES])


def guarded(view):
    """Nobody keeps the answer, and a refusal is the same for every method; only then methods differ."""

    @wraps(view)
    def marked(request, *args, **kwargs):
        try:
            response = answer(view, request, *args, **kwargs)
        except Http404 as error:
            response = response_for_exception(request, error)
        return private_files.guarded(response)

    return marked


def answer(view, request, *args, **kwargs):
    if not request.access.granted and request.content is NOWHERE:
        raise Http404
    if request.access.granted and request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    return view(request, *args, **kwargs)


@gated(load=articles_of_attachment, openings=gift_links.openings)
@guarded
def attachment(request, attachment):
    if not request.access.granted:
        context = {"article": request.content}
        return render(request, "file_refused.html", context, status=403)
    found = get_object_or_404(
        Attachment.objects.select_related("article"), file=FOLDER + attachment
    )
    if request.content is NOWHERE and not rights.may_see(request.user, found.article):
        raise Http404
    return private_files.deliver(
        request,
        found.file.name,
        content_type=attachments.TYPES[found.kind],
        download_name=found.download_name,
    )


@gated(load=articles_of_picture, openings=gift_links.openings)
@guarded
def gated_picture(request, file):
    if not request.access.granted:
        words = _("This picture comes with an article for members.")
        return HttpResponse(words, status=403, content_type="text/plain; charset=utf-8")
    kind = file.rpartition(".")[2]
    return private_files.deliver(request, picture_store.GATED + file, content_type=f"image/{kind}")
