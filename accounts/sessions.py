"""Sessions: where they are kept, how long they live unused, and how long at all.

The settings name this module as SESSION_ENGINE. How long: our privacy page, and ASVS 5.0 7.3.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from accounts.models import Session, User

BEGAN = "_began"


@dataclass(frozen=True)
class Lifetime:
    """`idle` counts from the last use, `absolute` from signing in; a use is noted once a `notice`."""

    idle: timedelta
    absolute: timedelta
    notice: timedelta

    def end(self, *, began, at):
        return min(at + self.idle, began + self.absolute)


READERS = Lifetime(timedelta(days=30), timedelta(days=180), notice=timedelta(days=1))
STAFF = Lifetime(timedelta(minutes=30), timedelta(hours=12), notice=timedelta(minutes=1))


def lifetime_of(user):
    return STAFF if user is not None and user.is_staff else READERS


def renew(session_key, data, *, ends_at, lifetime, at):
    """Note that a session is used, unless it was just noted: its end moves, nothing else does.

    Never by saving the session: that would write over what another request just put there.
    """
    began = datetime.fromtimestamp(data.get(BEGAN, 0), tz=UTC)
    end = lifetime.end(began=began, at=at)
    if end - ends_at >= lifetime.notice:
        Session.objects.filter(session_key=session_key, expire_date=ends_at).update(expire_date=end)


class SessionStore(DatabaseStore):
    """Django's sessions in the database, each with its person and its two ends."""

    @classmethod
    def get_model_class(cls):
        return Session

    def load(self):
        session = self._get_session_from_db()
        if session is None:
            return {}
        data = self.decode(session.session_data)
        renew(
            session.session_key,
            data,
            ends_at=session.expire_date,
            lifetime=lifetime_of(session.user),
            at=timezone.now(),
        )
        return data

    def cycle_key(self):
        """A new key at every sign-in: from there the absolute lifetime counts."""
        self._session.pop(BEGAN, None)
        super().cycle_key()

    def create_model_instance(self, data):
        at = timezone.now()
        began = datetime.fromtimestamp(data.setdefault(BEGAN, at.timestamp()), tz=UTC)
        session = super().create_model_instance(data)
        session.user = User.objects.filter(pk=data.get(SESSION_KEY)).first()
        session.expire_date = lifetime_of(session.user).end(began=began, at=at)
        return session
