"""Each output's gate, switched off: {output: {gate: how}}. With any of them off leakcheck is red."""

from types import SimpleNamespace

from unfold import sites

from accounts.models import OutgoingMail
from articles import (
    feeds,
    free_reads,
    gift_links,
    gift_views,
    rights,
    sitemaps,
    structured_data,
    views,
)
from articles import search as searching
from articles.admin import front
from articles.admin.article import ArticleAdmin
from articles.models import Article
from articles.models.desk_sentences import DeskSentences
from articles.models.preview_link import PreviewLinkQuerySet
from memberships import crawlers, gates, meter, readers
from memberships.access import NOWHERE, Access, AccessLevel, Holding, Meter, Reason
from newsroom import page_state, pages, support_desk
from newsroom.lib import caching, html
from publication import views as page_views

GRANTED = Access(True, Reason.OPEN)


def hidden_words(article):
    return article.text.body_text


def shows_all(module, name):
    """A view that decides by itself, and wrongly."""

    def switch(patch, edition):
        show = getattr(module, name)
        patch.setattr(
            module, name, lambda request, article, access: show(request, article, GRANTED)
        )

    return switch


def adds_to(module, name):
    """A page whose frame, menu or title comes to hold words of a story."""

    def switch(patch, edition):
        make = getattr(module, name)

        def leaking(*args, **kwargs):
            response = make(*args, **kwargs)
            if hasattr(response, "render"):
                response.render()
            response.content += edition.canaries[0].word.encode()
            return response

        patch.setattr(module, name, leaking)

    return switch


def field_holds_the_text(name):
    """A public field filled from the body, as an automatic summary would be."""

    def switch(patch, edition):
        patch.setattr(Article, name, property(hidden_words, lambda article, value: None))

    return switch


def structured_data_holds_the_text(patch, edition):
    make = structured_data.news_article
    patch.setattr(
        structured_data, "news_article",
        lambda article, site: {**make(article, site), "articleBody": hidden_words(article)},
    )  # fmt: skip


def feed_holds_the_text(patch, edition):
    patch.setattr(feeds.NewsFeed, "item_description", lambda feed, article: hidden_words(article))


def everything_counts_as_live(module):
    def switch(patch, edition):
        objects = SimpleNamespace(live=lambda at=None: Article.objects.all())
        patch.setattr(module, "Article", SimpleNamespace(objects=objects))

    return switch


def search_looks_into_everything(patch, edition):
    levels = [str(level) for level in AccessLevel if level != AccessLevel.FREE]
    patch.setattr(searching, "gated_levels_open_to", lambda reader: levels)


def excerpts_are_of_the_text(patch, edition):
    patch.setattr(searching, "marked", lambda excerpt, article: html.trusted(hidden_words(article)))


def returns(owner, name, value):
    def switch(patch, edition):
        patch.setattr(owner, name, lambda *args, **kwargs: value)

    return switch


def everybody_sees_all_articles(patch, edition):
    """Two gates stand one behind the other: the list of those whom one sees, and the one in hand."""
    patch.setattr(DeskSentences, "seen_by", lambda articles, user: articles)
    patch.setattr(rights, "may_see", lambda user, article: True)


def board_opens_to_all_staff(patch, edition):
    """What it shows today is public; so that the door is seen to be open, it shows more."""
    adds_to(pages, "render")(patch, edition)
    patch.setattr(front.FrontPageAdmin, "has_view_permission", lambda *args, **kwargs: True)


def ended_links_open(patch, edition):
    patch.setattr(PreviewLinkQuerySet, "open", lambda links, at=None: links)


def letters_go_to_readers(patch, edition):
    mine = OutgoingMail.objects.filter(key__startswith=f"leakcheck:{edition.mark}")
    mine.update(to_address=f"{edition.mark}-registered@example.org")


def letters_are_shown(patch, edition):
    OutgoingMail.objects.filter(key__startswith=f"leakcheck:{edition.mark}").update(kind="other")


def caches_may_keep_it(patch, edition):
    patch.setattr(caching, "PRIVATE", caching.PUBLIC)


def everything_is_granted(patch, edition):
    def open_all(request, found, *, openings=None):
        pieces = found if isinstance(found, list) else [found]
        return (pieces or [NOWHERE])[0], GRANTED

    patch.setattr(gates, "first_open", open_all)


def door_shows_all(patch, edition):
    patch.setattr(gift_views, "OVER", GRANTED)


def every_article_is_live(patch, edition):
    patch.setattr(Article, "is_live", lambda article, at=None: True)


def whoever_wants_views_as(patch, edition):
    patch.setattr(readers, "seen_as", lambda data, row: readers.SEEN_AS.get(data.get("view_as")))


def ended_grants_open(patch, edition):
    patch.setattr(readers, "holdings", lambda pk, plan, *times, at: [
        Holding(entitlement, "grant") for entitlement in readers.opened_by(plan)
    ])  # fmt: skip


def desk_opens_to_all_staff(name):
    def switch(patch, edition):
        patch.setattr(ArticleAdmin, name, lambda *args, **kwargs: True)

    return switch


CONTROLS = {
    "article": {
        "the view": shows_all(views, "show_article"),
        "JSON-LD": structured_data_holds_the_text,
        "meta description": field_holds_the_text("search_description"),
        "Open Graph": field_holds_the_text("share_description"),
        "caches": caches_may_keep_it,
        "meter": returns(meter, "of", Meter(limit=2, left=1, has_opened=True)),
        "gift links": returns(gift_links, "is_alive", True),
        "view as": whoever_wants_views_as,
        "crawlers": returns(crawlers, "is_named", True),
        "grants": ended_grants_open,
    },
    "file": {"the decision": everything_is_granted, "whose drafts": returns(rights, "may_see", True)},
    "gated picture": {"the decision": everything_is_granted},
    "gift": {"the door": door_shows_all},
    "meter": {"the way on": adds_to(free_reads, "led_to")},
    "shelf": {"live": every_article_is_live},
    "export": {"live": every_article_is_live},
    "support": {"live": everything_counts_as_live(support_desk)},
    "print": {"the view": shows_all(views, "print_article")},
    "feed": {"items": feed_holds_the_text, "live": everything_counts_as_live(feeds)},
    "cards": {"standfirsts": field_holds_the_text("standfirst"), "live": everything_counts_as_live(views)},
    "sitemap": {"live": everything_counts_as_live(sitemaps)},
    "search": {"matches": search_looks_into_everything, "excerpts": excerpts_are_of_the_text},
    "preview": {"whose it is": returns(rights, "may_see", True), "ended links": ended_links_open},
    "front preview": {"the door": board_opens_to_all_staff},
    "page": {"the frame": adds_to(page_views, "render")},
    "account": {"the corner": adds_to(page_state, "JsonResponse")},
    "desk": {"the index": adds_to(sites, "TemplateResponse")},
    "desk article": {"whose it is": everybody_sees_all_articles},
    "desk lists": {"whose they are": everybody_sees_all_articles},
    "desk history": {"whose it is": everybody_sees_all_articles},
    "desk screen": {"the door": desk_opens_to_all_staff("has_view_or_change_permission")},
    "mail": {"addresses": letters_go_to_readers, "the admin's list": letters_are_shown},
}  # fmt: skip
# Outputs that have no gate, and why.
NO_GATE = {"media": "the random address of a picture that is not gated is its key"}
