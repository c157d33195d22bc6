"""Before an article is published: what still wants, in sentences, and what of it holds back."""

import re
from dataclasses import dataclass

from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from articles import blocks, levels, writing
from articles import links as outside_links
from articles.models import Article, ChecklistRule, Picture

Check, Weight = ChecklistRule.Check, ChecklistRule.Weight
LONGEST_HEADLINE = 110  # letters: search engines and cards cut what is longer
PICTURES = "pictures_in_its_text"  # where they are kept on the article during one look at it
LINK = re.compile(r'<a [^>]*href="(/[^"#?]*)')
MOST_LINKS = 100
# A lead-in shows at least so many words, and gives away at most so much of the whole.
LARGEST_SHARE, LEAST_SHOWN = 0.9, 6


@dataclass(frozen=True)
class Finding:
    """One thing that wants, and whether it holds the article back."""

    check: str
    sentence: str
    holds_back: bool


def findings(article):
    """What wants in the article as it is saved; what holds it back first."""
    weights = ChecklistRule.weights()
    vars(article).pop(PICTURES, None)
    found = [
        Finding(check, sentence, weights[check] == Weight.BLOCKS)
        for check, look in CHECKS.items()
        if weights[check] != Weight.OFF
        for sentence in look(article)
    ]
    return sorted(found, key=lambda finding: not finding.holds_back)


def headline(article):
    if len(article.headline) > LONGEST_HEADLINE and not article.short_headline:
        yield _("The headline has %(count)d letters. Give it a short one for narrow places.") % {
            "count": len(article.headline)
        }


def byline(article):
    if not is_signed(article):
        yield _("Nobody signs it.")


def is_signed(article):
    """with_signatures() brings it along."""
    known = getattr(article, "is_signed", None)
    return article.bylines.exists() if known is None else known


def standfirst(article):
    if not article.standfirst:
        yield _("It has no standfirst.")


def alt(article):
    if article.lead_picture and not article.alt:
        yield _("The lead picture has no text for those who cannot see it.")
    bare = [picture for picture in in_the_text(article) if not picture.alt]
    if bare:
        yield _("Pictures in the text without a text for those who cannot see them: %(count)d.") % {
            "count": len(bare)
        }


def in_the_text(article):
    """The pictures in the text; two checks look at them, one query asks."""
    if PICTURES not in vars(article):
        vars(article)[PICTURES] = list(Picture.objects.filter(uses__article=article))
    return vars(article)[PICTURES]


def lead_in(article):
    """A gated text shows something of itself, and keeps something."""
    if not levels.is_ever_gated(article):
        return
    whole = blocks.word_count(blocks.plain_text(writing.text_of(article)))
    shown = blocks.word_count(blocks.plain_text(article.public_html))
    if not whole:
        yield _("It has no text.")
    elif shown < LEAST_SHOWN:
        yield _("Hardly a word of it can be read without an account. Set the paywall line lower.")
    elif shown > LARGEST_SHARE * whole:
        yield _("Nearly all of it can be read without an account. Set the paywall line higher.")


def links(article):
    """Links to our own pages that lead nowhere or to what is not live, and to others' that are broken."""
    paths = dict.fromkeys(LINK.findall(writing.text_of(article)))
    for path in list(paths)[:MOST_LINKS]:
        if not leads_somewhere(path):
            yield _("The link to %(path)s leads nowhere.") % {"path": path}
    for link in outside_links.broken(article):
        yield _("%(address)s did not answer: %(problem)s") % {
            "address": link.address,
            "problem": link.problem,
        }


def leads_somewhere(path):
    try:
        match = resolve(path)
    except Resolver404:
        return False
    words = match.kwargs
    if match.url_name not in ("article_detail", "article_detail_in_language"):
        return True
    pieces = Article.objects.live().in_language(words.get("language", "en"))
    return pieces.filter(section__slug=words["section"], slug=words["slug"]).exists()


def files(article):
    named = [article.lead_picture, article.cover, article.share_picture]
    pictures = [*named, *in_the_text(article)]
    for picture in filter(None, dict.fromkeys(pictures)):
        if picture.is_missing:
            yield _("The file of the picture “%(name)s” is missing.") % {"name": picture}
    for picture in filter(None, dict.fromkeys(named)):
        if picture.is_gated:
            yield _(
                "The picture “%(name)s” comes only with the whole article, but stands where everybody"
                " would see it."
            ) % {"name": picture}


CHECKS = {
    Check.FILES: files,
    Check.ALT: alt,
    Check.LEAD_IN: lead_in,
    Check.BYLINE: byline,
    Check.STANDFIRST: standfirst,
    Check.HEADLINE: headline,
    Check.LINKS: links,
}
