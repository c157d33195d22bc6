"""An account moves to another address by the hand of somebody who keeps the accounts."""

from allauth.account import signals
from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import outbox
from publication.models import SiteSettings


@transaction.atomic
def follow(request, user, *, before):
    """What the old address opened is shut, and it is told. The new one is proved at the next sign-in."""
    if user.email.lower() == before.lower():
        return
    user.emailaddress_set.all().delete()
    address = EmailAddress.objects.create(user=user, email=user.email.lower(), primary=True)
    signals.email_changed.send(
        sender=EmailAddress,
        request=request,
        user=user,
        from_email_address=EmailAddress(user=user, email=before),
        to_email_address=address,
    )
    tell(before, key=f"moved:{address.pk}")


def tell(before, *, key):
    site = SiteSettings.current().name
    outbox.post(
        key=key,
        kind="account_moved",
        to=before,
        subject=_("Your account at %(site)s has another address") % {"site": site},
        text=_(
            "Hello,\n\nwe have moved your account at %(site)s to another e-mail address, as we were"
            " asked to. This address no longer signs in to it, and every device was signed out.\n\n"
            "If you did not ask for that, answer this letter."
        )
        % {"site": site},
    )
