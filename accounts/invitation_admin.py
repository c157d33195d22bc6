"""Invitations in the admin: written, taken back, sent again; never changed."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from accounts import invitations
from accounts.models import Invitation
from accounts.own_filters import OwnFiltersOnly

STATES = {"accepted": "success", "open": "info", "taken back": "danger", "over": ""}
LABELS = {
    "accepted": _("accepted"),
    "open": _("open"),
    "taken back": _("taken back"),
    "over": _("over"),
}


def state_of(invitation):
    if invitation.used_at:
        return "accepted"
    if invitation.revoked_at:
        return "taken back"
    return "open" if invitation.is_open() else "over"


class InvitationForm(forms.ModelForm):
    def clean_email(self):
        invitations.check_address(self.cleaned_data["email"])
        return self.cleaned_data["email"]


@admin.register(Invitation)
class InvitationAdmin(OwnFiltersOnly, ModelAdmin):
    form = InvitationForm
    fields = ["name", "email", "role"]
    list_display = ["name", "email", "role", "state", "made_by", "made_at", "expires_at"]
    list_select_related = ["role", "made_by"]
    search_fields = ["email", "name"]
    ordering = ["-made_at"]
    actions = ["revoke", "send_again"]

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @display(description=_("state"), label=STATES)
    def state(self, invitation):
        name = state_of(invitation)
        return name, LABELS[name]

    def save_model(self, request, obj, form, change):
        """The form's row is not saved: the invitation and its letter are made together."""
        made = invitations.invite(
            email=obj.email, name=obj.name, role=obj.role, by=request.user, at=timezone.now()
        )
        obj.pk, obj.expires_at, obj._state.adding = made.pk, made.expires_at, False

    @admin.action(description=_("Take back"), permissions=["add"])
    def revoke(self, request, rows):
        for invitation in rows.filter(used_at=None, revoked_at=None):
            invitation.revoke(at=timezone.now())
        self.message_user(request, _("Taken back: the links open nothing now."), messages.SUCCESS)

    @admin.action(description=_("Send again"), permissions=["add"])
    def send_again(self, request, rows):
        sent = [
            self.sent_again(request, row)
            for row in rows.filter(used_at=None).select_related("role")
        ]
        if any(sent):
            self.message_user(
                request, _("Sent again; earlier links open nothing now."), messages.SUCCESS
            )

    def sent_again(self, request, row):
        """Was it? Where it was not, the page says why."""
        try:
            invitations.invite(
                email=row.email, name=row.name, role=row.role, by=request.user, at=timezone.now()
            )
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.WARNING)
            return False
        return True
