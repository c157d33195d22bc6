"""What the memberships hold about a person, how they get a copy of it, and how it goes."""

from newsroom.lib.persons import Fate, Held

HELD = {
    "memberships.Grant": Held(Fate.ERASED, exported="grants"),
    "memberships.AccessChange": Held(Fate.ERASED, exported="changes_of_access"),
    "memberships.MeteredRead": Held(Fate.ERASED, exported="free_reads_of_this_month"),
}


def export(user):
    """[(the part's name, its rows as plain data)]"""
    grants = user.grants.newest_first()
    changes = user.access_changes.order_by("made_at", "pk")
    return [
        (
            "grants",
            grants.values("plan", "kind", "reason", "starts_at", "ends_until", "revoked_at"),
        ),
        ("changes_of_access", changes.values("verb", "source", "detail", "reason", "made_at")),
        ("free_reads_of_this_month", user.metered_reads.values("month", "content_key", "level")),
    ]


def erase(user, *, at):
    """Grants and their history go with the account; what this person gave others stays, unsigned."""
