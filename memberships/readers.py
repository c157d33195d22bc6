"""Who is reading: from a request to the Reader that the decision needs, in one query."""

import json
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts import sessions, staff
from accounts.models import User
from memberships.access import ANONYMOUS, Holding, Reader
from memberships.plans import FREE, PRO, opened_by

# Constant SQL, as docs/adr/0010 says: the session, its person, the desk's right, and the grants.
ENTITLED = """
    "user".id, "user".password, "user".is_staff,
    "user".is_staff AND ("user".is_superuser OR EXISTS (
        SELECT FROM auth_permission permission
        JOIN django_content_type type ON type.id = permission.content_type_id
        WHERE type.app_label || '.' || permission.codename = %(desk)s AND permission.id IN (
            SELECT given.permission_id FROM accounts_user_groups mine
            JOIN auth_group_permissions given ON given.group_id = mine.group_id
            WHERE mine.user_id = "user".id
            UNION
            SELECT given.permission_id FROM accounts_user_user_permissions given
            WHERE given.user_id = "user".id)
    )) AS is_editor,
    (SELECT json_agg(json_build_array(
        given.id, given.plan, given.starts_at, given.ends_until, given.revoked_at))
     FROM memberships_grant given WHERE given.user_id = "user".id) AS grants
"""
BY_SESSION = f"""
    SELECT {ENTITLED}, session.session_data, session.expire_date
    FROM accounts_session session JOIN accounts_user "user" ON "user".id = session.user_id
    WHERE session.session_key = %(key)s AND session.expire_date > %(at)s AND "user".is_active
"""
BY_USER = (
    f'SELECT {ENTITLED} FROM accounts_user "user" WHERE "user".id = %(user)s AND "user".is_active'
)


def recall(request, *, at):
    """The reader behind this request, by its session cookie. One query."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    row = ask(BY_SESSION, key=key, at=at) if key else None
    data = held_by_session(request, row, at=at) if row else None
    if data is None:
        return ANONYMOUS
    if settings.STAFF_MFA_REQUIRED and not staff.has_shown_in(data):
        row = replace(row, is_editor=False)
    return seen_as(data, row) or reader_of(row, at=at)


def entitlements(user, *, at=None):
    """The Reader that this account is at `at`: for the support desk, mails and pages of the account."""
    at = at or timezone.now()
    row = ask(BY_USER, user=user.pk) if user.is_authenticated else None
    return reader_of(row, at=at) if row else ANONYMOUS


def is_at_the_desk(user):
    """The rule of `is_editor` for an account in hand. Whoever has left may have kept the group."""
    return user.is_active and user.is_staff and user.has_perm(settings.DESK_PERMISSION)


@dataclass(frozen=True)
class Row:
    """What the queries answer; the last two only by session."""

    user_id: int
    password: str
    is_staff: bool
    is_editor: bool
    grants: str | None
    session_data: str = ""
    expires_at: datetime | None = None


def ask(sql, **values):
    with connection.cursor() as cursor:
        cursor.execute(sql, {"desk": settings.DESK_PERMISSION, **values})
        row = cursor.fetchone()
    return Row(*row) if row else None


def held_by_session(request, row, *, at):
    """What the session keeps, if it is this person's still; after a change of password it is not."""
    data = request.session.decode(row.session_data)
    user = User(pk=row.user_id, password=row.password, is_staff=row.is_staff)
    if data.get(SESSION_KEY) != str(user.pk) or not hash_matches(data, user):
        return None
    sessions.renew(
        request.session.session_key,
        data,
        ends_at=row.expires_at,
        lifetime=sessions.lifetime_of(user),
        at=at,
    )
    return data


def hash_matches(data, user):
    """Django's own rule, django.contrib.auth.get_user: today's key, or one that was rotated out."""
    said = data.get(HASH_SESSION_KEY) or ""
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    return any(constant_time_compare(said, one) for one in hashes)


def reader_of(row, *, at):
    """From the row to the Reader: a free account opens what is for registered readers."""
    held = [holding for grant in grants_of(row) for holding in holdings(*grant, at=at)]
    free = on_plan(FREE)
    return replace(free, held=(*free.held, *held), is_editor=row.is_editor, user_id=row.user_id)


def on_plan(plan):
    """Anybody who has this plan and nothing else."""
    held = tuple(Holding(entitlement, plan.key) for entitlement in sorted(plan.grants))
    return Reader(held, is_signed_in=True)


# As whom the desk may look at the site, and under which name the session keeps the choice.
VIEW_AS = "view_as"
SEEN_AS = {
    key: replace(reader, seen_as=key)
    for key, reader in {
        "anonymous": ANONYMOUS,
        "registered": on_plan(FREE),
        "pro": on_plan(PRO),
    }.items()
}


def seen_as(data, row):
    """The Reader that somebody chose to be. The desk's right is asked now, not when they chose."""
    return SEEN_AS.get(data.get(VIEW_AS)) if row.is_editor else None


def grants_of(row):
    """[(id, plan, starts_at, ends_until, revoked_at)] of this reader, also those that are over."""
    grants = row.grants if isinstance(row.grants, list) else json.loads(row.grants or "[]")
    return [(pk, plan, *map(moment, times)) for pk, plan, *times in grants]


def moment(text):
    return datetime.fromisoformat(text) if text else None


def holdings(pk, plan, starts_at, ends_until, revoked_at, *, at):
    """What a grant opens at this time: the rule of Grant.is_in_force(), on a row of the query."""
    in_force = starts_at <= at and revoked_at is None and (ends_until is None or at < ends_until)
    opened = opened_by(plan) if in_force else ()
    return [Holding(entitlement, f"grant:{pk}", ends_until) for entitlement in opened]
