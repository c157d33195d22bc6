"""Records of what went wrong and of what was sent: kept as long as we promise, and no longer."""

from allauth.usersessions.models import UserSession
from django.conf import settings

from accounts.models import DataRequest, OutgoingMail, Session
from accounts.privacy import SETTLED
from newsroom.models import Alert


def forget_old(*, at):
    """Mails first: an alert about one that stands would be opened again."""
    mails = OutgoingMail.objects.filter(state__in=SETTLED)
    mails.filter(created_at__lt=at - settings.SENT_MAIL_KEPT).delete()
    # A stand-still that goes on is no record yet; what happened once is, whether or not one closed it.
    alerts = Alert.objects.filter(opened_at__lt=at - settings.SECURITY_EVENTS_KEPT)
    alerts.exclude(closed_at=None).delete()
    alerts.filter(key__regex="^(task|mail|schedule):").delete()
    DataRequest.objects.filter(at__lt=at - settings.SECURITY_EVENTS_KEPT).delete()


def forget_devices_without_session():
    """A sign-in that is over is no device of anybody's: its network address goes, too."""
    UserSession.objects.exclude(session_key__in=Session.objects.values("pk")).delete()
