"""An article in the admin: written, published, withdrawn, corrected."""

from django import forms
from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin, TabularInline

from articles import writing
from articles.models import Article, Byline, Correction, RelatedArticle


class ArticleForm(forms.ModelForm):
    """The article's own fields and its text, which stands in a table of its own."""

    body_html = forms.CharField(
        label=_("Text"), widget=forms.Textarea(attrs={"rows": 30}), required=False
    )

    class Meta:
        model = Article
        fields = [
            "headline",
            "short_headline",
            "kicker",
            "standfirst",
            "slug",
            "kind",
            "section",
            "language",
            "translation_of",
            "dateline",
            "access_level",
            "free_sample_chapter",
            "regions",
            "topics",
            "industries",
            "lead_picture",
            "picture_caption",
            "picture_alt",
            "cover",
            "summary",
            "note",
            "embargoed_until",
            "search_title",
            "search_description",
            "share_headline",
            "share_description",
            "share_picture",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and hasattr(self.instance, "text"):
            self.fields["body_html"].initial = self.instance.text.body_html

    def clean_translation_of(self):
        """A translation is never translated again: link to the original."""
        original = self.cleaned_data["translation_of"]
        return (original and original.translation_of) or original

    def clean(self):
        cleaned = super().clean()
        original = cleaned.get("translation_of")
        if original and original.language == cleaned.get("language"):
            self.add_error("language", _("A translation is in another language than its original."))
        return cleaned


class BylineInline(TabularInline):
    model = Byline
    fields = ["author", "guest_name", "role", "position"]
    autocomplete_fields = ["author"]
    extra = 0


class CorrectionInline(TabularInline):
    """Corrections are added and read; what was said stays said."""

    model = Correction
    fields = ["kind", "text", "made_at"]
    extra = 0

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class RelatedInline(TabularInline):
    model = RelatedArticle
    fk_name = "article"
    fields = ["related", "position"]
    autocomplete_fields = ["related"]
    extra = 0


@admin.register(Article)
class ArticleAdmin(ModelAdmin):
    form = ArticleForm
    inlines = [BylineInline, RelatedInline, CorrectionInline]
    list_display = ["headline", "state", "section", "kind", "access_level", "published_at"]
    list_filter = ["section", "kind", "access_level", "language"]
    list_select_related = ["section", "kind"]
    search_fields = ["headline", "slug"]
    prepopulated_fields = {"slug": ["headline"]}
    autocomplete_fields = [
        "translation_of",
        "topics",
        "lead_picture",
        "cover",
        "share_picture",
    ]
    filter_horizontal = ["regions", "industries"]
    actions = ["publish_now", "withdraw_now"]
    ordering = ["-pk"]
    show_full_result_count = False
    fieldsets = [
        (None, {"fields": ["headline", "standfirst", "body_html"]}),
        (
            _("Above the text"),
            {"fields": ["short_headline", "kicker", "dateline", "summary", "note"]},
        ),
        (
            _("Where it stands"),
            {"fields": ["kind", "section", "slug", "regions", "topics", "industries"]},
        ),
        (_("Language"), {"fields": ["language", "translation_of"]}),
        (_("Who may read it"), {"fields": ["access_level", "free_sample_chapter"]}),
        (_("Pictures"), {"fields": ["lead_picture", "picture_caption", "picture_alt", "cover"]}),
        (_("When"), {"fields": ["embargoed_until"]}),
        (
            _("Search and sharing"),
            {
                "classes": ["collapse"],
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

    @admin.display(description=_("state"))
    def state(self, article):
        return article.state

    def get_changeform_initial_data(self, request):
        return {"access_level": "free", **super().get_changeform_initial_data(request)}

    def save_model(self, request, article, form, change):
        writing.write(article, body_html=form.cleaned_data["body_html"])

    @admin.action(description=_("Publish now"), permissions=["change"])
    def publish_now(self, request, articles):
        self.do_to_each(request, articles, lambda article: article.publish(at=timezone.now()))

    @admin.action(description=_("Withdraw"), permissions=["change"])
    def withdraw_now(self, request, articles):
        published = articles.exclude(published_at=None)
        self.do_to_each(request, published, lambda article: article.withdraw(at=timezone.now()))

    def do_to_each(self, request, articles, verb):
        count = 0
        for article in articles:
            verb(article)
            count += 1
        done = ngettext("One article done.", "%(count)d articles done.", count)
        self.message_user(request, done % {"count": count}, messages.SUCCESS)
