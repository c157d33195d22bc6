"""The publication in the admin: settings, menus, standing pages."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from publication.models import MenuItem, Page, SiteSettings, SocialLink, Wording


@admin.register(SiteSettings)
class SiteSettingsAdmin(ModelAdmin):
    """One row: it is changed, never added or deleted."""

    fieldsets = [
        (None, {"fields": ["name", "tagline", "description", "logo"]}),
        (_("Publisher"), {"fields": ["publisher_name", "postal_address", "copyright_line"]}),
        (
            _("Addresses"),
            {"fields": ["contact_email", "team_email", "operations_email", "desk_email"]},
        ),
        (_("Mail"), {"fields": ["sender_name", "sender_email"]}),
        (_("Time and language"), {"fields": ["time_zone", "language"]}),
    ]

    def has_add_permission(self, request):
        return False  # the first page that is asked for makes the one row

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(MenuItem)
class MenuItemAdmin(ModelAdmin):
    fields = ["menu", "label", "url", "note", "language", "position"]
    list_display = ["label", "menu", "url", "position"]
    list_filter = ["menu"]
    ordering = ["menu", "position"]


@admin.register(SocialLink)
class SocialLinkAdmin(ModelAdmin):
    fields = ["name", "url", "position"]
    list_display = ["name", "url", "position"]
    ordering = ["position"]


@admin.register(Page)
class PageAdmin(ModelAdmin):
    fields = ["title", "slug", "standfirst", "body_html", "language", "updated_on"]
    list_display = ["title", "slug", "language", "updated_on"]
    prepopulated_fields = {"slug": ["title"]}
    ordering = ["title"]

    def save_model(self, request, page, form, change):
        page.write(form.cleaned_data["body_html"])
        super().save_model(request, page, form, change)


@admin.register(Wording)
class WordingAdmin(ModelAdmin):
    fields = ["group", "key", "language", "text"]
    list_display = ["key", "group", "language", "text"]
    list_filter = ["group", "language"]
    search_fields = ["key", "text"]
    ordering = ["group", "key"]
