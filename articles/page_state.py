"""What a page says to a reader about the articles on it."""

from articles import history, saving


def state(user, article_numbers):
    """{"saved": [numbers], "keeps_history": bool}"""
    if not user.is_authenticated:
        return {"saved": [], "keeps_history": False}
    return {
        "saved": saving.saved_among(user, article_numbers),
        "keeps_history": history.of(user) is not None,
    }
