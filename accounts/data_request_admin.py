"""What people asked about their own data, in the admin: to be read, never changed."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from accounts.models import AccountDeletion, DataRequest


class ReadOnly(ModelAdmin):
    list_select_related = ["user"]
    search_fields = ["user__email"]
    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(AccountDeletion)
class AccountDeletionAdmin(ReadOnly):
    fields = list_display = ["user", "asked_at", "due_at"]
    ordering = ["due_at"]


@admin.register(DataRequest)
class DataRequestAdmin(ReadOnly):
    fields = list_display = ["kind", "user", "at"]
    list_filter = ["kind"]
    ordering = ["-at"]
