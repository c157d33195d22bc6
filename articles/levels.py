"""Who a piece is for now: its level may change some days after it was published.

A piece says so itself, or its kind does ("PRO for 30 days, then for registered readers"; "free for
two days, then for registered readers"). Nothing has to run: the level is worked out from the times.
"""

from dataclasses import dataclass
from datetime import timedelta

from memberships.access import AccessLevel


@dataclass(frozen=True)
class Change:
    """To which level, and how long after publication."""

    level: str
    after: timedelta


def change_of(article):
    """The change that this piece is to see, by its own word or else by its kind's; or None."""
    if article.next_level:
        own = Change(article.next_level, timedelta(days=article.next_level_after_days))
        return own if own.level != article.access_level else None
    kind = article.kind if article.kind_id else None
    if kind is None or not kind.next_level or kind.next_level_from != article.access_level:
        return None
    return Change(kind.next_level, timedelta(days=kind.next_level_after_days))


def level_of(article, *, at):
    """The level at this time. LEVEL says the same in SQL."""
    change = change_of(article)
    if change is None or article.published_at is None or at < article.published_at + change.after:
        return article.access_level
    # What was free is shut only once its lead-in has been cut: until then all of it is public.
    is_cut = article.access_level != AccessLevel.FREE or article.lead_in_ready
    return change.level if is_cut else article.access_level


def is_ever_gated(article):
    """Is it for some readers only, now or before or later? Its public part is its lead-in then."""
    change = change_of(article)
    return article.access_level != AccessLevel.FREE or (
        change is not None and change.level != AccessLevel.FREE
    )


# The same rule for statements over `article` and its `kind`, at %(at)s.
LEVEL = """
    CASE
    WHEN article.access_level = 'free' AND NOT article.lead_in_ready THEN article.access_level
    WHEN article.next_level <> '' THEN
        CASE WHEN article.published_at + make_interval(days => article.next_level_after_days)
            <= %(at)s THEN article.next_level ELSE article.access_level END
    WHEN kind.next_level <> '' AND kind.next_level_from = article.access_level
        AND article.published_at + make_interval(days => kind.next_level_after_days) <= %(at)s
        THEN kind.next_level
    ELSE article.access_level END"""
