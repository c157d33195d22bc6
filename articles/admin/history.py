"""What was saved and done: every revision, two of them side by side in words, one brought back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import differences, revisions
from articles.models import Article, DeskAction
from newsroom.lib import caching

SHOWN = 100
# What is compared in words; the rest is named where it differs.
WORDS = ("headline", "standfirst", "short_headline", "kicker", "dateline", "summary", "note")


def urls(model_admin):
    def restore_one(request, object_id, number):
        return restore(model_admin, request, object_id, number)

    view = model_admin.admin_site.admin_view(caching.private(require_POST(restore_one)))
    return [path("<int:object_id>/restore/<int:number>/", view, name="articles_article_restore")]


def show(model_admin, request, object_id):
    """The list of revisions, with two of them compared: `?left=` and `?right=`, else the last two."""
    article = model_admin.get_object(request, object_id)
    if article is None:
        raise Http404
    if not model_admin.has_view_permission(request, article):
        raise PermissionDenied
    # Whole texts: those of the two that are compared come when they are asked for.
    rows = list(article.revisions.select_related("made_by").defer("values")[:SHOWN])
    left, right = chosen(rows, request.GET)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("History of “%(headline)s”") % {"headline": article},
        "opts": model_admin.opts,
        "article": article,
        "revisions": rows,
        "actions": article.desk_actions.select_related("by")[:SHOWN],
        "left": left,
        "right": right,
        "compared": compared(left, right) if left and right else [],
        "may_change": model_admin.has_change_permission(request, article),
    }
    response = render(request, "admin/articles/article/history.html", context)
    response["Cache-Control"] = caching.PRIVATE
    return response


def chosen(rows, asked):
    """The two revisions that are compared: older left, newer right."""
    numbered = {str(row.number): row for row in rows}
    newest, before = (rows[0], rows[min(1, len(rows) - 1)]) if rows else (None, None)
    pair = [numbered.get(asked.get("left"), before), numbered.get(asked.get("right"), newest)]
    return sorted(pair, key=lambda row: row.number) if rows else (None, None)


def compared(left, right):
    """[(name of the field, rows)] of what differs; no rows where there are no words to compare."""
    old, new = left.values, right.values
    found = [
        (label(name), differences.of_lines([old.get(name) or ""], [new.get(name) or ""]))
        for name in WORDS
        if old.get(name) != new.get(name)
    ]
    if old[revisions.BODY] != new[revisions.BODY]:
        found.append((_("Text"), differences.of_bodies(old[revisions.BODY], new[revisions.BODY])))
    others = old.keys() - {*WORDS, revisions.BODY}
    return found + [(label(name), []) for name in sorted(others) if old[name] != new.get(name)]


def label(name):
    if name == "bylines":
        return _("Bylines")
    return Article._meta.get_field(name).verbose_name


def restore(model_admin, request, object_id, number):
    article = get_object_or_404(Article, pk=object_id)
    if not model_admin.has_change_permission(request, article):
        raise PermissionDenied
    revision = get_object_or_404(article.revisions, number=number)
    try:
        revisions.restore(article, revision, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("admin:articles_article_history", article.pk)
    article.log(DeskAction.Verb.RESTORED, by=request.user, detail=str(number))
    messages.success(
        request,
        _("The article stands again as it was in revision %(number)d.") % {"number": number},
    )
    return redirect("admin:articles_article_change", article.pk)
