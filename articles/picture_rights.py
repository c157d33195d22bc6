"""Who may change a picture: a change of it changes every article that shows it."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles import blocks, rights
from articles.models import Article, Author, Picture
from articles.models.picture import PLACES

EVERYBODY_SEES_IT = _(
    "This picture comes only with the articles it stands in. Here everybody would see it: choose"
    " another, or take that mark off it in the library."
)
GONE = _("The file of the picture “%(name)s” is missing from the library.")


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


def wanting(article, body):
    """[why not] this article may not stand with this text: a picture is another's secret, or gone."""
    named = [picture for place in PLACES if (picture := getattr(article, place))]
    found = [EVERYBODY_SEES_IT] if any(picture.is_gated for picture in named) else []
    if article.published_at is None:
        return found
    in_text = Picture.objects.filter(pk__in=blocks.picture_numbers(body))
    missing = [picture for picture in [*named, *in_text] if picture.is_missing]
    return found + [GONE % {"name": picture} for picture in missing]
