"""Before a scheduled article goes live: nothing of it may be wanting that readers would see."""

from datetime import timedelta

from django.utils import timezone

from articles import checklist
from articles.models import Article

LOOKED_AHEAD = timedelta(minutes=15)


def hold_back_what_wants(at=None):
    """Take off the schedule what would go live with a picture whose file is gone: [(article, sentence)]."""
    at = at or timezone.now()
    soon = Article.objects.filter(published_at__gt=at, published_at__lte=at + LOOKED_AHEAD)
    held = []
    for article in soon.filter(withdrawn_at=None).select_related(
        "lead_picture", "cover", "share_picture"
    ):
        if wanting := " ".join(checklist.files(article)):
            article.unschedule()
            held.append((article, wanting))
    return held
