"""What follows when allauth tells that something about an account has changed."""

from allauth.account import signals as account
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.dispatch import receiver

SECOND_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
ENDING = (
    account.password_changed,
    account.password_set,
    account.password_reset,
    account.email_changed,
    mfa.authenticator_added,
    mfa.authenticator_removed,
)


@receiver(ENDING, dispatch_uid="accounts.end_other_sessions")
def end_other_sessions(sender, request, user, **said):
    """Whoever is signed in elsewhere signs in again: it may be the one this change is to keep out."""
    here = request.session.session_key or ""
    user.sessions.exclude(pk=here).delete()
    UserSession.objects.filter(user=user).exclude(session_key=here).delete()


@receiver(account.email_confirmed, dispatch_uid="accounts.forget_password_of_others")
def forget_password_of_others(sender, request, email_address, **said):
    """A password that was there before the address was confirmed may be somebody else's.

    Whoever types the code of the sign-up knows it. Whoever comes in by another code may be the
    owner of an address that a stranger signed up.
    """
    user = email_address.user
    if not getattr(request, "confirmed_at_sign_up", False) and user.last_login is None:
        user.set_unusable_password()
        user.save(update_fields=["password"])


@receiver(mfa.authenticator_added, dispatch_uid="accounts.enrolling_is_proof")
def enrolling_is_proof(sender, request, user, authenticator, **said):
    """Whoever has just shown a second step need not show it once more to enter the newsroom."""
    if authenticator.type in SECOND_STEPS:
        record_authentication(
            request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True
        )
