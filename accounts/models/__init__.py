"""Who signs in, and the outbox every mail leaves through."""

from accounts.models.data_request import AccountDeletion, DataRequest
from accounts.models.invitation import Invitation
from accounts.models.outgoing_mail import OutgoingMail, SendingPause
from accounts.models.session import Session
from accounts.models.user import User

__all__ = [
    "AccountDeletion",
    "DataRequest",
    "Invitation",
    "OutgoingMail",
    "SendingPause",
    "Session",
    "User",
]
