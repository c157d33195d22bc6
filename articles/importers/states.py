"""What an item was there, and what of it may be here: only what was public is public."""

import re

from django.utils import timezone

NUMBER = re.compile(r"[0-9]{1,18}")
# Only what was public becomes public; the rest is kept as a draft.
DRAFTS = {
    "draft": "a draft there",
    "pending": "waiting for review there",
    "future": "scheduled there: schedule it again",
    "private": "private there",
}
REFUSED_TYPES = {
    "attachment": "a file: it comes along with the text that shows it",
    "nav_menu_item": "a menu item: menus are made in the admin",
    "revision": "an old version",
    "wp_block": "a reusable block",
    "wp_template": "a template",
    "wp_global_styles": "styles",
    "custom_css": "styles",
    "customize_changeset": "settings",
}


def unreadable(item):
    """Why this is nothing that readers read, or an empty string."""
    if item.type not in ("post", "page"):
        return REFUSED_TYPES.get(item.type, f"“{item.type}” is nothing that readers read")
    return "" if NUMBER.fullmatch(item.number) else "it has no number"


def hidden(item):
    """Why readers could not reach it there, or an empty string."""
    if item.password:
        return "it had a password there"
    if item.status == "publish":
        return ""
    return DRAFTS.get(item.status) or f"its state there was “{item.status}”"


def never_taken(item):
    """Why it has no place here, not even as a draft."""
    if item.status in ("trash", "auto-draft", "inherit"):
        return f"its state is “{item.status}”"
    if item.type == "page" and hidden(item):
        return "a page that was not public: standing pages are always public here"
    return ""


def withdraw(known, digest):
    """Once: an editor who publishes it again after this has the last word."""
    was_edited = known.was_edited
    known.article.withdraw(at=timezone.now())
    known.digest = digest
    if not was_edited:
        known.article.refresh_from_db(fields=["modified_at"])
        known.left_at = known.article.modified_at
    known.save(update_fields=["digest", "left_at"])
