"""Kinds, sections, regions, topics, industries, authors and redirects in the admin."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from articles import renaming, tasks
from articles.models import (
    Author,
    Industry,
    Kind,
    Redirect,
    Region,
    Section,
    Topic,
)
from memberships.access import AccessLevel


class NamedAdmin(ModelAdmin):
    """What has a name and a slug made from it."""

    prepopulated_fields = {"slug": ["name"]}
    search_fields = ["name"]

    def save_model(self, request, thing, form, change):
        before = type(thing).objects.filter(pk=thing.pk).first() if change else None
        super().save_model(request, thing, form, change)
        if before:
            renaming.leave_redirects(before, thing)


@admin.register(Kind)
class KindAdmin(NamedAdmin):
    fields = [
        "name",
        "plural",
        "slug",
        "kicker",
        "default_access_level",
        ("next_level_from", "next_level", "next_level_after_days"),
        "schema_type",
        "position",
    ]
    list_display = ["name", "default_access_level", "position"]
    ordering = ["position", "name"]

    def save_model(self, request, kind, form, change):
        super().save_model(request, kind, form, change)
        if change and kind.next_level_from == AccessLevel.FREE:
            tasks.cut_lead_ins_ahead.enqueue(kind.pk)


@admin.register(Section)
class SectionAdmin(NamedAdmin):
    fields = ["name", "slug", "description", "position"]
    list_display = ["name", "slug", "position"]
    ordering = ["position", "name"]


@admin.register(Region)
class RegionAdmin(NamedAdmin):
    fields = ["name", "slug", "parent", "description", "longitude", "position"]
    list_display = ["name", "parent", "longitude", "position"]
    list_select_related = ["parent"]
    ordering = ["position", "name"]


@admin.register(Topic)
class TopicAdmin(NamedAdmin):
    fields = ["name", "slug"]
    list_display = ["name", "slug"]
    ordering = ["name"]


@admin.register(Industry)
class IndustryAdmin(NamedAdmin):
    fields = ["name", "slug", "description", "position"]
    list_display = ["name", "slug", "position"]
    ordering = ["position", "name"]


@admin.register(Author)
class AuthorAdmin(NamedAdmin):
    fields = [
        "name",
        "slug",
        "role",
        "biography",
        "languages",
        "email",
        "portrait",
        "is_desk",
        "user",
    ]
    list_display = ["name", "role", "is_desk"]
    autocomplete_fields = ["portrait", "user"]
    ordering = ["name"]

    def get_readonly_fields(self, request, obj=None):
        """Whose account a page belongs to is said by whoever may see accounts."""
        return [] if request.user.has_perm("accounts.view_user") else ["user"]


@admin.register(Redirect)
class RedirectAdmin(ModelAdmin):
    fields = ["old_path", "article", "new_path"]
    list_display = ["old_path", "article", "new_path"]
    search_fields = ["old_path"]
    autocomplete_fields = ["article"]
    ordering = ["old_path"]
