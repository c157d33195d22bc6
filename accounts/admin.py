"""Accounts in the admin."""

from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from accounts import data_request_admin, deletion, invitation_admin, moving  # noqa: F401  (they register themselves)
from accounts.models import OutgoingMail, SendingPause, User
from accounts.own_filters import OwnFiltersOnly

admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(ModelAdmin):
    fields = ["name", "permissions"]
    filter_horizontal = ["permissions"]
    ordering = ["name"]


@admin.register(User)
class UserAdmin(OwnFiltersOnly, ModelAdmin):
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
    actions = ["plan_deletion"]

    def get_readonly_fields(self, request, obj=None):
        """Nobody gives more than they may: superusers make superusers, administrators make staff."""
        closed = [] if request.user.is_superuser else ["is_superuser"]
        if not may_appoint(request.user):
            closed += ["is_staff", "groups"]
        return [*self.readonly_fields, *closed]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and may_touch(request.user, obj)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            moving.follow(request, obj, before=form.initial["email"])

    def has_delete_permission(self, request, obj=None):
        """Nobody vanishes at once, and never but as a person's own deletion goes: see plan_deletion."""
        return False

    def has_plan_permission(self, request):
        return request.user.has_perm("accounts.delete_user")

    @admin.action(
        description=_("Delete after the days of grace, as if they had asked"), permissions=["plan"]
    )
    def plan_deletion(self, request, accounts):
        for account in accounts:
            if not may_touch(request.user, account) or deletion.is_last_superuser(account):
                words = _("%(account)s stays: this account is not yours to delete.")
                self.message_user(request, words % {"account": account}, messages.WARNING)
                continue
            planned = deletion.ask(account, at=timezone.now())
            self.log_change(request, account, gettext("Planned the deletion."))
            words = _("%(account)s was told by mail, and goes on %(day)s.")
            said = {"account": account, "day": date_format(planned.due_at, "j F Y")}
            self.message_user(request, words % said, messages.SUCCESS)


def may_appoint(user):
    return user.has_perm("accounts.appoint_staff")


def may_touch(user, account):
    """An account is taken over by whoever may change its address: never a higher one's."""
    if account is None or user.is_superuser:
        return True
    return not account.is_superuser and (may_appoint(user) or not account.is_staff)


@admin.register(OutgoingMail)
class OutgoingMailAdmin(OwnFiltersOnly, ModelAdmin):
    """The outbox, to be read. Texts are not shown: a code is its recipient's alone."""

    fields = [
        "kind",
        "to_address",
        "subject",
        "state",
        "attempts",
        "last_error",
        "created_at",
        "not_before",
        "sent_at",
        "delivery_id",
    ]
    list_display = ["kind", "to_address", "state", "attempts", "created_at", "sent_at"]
    list_filter = ["state", "stream", "kind"]
    search_fields = ["to_address"]
    ordering = ["-created_at"]
    show_full_result_count = False

    def get_queryset(self, request):
        """The subject of a letter of the desk is a headline, perhaps of a draft."""
        mails = super().get_queryset(request)
        may_see = request.user.has_perm("articles.view_article")
        return mails if may_see else mails.exclude(kind__startswith="desk_")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(SendingPause)
class SendingPauseAdmin(ModelAdmin):
    """Deleting the pause releases what waits (manage.py release does the same, and says what)."""

    fields = ["reason", "since"]
    list_display = ["reason", "since"]
    ordering = ["since"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
