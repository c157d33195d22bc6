"""What a page says to a reader about the articles on it."""

from articles import gift_links, history, saving
from memberships.readers import entitlements
from newsroom.lib.addresses import path_of


def state(user, article_numbers):
    """What this reader kept and may give.

    {"saved": [numbers], "remove_at": address, "note_at": address or "" where no history is kept,
    "may_give": is the link that gives an article shown?}
    """
    if not user.is_authenticated:
        return {"saved": []}
    return {
        "saved": saving.saved_among(user, article_numbers),
        "remove_at": path_of("articles:remove_saved_article"),
        "note_at": path_of("articles:note_reading") if history.of(user) else "",
        "may_give": gift_links.may_give(entitlements(user)),
    }
