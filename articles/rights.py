"""Who may do what with an article: asked by the admin, its screens and its verbs, and nowhere else said."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles import blocks, levels
from articles.blocks.cutting import LARGEST_SHARE
from articles.models import Article
from memberships.access import AccessLevel

# What an author may read but not set: it says who reads the article for nothing.
OF_THE_WALL = ("access_level", "next_level", "next_level_after_days", "free_sample_chapter")
GIVEN_AWAY = _(
    "The paywall line stands so low that it gives most of the text away. An author shows up to two"
    " fifths of a text: move the line up, or ask an editor."
)
STRICTNESS = {level: place for place, level in enumerate(AccessLevel)}


def may_edit_any(user):
    return user.has_perm("articles.edit_any_article")


def may_publish(user):
    return user.has_perm("articles.publish_article")


def may_set_access(user):
    return user.has_perm("articles.set_access_level")


def may_see(user, article):
    return may_edit_any(user) or wrote(user, article)


def may_change(user, article):
    """An author's own pieces, until an editor takes them."""
    if may_edit_any(user):
        return True
    return Article.objects.filter(pk=article.pk).open_to_their_author().written_by(user).exists()


def wrote(user, article):
    return Article.objects.filter(pk=article.pk).written_by(user).exists()


def closed_to(user):
    """The fields that this person leaves as they are."""
    return () if may_set_access(user) else OF_THE_WALL


def keep_behind_the_wall(article):
    """The level of somebody's piece who may not set it.

    Never lower than it was, than its kind's, or than that of the piece which it translates, now and later.
    """
    asked = [article.access_level, article.kind.default_access_level]
    if original := article.translation_of:
        asked.append(original.access_level)
        later = levels.change_of(original)
        if later and later != levels.change_of(article):
            asked.append(later.level)
    article.access_level = max(asked, key=STRICTNESS.__getitem__)


def gives_away(article, user, text):
    """Would this text show everybody more of a gated article than its author may?

    An author shows two fifths of it, what the rule shows where no line stands, or what somebody
    else showed of it before; an editor as much as an editor likes.
    """
    if not levels.is_ever_gated(article) or may_set_access(user):
        return False
    allowed = max(
        int(words_in(text) * LARGEST_SHARE),
        words_in(blocks.public_part(without_line(text))),
        shown_words(article, text_of_others(article, user)),
    )
    return shown_words(article, text) > allowed


def text_of_others(article, user):
    """The text as it last came from somebody else's hands."""
    last = article.revisions.exclude(made_by=user).first()
    return last.values["text"] if last else ""


def shown_words(article, body):
    return words_in(blocks.public_part(body, free_sample_chapter=article.free_sample_chapter))


def words_in(body):
    return blocks.word_count(blocks.plain_text(body))


def without_line(body):
    return blocks.write(block for block in blocks.parse(body) if not blocks.is_line(block))


def colleagues():
    """Whoever may be given an article: active staff who may change some."""
    right = {"content_type__app_label": "articles", "codename": "change_article"}
    by_group = Q(**{f"groups__permissions__{name}": value for name, value in right.items()})
    by_hand = Q(**{f"user_permissions__{name}": value for name, value in right.items()})
    staff = User.objects.filter(is_active=True, is_staff=True)
    return staff.filter(Q(is_superuser=True) | by_group | by_hand).distinct().order_by("name", "pk")
