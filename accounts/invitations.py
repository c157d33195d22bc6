"""Inviting staff: a letter with a link that ends and works once; whoever follows it gets the role."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import outbox
from accounts.models import Invitation, User
from newsroom.lib.addresses import absolute
from publication.models import SiteSettings


class NotOpen(Exception):
    """Used, taken back or over: perhaps a moment ago."""


class NotTheirs(Exception):
    """The address has an account, and whoever follows the link is not signed in to it."""


@transaction.atomic
def invite(*, email, name, role, by, at):
    """Write the invitation and its letter; an earlier one to this address ends."""
    check_address(email)
    Invitation.objects.open(at).filter(email__iexact=email).update(revoked_at=at)
    invitation, token = Invitation.objects.make(email=email, name=name, role=role, by=by, at=at)
    send(invitation, token)
    return invitation


def check_address(email):
    """ValidationError where an invitation would open nothing."""
    if is_closed(email):
        raise ValidationError(
            _(
                "The account of %(email)s is deactivated. Ask an administrator to activate it"
                " before you invite this person."
            )
            % {"email": email},
            code="deactivated",
        )


def is_closed(email):
    return User.objects.filter(email__iexact=email, is_active=False).exists()


def send(invitation, token):
    site = SiteSettings.current()
    said = {
        "name": invitation.name,
        "site": site.name,
        "role": invitation.role.name,
        "by": invitation.made_by.get_short_name(),
        "link": absolute(reverse("accounts:invitation", kwargs={"token": token})),
    }
    outbox.post(
        key=f"invitation:{invitation.pk}",
        kind="invitation",
        to=invitation.email,
        subject=_("Join the newsroom of %(site)s") % said,
        text=_(
            "Hello %(name)s,\n\n%(by)s invites you to work at %(site)s (role: %(role)s). Follow this"
            " link within three days to set a password; it works once.\n\n%(link)s\n\nIf you did not"
            " expect this, do nothing: without you nothing happens."
        )
        % said,
    )


def invited(token, *, at):
    """The open invitation of this token, or None; none for an account that is deactivated."""
    found = Invitation.objects.open(at).opened_by(token)
    found = found.select_related("role", "made_by").first()
    return None if found is None or is_closed(found.email) else found


def account_of(invitation):
    """The account that the address has already, or None."""
    return User.objects.filter(email__iexact=invitation.email).first()


@transaction.atomic
def accept(invitation, *, password=None, by=None, at):
    """Give the role to a new account with this password, or to the invited one that is signed in."""
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not locked.is_open(at) or is_closed(locked.email):
        raise NotOpen
    account = account_of(locked)
    if account is not None and account != by:
        raise NotTheirs
    account = account or begin(locked, password)
    account.is_staff = True
    account.save(update_fields=["is_staff"])
    account.groups.add(locked.role)
    locked.use(at=at)
    return account


def begin(invitation, password):
    """A new account; its address is verified, for the link came to it."""
    user = User.objects.create_user(invitation.email, password, name=invitation.name)
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user
