"""Grants and what changed access, to be read: who gives and takes back does so at the support desk."""

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from memberships.models import AccessChange, Grant


class ToBeRead(ModelAdmin):
    """Nobody adds, changes or deletes these by hand. The list asks for one page, newest first."""

    ordering = ["-pk"]
    sortable_by = ()
    list_per_page = 50
    list_max_show_all = 0
    show_full_result_count = False
    search_fields = ["user__email"]  # shows the box; get_search_results() does the work
    search_help_text = _("The whole e-mail address of a reader.")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_search_results(self, request, rows, query):
        """By the address as it is kept, in lower case: that is what its index holds."""
        query = query.strip().lower()
        return (rows.filter(user__email=query) if query else rows), False


class StateOfGrant(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("in_force", _("in force")), ("over", _("over")), ("revoked", _("taken back"))]

    def queryset(self, request, grants):
        now = timezone.now()
        if self.value() == "in_force":
            return grants.in_force(now)
        if self.value() == "over":
            return grants.filter(Q(ends_until__lte=now), revoked_at=None)
        return grants.exclude(revoked_at=None) if self.value() == "revoked" else grants


@admin.register(Grant)
class GrantAdmin(ToBeRead):
    fields = ["user", "plan", "kind", "reason", "starts_at", "ends_until", "revoked_at", "given_by"]
    list_display = ["user", "plan", "kind", "starts_at", "ends_until", "revoked_at", "given_by"]
    list_filter = [StateOfGrant, "kind"]
    list_select_related = ["user", "given_by"]


@admin.register(AccessChange)
class AccessChangeAdmin(ToBeRead):
    fields = ["user", "verb", "source", "detail", "reason", "made_at", "made_by"]
    list_display = ["made_at", "user", "verb", "source", "reason", "made_by"]
    list_filter = ["verb"]
    list_select_related = ["user", "made_by"]
