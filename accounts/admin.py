"""Accounts in the admin."""

from django.contrib import admin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from accounts.models import User

admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(ModelAdmin):
    fields = ["name", "permissions"]
    filter_horizontal = ["permissions"]
    ordering = ["name"]


@admin.register(User)
class UserAdmin(ModelAdmin):
    """Who may do what. Passwords are set by their owners, through the sign-in pages."""

    fieldsets = [
        (None, {"fields": ["email", "name", "is_active"]}),
        (_("Rights"), {"fields": ["is_staff", "is_superuser", "groups"]}),
        (_("Dates"), {"fields": ["joined_at", "last_login"]}),
    ]
    readonly_fields = ["joined_at", "last_login"]
    filter_horizontal = ["groups"]
    list_display = ["email", "name", "is_staff", "is_active"]
    list_filter = ["is_staff", "is_active", "groups"]
    search_fields = ["email", "name"]
    ordering = ["email"]
