"""Who may change a picture: a change of it changes every article that shows it."""

from articles import rights
from articles.models import Article, Author


def may_change(user, picture):
    """An editor any; everybody else one that stands in no article that they may not change, and is no portrait."""
    if rights.may_edit_any(user):
        return True
    if Author.objects.filter(portrait=picture).exists():
        return False
    own = Article.objects.open_to_their_author().written_by(user).values("pk")
    return not Article.objects.showing(picture).exclude(pk__in=own).exists()
