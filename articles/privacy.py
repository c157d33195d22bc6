"""What the articles hold about a person: what they keep as readers, and what they did at the desk."""

from articles.models import Author, HistoryEntry, ReadingHistory
from newsroom.lib.persons import Fate, Held

WORK = "It is work on the paper's articles, and says nothing else about whoever did it."
OF_THE_DESK = Held(Fate.ANONYMISED, not_exported_because=WORK)

HELD = {
    "articles.SavedArticle": Held(Fate.ERASED, exported="saved_articles"),
    "articles.ReadingHistory": Held(Fate.ERASED, exported="reading_history_switched_on"),
    "articles.HistoryEntry": Held(Fate.ERASED, exported="reading_history"),
    "articles.Author": Held(
        Fate.KEPT,
        exported="author_page",
        kept_because="It stands under published articles. The tie to the account goes.",
    ),
    "articles.GiftLink": Held(Fate.ERASED, exported="gifts"),
    "articles.GiftOpening": Held(
        Fate.ERASED, not_exported_because="It says that a browser opened a gift, not whose it is."
    ),
    "articles.WorkingCopy": Held(Fate.ERASED, not_exported_because=WORK),
    "articles.Article": OF_THE_DESK,
    "articles.Attachment": OF_THE_DESK,
    "articles.Revision": OF_THE_DESK,
    "articles.DeskAction": OF_THE_DESK,
    "articles.DeskComment": OF_THE_DESK,
    "articles.Correction": OF_THE_DESK,
    "articles.PreviewLink": OF_THE_DESK,
    "articles.FrontPage": OF_THE_DESK,
    "articles.BreakingBar": OF_THE_DESK,
}


def export(user):
    """[(the part's name, its rows as plain data)]"""
    saved = user.saved_articles.order_by("-saved_at")
    read = HistoryEntry.objects.filter(history__user=user).order_by("-read_at")
    return [
        ("saved_articles", (kept(row, row.saved_at) for row in with_headlines(saved))),
        ("reading_history_switched_on", ReadingHistory.objects.filter(user=user).values("since")),
        ("reading_history", (kept(row, row.read_at) for row in with_headlines(read))),
        ("gifts", (given(link) for link in user.gift_links.select_related("article__section"))),
        (
            "author_page",
            Author.objects.filter(user=user).values("name", "role", "biography", "email"),
        ),
    ]


def given(link):
    return kept(link, link.made_at) | {"ends_until": link.ends_until, "is_named": link.is_named}


def with_headlines(rows):
    return rows.select_related("article__section").iterator(chunk_size=500)


def kept(row, at):
    """What a reader was shown of an article; nothing of one that went back to the desk."""
    article = row.article
    was_shown = article.is_live() or article.state == "withdrawn"
    return {
        "article": article.pk,
        "headline": article.headline if was_shown else "",
        "address": article.get_absolute_url() if was_shown else "",
        "at": at,
    }


def erase(user, *, at):
    """What they kept as a reader. At the desk the rows lose the person when the account goes."""
    user.saved_articles.all().delete()
    ReadingHistory.objects.filter(user=user).delete()
