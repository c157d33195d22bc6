"""Leaving for good: asked for with a proof, put off for some days, taken back with one button."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import outbox
from accounts.models import AccountDeletion, DataRequest, User
from newsroom.lib.addresses import absolute
from publication.models import SiteSettings


def planned(user):
    """The deletion that this account waits for, or None."""
    return AccountDeletion.objects.filter(user=user).first()


def is_last_superuser(user):
    """Nobody could enter the site's own settings any more."""
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    return user.is_superuser and not others.exists()


@transaction.atomic
def ask(user, *, at):
    """Plan the deletion and say so by mail. Asking twice changes nothing."""
    wanted = {"asked_at": at, "due_at": at + settings.ACCOUNT_DELETION_GRACE}
    deletion, is_new = AccountDeletion.objects.get_or_create(user=user, defaults=wanted)
    if is_new:
        user.data_requests.create(kind=DataRequest.Kind.DELETION_ASKED, at=at)
        tell(deletion)
    return deletion


@transaction.atomic
def take_back(user, *, at):
    """The account stays. Says whether there was anything to take back."""
    removed, _rows = AccountDeletion.objects.filter(user=user).delete()
    if removed:
        user.data_requests.create(kind=DataRequest.Kind.DELETION_TAKEN_BACK, at=at)
    return bool(removed)


def tell(deletion):
    site = SiteSettings.current()
    said = {
        "site": site.name,
        "day": date_format(timezone.localtime(deletion.due_at), "j F Y"),
        "link": absolute(reverse("accounts:delete_account")),
    }
    outbox.post(
        key=f"deletion:{deletion.pk}",
        kind="account_deletion",
        to=deletion.user.email,
        subject=_("Your account at %(site)s will be deleted") % said,
        text=_(
            "Hello,\n\nsomebody who was signed in to your account asked us to delete it. It will be"
            " deleted on %(day)s, with everything in it. Until then all is as it was.\n\nIf that was"
            " not you, or if you want to stay: sign in and press “Keep my account”.\n\n%(link)s\n\n"
            "If somebody else asked for this, change your password, too."
        )
        % said,
    )
