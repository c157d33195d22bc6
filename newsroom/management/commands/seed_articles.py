"""Make many plausible articles, for measuring: fast, and gone again with --remove."""

import random
from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from articles import blocks
from articles.models import (
    Article,
    ArticleText,
    Author,
    Byline,
    Kind,
    Picture,
    Region,
    Section,
    Topic,
)
from memberships.access import AccessLevel

KEY = "seed:"
BATCH = 2000
WORDS = """
harbour water price council bank rain road school tender meter bridge market ministry grain
union power tariff cable ship well court survey valley clinic orchard railway budget licence
storage wind station teacher minister village river engineer contract audit permit deposit line
summer winter figure answer morning evening quarter
""".split()  # noqa: SIM905


class Command(BaseCommand):
    help = "Makes N live articles that differ in section, region, kind, level and date."

    def add_arguments(self, parser):
        parser.add_argument("number", type=int, nargs="?", default=60)
        parser.add_argument("--remove", action="store_true", help="remove what earlier runs made")

    def handle(self, *args, number, remove, verbosity, **options):
        if settings.PRODUCTION:
            raise CommandError("Invented articles have no place on a live site.")
        if remove:
            gone = Article.objects.filter(import_key__startswith=KEY).delete()[0]
            self.stdout.write(f"{gone} rows removed.")
            return
        seeds = Seeds(random.Random(7))
        have = Article.objects.filter(import_key__startswith=KEY).count()
        for start in range(have, number, BATCH):
            seeds.make(start, min(start + BATCH, number))
            if verbosity:
                self.stdout.write(f"{min(start + BATCH, number)} of {number}")


class Seeds:
    """What the articles are made of."""

    def __init__(self, chance):
        self.chance, self.now = chance, timezone.now()
        self.sections = list(Section.objects.all()) or [
            Section.objects.create(name="News", slug="news")
        ]
        self.kinds, self.regions = list(Kind.objects.all()), list(Region.objects.all())
        self.authors, self.pictures = list(Author.objects.all()), list(Picture.objects.all()[:50])
        names = [(word, word.capitalize()) for word in WORDS[:30]]
        self.topics = [
            Topic.objects.get_or_create(slug=s, defaults={"name": n})[0] for s, n in names
        ]
        self.bodies = [self.body() for _ in range(40)]

    @transaction.atomic
    def make(self, start, end):
        articles = Article.objects.bulk_create(
            [self.article(number) for number in range(start, end)]
        )
        ArticleText.objects.bulk_create([self.text(article) for article in articles])
        pairs = [(article, choice) for article in articles for choice in self.some(self.regions, 2)]
        through = Article.regions.through
        through.objects.bulk_create([through(article=a, region=r) for a, r in pairs])
        pairs = [(article, choice) for article in articles for choice in self.some(self.topics, 3)]
        through = Article.topics.through
        through.objects.bulk_create([through(article=a, topic=t) for a, t in pairs])
        if self.authors:
            Byline.objects.bulk_create(
                [Byline(article=a, author=self.chance.choice(self.authors)) for a in articles]
            )

    def some(self, things, number):
        return self.chance.sample(things, min(number, len(things)))

    def words(self, number):
        return " ".join(self.chance.choices(WORDS, k=number))

    def body(self):
        above = [f"<p>{self.words(60).capitalize()}.</p>" for _ in range(2)]
        below = [
            f"<h2>{self.words(4).capitalize()}</h2><p>{self.words(110).capitalize()}.</p>"
            for _ in range(7)
        ]
        return "\n".join([*above, '<hr class="paywall">', *below])

    def article(self, number):
        body = self.chance.choice(self.bodies)
        level = self.chance.choice(AccessLevel.values)
        public = blocks.public_part(body, is_gated=level != AccessLevel.FREE)
        published_at = self.now - timedelta(minutes=37 * number + 5)
        article = Article(
            import_key=f"{KEY}{number}", slug=f"seed-{number}", headline=self.words(8).capitalize(),
            standfirst=self.words(22).capitalize(), kind=self.chance.choice(self.kinds),
            section=self.chance.choice(self.sections), access_level=level, published_at=published_at,
            public_html=public, lead_in_text=blocks.plain_text(public)[:600], word_count=900,
            reading_minutes=4, lead_picture=self.chance.choice(self.pictures) if self.pictures else None,
        )  # fmt: skip
        article.body = body
        return article

    def text(self, article):
        return ArticleText(
            article=article, body_html=article.body, body_text=blocks.plain_text(article.body),
            public_text=blocks.plain_text(article.public_html), headline=article.headline,
            standfirst=article.standfirst, language=article.language,
        )  # fmt: skip
