"""Who may change a picture: a change of it changes every article that shows it."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles import rights
from articles.models import Article, Author
from articles.models.picture import PLACES

EVERYBODY_SEES_IT = _(
    "This picture comes only with the articles it stands in. Here everybody would see it: choose"
    " another, or take that mark off it in the library."
)


def may_change(user, picture):
    """An editor any; everybody else one that stands in no article that they may not change, and is no portrait."""
    if rights.may_edit_any(user):
        return True
    if Author.objects.filter(portrait=picture).exists():
        return False
    own = Article.objects.open_to_their_author().written_by(user).values("pk")
    return not Article.objects.showing(picture).exclude(pk__in=own).exists()


def is_shown_to_everybody(picture):
    """Does it stand where no article's gate is: at a head, on a cover, for sharing, as a portrait?"""
    if Author.objects.filter(portrait=picture).exists():
        return True
    named = (Article.objects.filter(Q((place, picture))) for place in PLACES)
    return any(articles.exists() for articles in named)
