"""Each output's gate, switched off: {output: {gate: how}}. With any of them off leakcheck is red."""

from types import SimpleNamespace

from unfold import sites

from accounts import views as account_views
from accounts.models import OutgoingMail
from articles import feeds, rights, sitemaps, structured_data, views
from articles import search as searching
from articles.admin import front
from articles.admin.article import ArticleAdmin
from articles.models import Article
from articles.models.desk_sentences import DeskSentences
from articles.models.preview_link import PreviewLinkQuerySet
from memberships.access import Access, AccessLevel, Reason
from newsroom import pages
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
    },
    "print": {"the view": shows_all(views, "print_article")},
    "feed": {"items": feed_holds_the_text, "live": everything_counts_as_live(feeds)},
    "cards": {"standfirsts": field_holds_the_text("standfirst"), "live": everything_counts_as_live(views)},
    "sitemap": {"live": everything_counts_as_live(sitemaps)},
    "search": {"matches": search_looks_into_everything, "excerpts": excerpts_are_of_the_text},
    "preview": {"whose it is": returns(rights, "may_see", True), "ended links": ended_links_open},
    "front preview": {"the door": board_opens_to_all_staff},
    "page": {"the frame": adds_to(page_views, "render")},
    "account": {"the corner": adds_to(account_views, "JsonResponse")},
    "desk": {"the index": adds_to(sites, "TemplateResponse")},
    "desk article": {"whose it is": everybody_sees_all_articles},
    "desk lists": {"whose they are": everybody_sees_all_articles},
    "desk history": {"whose it is": everybody_sees_all_articles},
    "desk screen": {"the door": desk_opens_to_all_staff("has_view_or_change_permission")},
    "mail": {"addresses": letters_go_to_readers, "the admin's list": letters_are_shown},
}  # fmt: skip
# Outputs whose gate cannot be switched off yet, and why.
NO_GATE_YET = {"file": "no file or picture is gated yet: a picture's address is its key"}
