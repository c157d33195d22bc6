"""The way of an article to its publication: each step moves it, and tells whoever must know."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import outbox
from accounts.models import OutgoingMail, User
from articles import rights, writing
from articles.models.workflow import MOVES
from newsroom.lib.addresses import absolute
from publication.models import SiteSettings

# What a mail says: its subject, and what stands above the words and the address.
LETTERS = {
    "submitted": (
        gettext_lazy("Submitted: %(headline)s"),
        gettext_lazy("%(name)s has submitted “%(headline)s”. It waits for an editor."),
    ),
    "returned": (
        gettext_lazy("Handed back: %(headline)s"),
        gettext_lazy("%(name)s has handed “%(headline)s” back to you."),
    ),
    "assigned": (
        gettext_lazy("For you: %(headline)s"),
        gettext_lazy("%(name)s has assigned “%(headline)s” to you."),
    ),
}


def may_move(user, article, name):
    """May this person take this step, and does the article stand before it?"""
    allowed = rights.may_change(user, article) if name == "submit" else rights.may_edit_any(user)
    return allowed and article.may_move(name)


def moves_for(user, article):
    """The steps that are open now, in their order."""
    return [move for name, move in MOVES.items() if may_move(user, article, name)]


@transaction.atomic
def submit(article, *, at, by, words=""):
    if rights.gives_away(article, by, writing.text_of(article)):
        raise ValidationError(rights.GIVEN_AWAY)
    action = article.submit(at=at, by=by)
    comment(article, words, at=at, by=by)
    for address in addresses_of_the_desk(article):
        write(action, address, words)
    return action


@transaction.atomic
def take(article, *, at, by, words=""):
    action = article.take(at=at, by=by)
    comment(article, words, at=at, by=by)
    return action


@transaction.atomic
def hand_back(article, *, at, by, words=""):
    action = article.hand_back(at=at, by=by, words=words)
    comment(article, words, at=at, by=by)
    for writer in writers_of(article).exclude(pk=by.pk):
        write(action, writer.email, words)
    return action


@transaction.atomic
def mark_ready(article, *, at, by, words=""):
    action = article.mark_ready(at=at, by=by)
    comment(article, words, at=at, by=by)
    return action


@transaction.atomic
def assign(article, person, *, by):
    action = article.assign(person, by=by)
    if person and person != by:
        write(action, person.email, "")
    return action


STEPS = {"submit": submit, "take": take, "hand_back": hand_back, "mark_ready": mark_ready}


def comment(article, words, *, at, by):
    """A remark about the article, where there is one to make."""
    if words.strip():
        return article.desk_comments.create(text=words.strip(), made_at=at, made_by=by)
    return None


def addresses_of_the_desk(article):
    """The editor who has it; else the desk's own address, where the settings name one."""
    if article.assigned_to and article.assigned_to.is_active:
        return [article.assigned_to.email]
    return [address for address in [SiteSettings.current().desk_email] if address]


def writers_of(article):
    """The accounts of those who wrote it: who began it, and whose names stand above it."""
    signed = User.objects.filter(author__bylines__article=article).values("pk")
    begun = User.objects.filter(pk=article.created_by_id).values("pk")
    return User.objects.filter(is_active=True, pk__in=begun.union(signed)).order_by("pk")


def write(action, address, words):
    """One letter about one step, through the outbox."""
    subject, opening = LETTERS[action.verb]
    said = {
        "headline": " ".join(action.article.headline.split()),
        "name": action.by.get_short_name(),
    }
    link = absolute(reverse("admin:articles_article_change", args=[action.article_id]))
    parts = [opening % said, words.strip(), link]
    return outbox.post(
        key=f"desk:{action.pk}:{address}"[:200],
        kind=f"desk_{action.verb}",
        stream=OutgoingMail.Stream.NEWSROOM,
        to=address,
        subject=subject % said,
        text="\n\n".join(part for part in parts if part),
    )


def told(article):
    """What the person who submitted is told."""
    if addresses_of_the_desk(article):
        return _("Submitted. The desk has been told by mail.")
    return _("Submitted. It stands in “Waiting for edit”; the settings name no address to tell.")
