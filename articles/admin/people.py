"""The people half of ArticleAdmin: who sees and changes what, the steps to publication, comments."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from js_asset import ImportMap, Media

from articles import blocks, rights, workflow, working
from articles.admin.by_whom import ByWhom
from articles.models import Article, Byline, DeskComment
from articles.models.workflow import WrongStage
from memberships.access import Reader, decide
from newsroom.lib import caching

LAST_ACTIONS = 8
# Of static/js/desk/comments.js, where no editor brings them along.
MODULES = ImportMap(
    {f"desk/{name}": f"js/desk/{name}.js" for name in ("words", "dialogs", "sending")}
)
LONGEST_COMMENT = DeskComment._meta.get_field("text").max_length


def words_of(copy):
    """Somebody's unsaved words of a piece that was taken meanwhile, as plain text to copy."""
    fields = copy["values"]["fields"]
    said = [(fields.get(name) or [""])[0] for name in ("headline", "standfirst")]
    return "\n\n".join(filter(None, [*said, in_paragraphs(fields.get("body_html") or [""])]))


def in_paragraphs(given):
    return "\n\n".join(" ".join(block.text_content().split()) for block in blocks.parse(given[0]))


class DeskPeople:
    """Whoever may edit any article sees all; an author sees their own, and changes them until taken."""

    def get_queryset(self, request):
        articles = super().get_queryset(request)
        if is_autocomplete(request):
            return articles.nameable_by(request.user)
        return articles.seen_by(request.user)

    def has_view_permission(self, request, obj=None):
        may = super().has_view_permission(request, obj)
        return may and (obj is None or rights.may_see(request.user, obj))

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        return may and (obj is None or rights.may_change(request.user, obj))

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *rights.closed_to(request.user)]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form)(form.__name__, (ByWhom, form), {"by": request.user})

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "translation_of":
            kwargs["queryset"] = Article.objects.nameable_by(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        author = getattr(request.user, "author", None)
        if author and not change and not form.instance.bylines.exists():
            Byline.objects.create(article=form.instance, author=author)

    # The screen.

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["people"] = self.people_of(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Whoever may read an article but not change it reads it, and may comment."""
        article = self.get_object(request, object_id) if object_id else None
        if article and request.method in ("GET", "HEAD") and self.may_only_read(request, article):
            return self.read(request, article)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def may_only_read(self, request, article):
        may_view = self.has_view_permission(request, article)
        return may_view and not self.has_change_permission(request, article)

    def read(self, request, article):
        access = decide(Reader(is_editor=True), article)
        context = {
            **self.admin_site.each_context(request),
            "title": article.headline,
            "article": article,
            "text_html": article.text_for(access),
            "kept_words": [words_of(copy) for copy in working.recovery(request.user, article)],
            "opts": self.opts,
            "media": self.media + Media(importmap=MODULES),
            "people": self.people_of(request, article),
        }
        return TemplateResponse(request, "admin/articles/article/read.html", context)

    def people_of(self, request, article):
        """What the side column says of stage, person, history and comments."""
        is_editor = rights.may_edit_any(request.user)
        standing = article or Article(created_by=request.user)
        return {
            "article": article,
            "state": standing.state,
            "is_unpublished": standing.is_unpublished,
            "moves": self.moves_of(request, article),
            "colleagues": rights.colleagues() if is_editor and article else [],
            "may_change": article is None or rights.may_change(request.user, article),
            **said_about(article),
        }

    def moves_of(self, request, article):
        if article is None:
            return [workflow.MOVES["submit"]]
        return workflow.moves_for(request.user, article)

    def response_add(self, request, obj, *args, **kwargs):
        return self.moved_on(request, obj) or super().response_add(request, obj, *args, **kwargs)

    def response_change(self, request, obj):
        return self.moved_on(request, obj) or super().response_change(request, obj)

    def moved_on(self, request, article):
        """A button of the side column saves first, then takes its step; None where none was pressed."""
        name, words = request.POST.get("_then"), request.POST.get("then_words", "")
        if not name:
            return None
        if name == "assign":
            self.assign_from_screen(request, article)
        elif name in workflow.STEPS:
            self.step(request, article, name, words[:LONGEST_COMMENT])
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    def step(self, request, article, name, words):
        if not workflow.may_move(request.user, article, name):
            return self.message_user(request, _("That step is not open now."), messages.WARNING)
        try:
            workflow.STEPS[name](article, at=timezone.now(), by=request.user, words=words)
        except (ValidationError, WrongStage) as error:
            why = " ".join(getattr(error, "messages", [str(error)]))
            return self.message_user(request, _("Saved, no more: %s") % why, messages.WARNING)
        told = workflow.told(article) if name == "submit" else _("Saved, and done.")
        return self.message_user(request, told, messages.SUCCESS)

    def assign_from_screen(self, request, article):
        number = request.POST.get("then_person", "")
        if not rights.may_edit_any(request.user):
            raise PermissionDenied
        known = number.isdecimal() and len(number) < 18
        person = rights.colleagues().filter(pk=number).first() if known else None
        workflow.assign(article, person, by=request.user)
        self.message_user(request, _("Assigned."), messages.SUCCESS)

    # Comments.

    def get_urls(self):
        door = self.admin_site.admin_view(caching.private(require_POST(self.comments)))
        name = "articles_desk_comments"
        return [path("<int:number>/desk/comments/", door, name=name), *super().get_urls()]

    def comments(self, request, number):
        """Add, settle or open a comment; the part of the page that shows them comes back."""
        article = get_object_or_404(Article, pk=number)
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        words = request.POST.get("text", "").strip()
        if len(words) > LONGEST_COMMENT:
            return HttpResponseBadRequest(_("This comment is too long. Nothing was saved."))
        workflow.comment(article, words, at=timezone.now(), by=request.user)
        self.settle(request, article)
        if "fragment" not in request.POST:
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[number]))
        context = {"people": {"article": article, **said_about(article)}}
        return render(request, "admin/articles/article/includes/comments.html", context)

    def settle(self, request, article):
        at, by = timezone.now(), request.user
        verbs = {
            "resolve": lambda row: row.resolve(at=at, by=by),
            "reopen": lambda row: row.reopen(),
        }
        for name, do in verbs.items():
            number = request.POST.get(name, "")
            if number.isdecimal() and len(number) < 18:
                do(get_object_or_404(article.desk_comments, pk=number))


def said_about(article):
    """The last steps and the comments of an article; nothing of one that is not saved."""
    if article is None:
        return {"actions": [], "comments": [], "open_comments": 0}
    comments = list(article.desk_comments.select_related("made_by", "resolved_by"))
    return {
        "actions": article.desk_actions.select_related("by")[:LAST_ACTIONS],
        "comments": comments,
        "open_comments": sum(comment.resolved_at is None for comment in comments),
    }


def is_autocomplete(request):
    return bool(request.resolver_match) and request.resolver_match.url_name == "autocomplete"
