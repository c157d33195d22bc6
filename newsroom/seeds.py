"""What invented articles are made of: words as unequal as in a real archive, and rows in bulk."""

import random
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from articles import blocks
from articles.models import (
    Article,
    ArticleText,
    Author,
    Byline,
    Industry,
    Kind,
    Picture,
    Region,
    Section,
    Topic,
)
from articles.search_letters import fold
from memberships.access import AccessLevel

KEY, SLUG = "seed:", "seed-"
APART = timedelta(minutes=37)
BODIES, NAMES = 200, 5000
WORDS = """
the of and in to a that for on with was said water price council bank rain road school tender
meter bridge market ministry grain union power tariff cable ship well court survey valley clinic
orchard railway budget licence storage wind station teacher minister village river engineer contract
audit permit deposit line summer winter figure answer morning evening quarter harbour pilot customs
reservoir glass copper cotton archive notary ferry lantern quarry saffron caravan barley
""".split()  # noqa: SIM905
# The word at place n is used 1/n as often as the first (Zipf's law).
OFTEN = [1 / place for place in range(1, len(WORDS) + 1)]
NAMED_OFTEN = [1 / (place + 20) for place in range(NAMES)]
SYLLABLES = [first + vowel for first in "bdfghjklmnrstz" for vowel in "aeiou"]


@dataclass(frozen=True)
class Body:
    """A text made once and used by many articles: whole, public, and as plain words."""

    whole: str
    plain: str
    lead_in: str
    lead_in_plain: str


class Seeds:
    """Makes articles from what the paper has: its sections, regions, kinds, authors, pictures."""

    def __init__(self, *, seed, at):
        self.chance, self.now = random.Random(seed), at
        self.names = rare_names(random.Random(7))
        self.sections = list(Section.objects.all()) or [
            Section.objects.create(name="News", slug="news")
        ]
        self.kinds, self.pictures = list(Kind.objects.all()), list(Picture.objects.all()[:50])
        self.authors = list(Author.objects.all()) or [
            Author.objects.create(name=f"Seed Author {n}", slug=f"{SLUG}author-{n}")
            for n in range(20)
        ]
        self.topics = [
            Topic.objects.get_or_create(slug=SLUG + word, defaults={"name": f"{word} (seed)"})[0]
            for word in WORDS[-30:]
        ]
        self.regions, self.industries = list(Region.objects.all()), list(Industry.objects.all())
        self.bodies = [self.body() for _ in range(BODIES)]

    @transaction.atomic
    def make(self, start, end):
        """The articles with these numbers, with all their rows."""
        pairs = [self.article(number) for number in range(start, end)]
        articles = Article.objects.bulk_create([article for article, _ in pairs])
        ArticleText.objects.bulk_create([text_of(article, body) for article, body in pairs])
        Byline.objects.bulk_create(
            Byline(article=article, author=self.chance.choice(self.authors)) for article in articles
        )
        self.label(articles, "regions", "region_id", self.regions, 2)
        self.label(articles, "topics", "topic_id", self.topics, 3)
        self.label(articles, "industries", "industry_id", self.industries, 1)

    def label(self, articles, name, column, choices, number):
        through, number = getattr(Article, name).through, min(number, len(choices))
        through.objects.bulk_create(
            through(**{"article_id": article.pk, column: choice.pk})
            for article in articles
            for choice in self.chance.sample(choices, number)
        )

    def words(self, number):
        """So many words, one in twelve of them a name that is rare elsewhere."""
        words = self.chance.choices(WORDS, OFTEN, k=number)
        for name in self.chance.choices(self.names, NAMED_OFTEN, k=number // 12):
            words[self.chance.randrange(number)] = name
        return " ".join(words).capitalize()

    def body(self):
        above = "".join(f"<p>{self.words(55)}.</p>" for _ in range(2))
        below = "".join(f"<h2>{self.words(4)}</h2><p>{self.words(110)}.</p>" for _ in range(5))
        whole = blocks.clean(f'{above}<hr class="paywall">{below}')
        lead_in = blocks.public_part(whole)
        return Body(whole, blocks.plain_text(whole), lead_in, blocks.plain_text(lead_in))

    def article(self, number):
        """An article that is not saved yet, and its body with a sentence of its own."""
        own, base = f"{self.words(24)}.", self.chance.choice(self.bodies)
        body = Body(
            f"{base.whole}<p>{own}</p>", f"{base.plain} {own}", base.lead_in, base.lead_in_plain
        )
        level = self.chance.choice(AccessLevel.values)
        gated = level != AccessLevel.FREE
        article = Article(
            import_key=f"{KEY}{number}", slug=f"{SLUG}{number}", headline=self.words(12),
            standfirst=f"{self.words(24)}.", kind=self.chance.choice(self.kinds),
            section=self.chance.choice(self.sections), access_level=level,
            published_at=self.now - number * APART, reading_minutes=4, word_count=700,
            public_html=body.lead_in if gated else body.whole, lead_in_text=body.lead_in_plain,
            lead_picture=self.chance.choice(self.pictures) if self.pictures else None,
        )  # fmt: skip
        return article, body


def rare_names(chance):
    """The same for every run, so that what a later run adds is found beside what stands."""
    return ["".join(chance.choices(SYLLABLES, k=4)) for _ in range(NAMES)]


def text_of(article, body):
    public = body.lead_in_plain if article.is_gated else body.plain
    said = {"body_text": body.plain, "public_text": public,
            "headline": article.headline, "standfirst": article.standfirst}  # fmt: skip
    said = {name: fold(text, article.language) for name, text in said.items()}
    return ArticleText(article=article, body_html=body.whole, language=article.language, **said)
