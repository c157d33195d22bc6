"""Pictures in the admin: taken in through articles.pictures, looked at, described, replaced."""

from django import forms
from django.contrib import admin
from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from js_asset import Script
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminFileFieldWidget

from articles import picture_files, picture_metadata, picture_rights, pictures, tasks
from articles.admin.lists import BoundedList, BoundedPaginator
from articles.models import Article, Picture

WHERE_USED = 50


class PictureForm(forms.ModelForm):
    """What a picture says; and its file, which only ever comes in through articles.pictures."""

    file = forms.FileField(
        label=_("file"),
        widget=UnfoldAdminFileFieldWidget,
        help_text=_(
            "JPEG, PNG, WebP or AVIF, up to 10 MB. Caption, credit, creator, copyright and alt text"
            " are read from the file where it holds them; the place where it was taken is not kept."
        ),
    )

    class Meta:
        model = Picture
        fields = [
            "alt",
            "caption",
            "credit",
            "creator",
            "copyright_notice",
            "source",
            "focal_x",
            "focal_y",
            "is_gated",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            file = self.fields["file"]
            file.label, file.required = _("another file"), False
            file.help_text = _("Takes the place of this one in every article that shows it.")

    def clean_file(self):
        """The opened image, so that what we do not take is an error of the field."""
        self.uploaded = self.cleaned_data["file"]
        return self.uploaded and picture_files.opened(self.uploaded)

    def clean_is_gated(self):
        gated = self.cleaned_data["is_gated"]
        if gated and self.instance.pk and picture_rights.is_shown_to_everybody(self.instance):
            raise forms.ValidationError(
                _(
                    "It stands at the head of an article, on a cover, for sharing or as a portrait,"
                    " where everybody sees it. Take it from there first."
                )
            )
        return gated


class WantingFilter(admin.SimpleListFilter):
    """What a picture lacks before it can be published."""

    title, parameter_name = _("wanting"), "wanting"
    found = {
        "alt": lambda pictures: pictures.without_alt(),
        "credit": lambda pictures: pictures.without_credit(),
    }

    def lookups(self, request, model_admin):
        return [("alt", _("text for those who cannot see it")), ("credit", _("credit"))]

    def queryset(self, request, queryset):
        return self.found[self.value()](queryset) if self.value() in self.found else queryset


class UseFilter(admin.SimpleListFilter):
    title, parameter_name = _("in use"), "use"

    def lookups(self, request, model_admin):
        return [("yes", _("in an article")), ("no", _("in none"))]

    def queryset(self, request, queryset):
        found = {"yes": queryset.in_use, "no": queryset.unused}.get(self.value())
        return found() if found else queryset


@admin.register(Picture)
class PictureAdmin(ModelAdmin):
    form = PictureForm
    fieldsets = [
        (None, {"fields": ["shown", "file", "alt", "caption"]}),
        (_("Whose it is"), {"fields": ["credit", "creator", "copyright_notice", "source"]}),
        (_("Where to look when it is cut"), {"fields": ["focal_x", "focal_y"]}),
        (_("Who may have it"), {"fields": ["is_gated"]}),
        (_("Where it stands"), {"fields": ["where_used"]}),
    ]
    readonly_fields = ["shown", "where_used"]
    list_display = ["thumbnail", "__str__", "credit", "has_alt", "size", "created_at"]
    list_display_links = ["thumbnail", "__str__"]
    list_filter = [WantingFilter, UseFilter, "created_at"]
    list_per_page = 60
    list_max_show_all = 0
    list_before_template = "admin/articles/includes/cut.html"
    paginator = BoundedPaginator
    show_full_result_count = False
    search_fields = ["caption"]  # shows the box; get_search_results() does the work
    ordering = ["-pk"]

    class Media:
        css = {"all": ["css/desk.css"]}
        js = [Script("js/desk/focal.js", type="module")]

    def get_changelist(self, request, **kwargs):
        return BoundedList

    def get_search_results(self, request, found, query):
        return found.found_by(query), False

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        return may and (obj is None or picture_rights.may_change(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or picture_rights.may_change(request.user, obj))

    def get_object(self, request, object_id, from_field=None):
        """The picture, and who looks at it: this admin itself is shared by all requests."""
        picture = super().get_object(request, object_id, from_field)
        if picture:
            picture.looked_at_by = request.user
        return picture

    @admin.display(description=_("preview"))
    def thumbnail(self, picture):
        """It leads to the picture, so it has the picture's name."""
        return format_html(
            '<img src="{}" alt="{}" class="desk-thumbnail" loading="lazy">', picture.thumbnail_url, picture
        )  # fmt: skip

    @admin.display(description=_("alt"), boolean=True)
    def has_alt(self, picture):
        return bool(picture.alt)

    @admin.display(description=_("size"))
    def size(self, picture):
        return f"{picture.width} × {picture.height}"

    @admin.display(description=_("picture"))
    def shown(self, picture):
        """The picture, on which a click sets where to look; static/js/desk/focal.js."""
        if not picture.image:
            return _("Choose a file below.")
        if picture.is_missing:
            return _("The file of this picture is missing from the store. Bring it again below.")
        return format_html(
            '<span class="desk-focal" data-focal><img src="{}" alt="{}" width="{}" height="{}"></span>',
            picture.image.url, picture.alt, picture.width, picture.height,
        )  # fmt: skip

    @admin.display(description=_("articles"))
    def where_used(self, picture):
        """Those that this person may see, by name; of the rest only that there are some."""
        user = getattr(picture, "looked_at_by", None)
        if not picture.pk or user is None:
            return _("In no article.")
        showing = Article.objects.showing(picture)
        articles = list(showing.seen_by(user).order_by("-pk")[:WHERE_USED])
        has_others = showing.exclude(pk__in=[article.pk for article in articles]).exists()
        return listed(articles, has_others=has_others)

    @transaction.atomic
    def save_model(self, request, picture, form, change):
        standing = pictures.as_it_stands(picture)
        if standing and "is_gated" not in form.changed_data:
            picture.is_gated = standing.is_gated
        if image := form.cleaned_data["file"]:
            pictures.fill(picture, image, name=form.uploaded.name)
        elif picture.is_gated != standing.is_gated:
            pictures.move(picture)
        else:
            picture.save(update_fields=[name for name in form.changed_data if name != "file"])
            if picture_metadata.FIELDS.keys() & set(form.changed_data):
                tasks.make_renditions.enqueue(standing.image.name, anew=True)


def listed(articles, *, has_others):
    if not articles:
        return _("In articles of others.") if has_others else _("In no article.")
    links = format_html_join(
        "", '<li><a href="{}">{}</a> ({})</li>',
        ((reverse("admin:articles_article_change", args=[article.pk]), article, article.state)
         for article in articles),
    )  # fmt: skip
    others = format_html("<li>{}</li>", _("and others")) if has_others else ""
    return format_html("<ul>{}{}</ul>", links, others)
