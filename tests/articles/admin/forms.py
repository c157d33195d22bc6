"""What the edit screen of an article sends."""

from articles.models import Kind
from tests.factories import make_section

INLINES = ("bylines", "chosen_related", "attachments", "corrections")


def form_of(article=None, **fields):
    """The form as a browser would send it: of this article, or of a new one."""
    empty = {f"{name}-{part}": 0 for name in INLINES for part in ("TOTAL_FORMS", "INITIAL_FORMS")}
    given = {"headline": "From the desk", "slug": "from-the-desk", "language": "en", "access_level": "pro",
             "kind": Kind.objects.get(slug="news").pk, "section": make_section().pk,
             "body_html": "<p>Above.</p>"}  # fmt: skip
    if article:
        given |= {"headline": article.headline, "slug": article.slug, "kind": article.kind_id,
                  "section": article.section_id, "access_level": article.access_level,
                  "standfirst": article.standfirst}  # fmt: skip
    return {**empty, **given, **fields}
