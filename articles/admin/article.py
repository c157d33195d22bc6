"""The desk's edit screen: an article written, published, withdrawn, corrected."""

from django.conf import settings
from django.contrib import admin, messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline

from articles import checklist, curating, links, revisions, tasks, working, writing
from articles.admin import history, publishing, share_link
from articles.admin.article_form import ArticleForm
from articles.admin.files import AttachmentInline
from articles.admin.lists import DeskLists
from articles.admin.people import DeskPeople
from articles.admin.screen import screen_urls
from articles.admin.standing_rows import StandingRows
from articles.models import Article, Byline, ChecklistRule, Correction, RelatedArticle, WallRule
from publication import frame as frames

AROUND_IT = ("section", "kind", "text", "lead_picture", "cover", "translation_of")
SHOWN = 8  # of what was done to an article, on its edit screen


class BylineInline(TabularInline):
    model = Byline
    formset = StandingRows
    fields = ["author", "guest_name", "role", "position"]
    autocomplete_fields = ["author"]
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("author")


class RelatedInline(TabularInline):
    model = RelatedArticle
    formset = StandingRows
    fk_name = "article"
    fields = ["related", "position"]
    autocomplete_fields = ["related"]
    extra = 0

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "related":
            kwargs["queryset"] = Article.objects.nameable_by(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Article)
class ArticleAdmin(DeskLists, DeskPeople, ModelAdmin):
    form = ArticleForm
    inlines = [BylineInline, RelatedInline, AttachmentInline]
    prepopulated_fields = {"slug": ["headline"]}
    autocomplete_fields = [
        "translation_of",
        "regions",
        "topics",
        "industries",
        "lead_picture",
        "cover",
        "share_picture",
    ]
    change_form_template = "admin/articles/article/change_form.html"
    # The first stands wide, for writing; the others stand beside it.
    fieldsets = [
        (None, {"fields": ["headline", "standfirst", "body_html", "based_on", "working_key"]}),
        (
            _("Where it stands"),
            {
                "fields": [
                    "section",
                    "kind",
                    "slug",
                ]
            },
        ),
        (
            _("Who may read it"),
            {
                "fields": [
                    "access_level",
                    ("next_level", "next_level_after_days"),
                    "free_sample_chapter",
                ]
            },
        ),
        (_("What it is about"), {"fields": ["regions", "topics", "industries"]}),
        (
            _("Above the text"),
            {"fields": ["kicker", "short_headline", "dateline", "summary", "note"]},
        ),
        (_("Pictures"), {"fields": ["lead_picture", "picture_caption", "picture_alt", "cover"]}),
        (_("Language"), {"fields": ["language", "translation_of"]}),
        (_("When"), {"fields": ["embargoed_until"]}),
        (
            _("Search and sharing"),
            {
                "fields": [
                    "search_title",
                    "search_description",
                    "share_headline",
                    "share_description",
                    "share_picture",
                ],
            },
        ),
    ]

    def get_queryset(self, request):
        """Lists load no text; the screen of one article wants all that stands around it."""
        articles = super().get_queryset(request)
        if "object_id" not in request.resolver_match.kwargs:
            return articles
        return articles.select_related(*AROUND_IT).with_newest_number().with_signatures()

    def get_object(self, request, object_id, from_field=None):
        """Asked for once in a request: by the screen's own parts, then by its form."""
        if not hasattr(request, "desk_article"):
            request.desk_article = super().get_object(request, object_id, from_field)
        return request.desk_article

    def get_urls(self):
        return [*screen_urls(self), *history.urls(self), *super().get_urls()]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        context = {**(extra_context or {}), "desk": self.desk_of(request, object_id)}
        return super().changeform_view(request, object_id, form_url, context)

    def desk_of(self, request, object_id):
        """What the screen's script is told: who writes, what time it is, what may be offered."""
        article = self.get_object(request, object_id) if object_id else None
        return {
            "article": article,
            "findings": checklist.findings(article) if article else [],
            "actions": article.desk_actions.select_related("by")[:SHOWN] if article else [],
            "correction_kinds": Correction.Kind.choices,
            "languages": settings.LANGUAGES,
            "zone": frames.of(request).site.time_zone,
            "may_publish": request.user.has_perm(publishing.PERMISSION),
            "may_front": article is not None and may_front(request.user, article),
            "links": article.preview_links.open().select_related("made_by") if article else [],
            "share": share_link.state_for(request.user, article),
            "reader": request.user.pk,
            "is_bound": request.method == "POST",
            "now": timezone.now().isoformat(),
            "recovery": working.recovery(request.user, article),
        }

    def get_view_on_site_url(self, obj=None):
        """Only where a reader finds a page: what is no reader's yet, or no more, has its preview."""
        return super().get_view_on_site_url(obj) if obj and obj.is_live() else None

    def get_changeform_initial_data(self, request):
        return {"access_level": "free", **super().get_changeform_initial_data(request)}

    def save_model(self, request, article, form, change):
        if change:
            revisions.record_first(Article.objects.get(pk=article.pk))
        writing.write(article, body_html=form.cleaned_data["body_html"])

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        article = form.instance
        revisions.record(article, by=request.user)
        working.let_go(request.user, form.cleaned_data["working_key"])
        if links.outside(article):
            tasks.ask_links.enqueue(article.pk)
        request.opens_next = self.act(request, article, form)

    def act(self, request, article, form):
        """What the pressed button asks beside saving; the article that is opened next."""
        pressed = publishing.FOR_PUBLISHERS & set(request.POST)
        if pressed and not request.user.has_perm(publishing.PERMISSION):
            self.message_user(request, publishing.MAY_NOT, messages.WARNING)
            return article
        return publishing.act(request, article, form) or article

    def response_add(self, request, article, post_url_continue=None):
        return self.opened_next(request) or super().response_add(
            request, article, post_url_continue
        )

    def response_change(self, request, article):
        return self.opened_next(request) or super().response_change(request, article)

    def opened_next(self, request):
        """The edit screen again after one of its own buttons; None after the admin's."""
        if not set(publishing.VERBS) & set(request.POST):
            return None
        return redirect("admin:articles_article_change", request.opens_next.pk)

    def history_view(self, request, object_id, extra_context=None):
        return history.show(self, request, object_id)


def may_front(user, article):
    """Is it for this person to bring this article to the front page?"""
    return curating.may_stand(article) and user.has_perm("articles.change_frontpage")


@admin.register(ChecklistRule)
class ChecklistRuleAdmin(ModelAdmin):
    fields = ["check_name", "weight"]
    list_display = ["check_name", "weight"]
    list_editable = ["weight"]
    ordering = ["check_name"]


@admin.register(WallRule)
class WallRuleAdmin(ModelAdmin):
    """How much is free each month. Without any rule: three stories for visitors, no PRO samples."""

    fields = ["section", "kind", "visitor_reads", "pro_samples"]
    list_display = ["__str__", "visitor_reads", "pro_samples"]
    list_select_related = ["section", "kind"]
    ordering = ["section__position", "kind__position", "pk"]
