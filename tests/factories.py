"""The cast of the tests: small makers of rows with sensible defaults."""

import itertools
from datetime import timedelta

from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.models import User
from articles import writing
from articles.models import Article, Author, Byline, Kind, Region, Section, Topic
from memberships.access import AccessLevel
from memberships.models import Grant

numbers = itertools.count(1)

# The words of BELOW stand behind the paywall line: no outsider may ever be sent one of them.
ABOVE = "Lead words that everybody may read stand here, and there are quite a few of them."
BELOW = "Zqcanary words stand below the line, and only whoever may read them gets them."
BODY = f'<p>{ABOVE}</p><hr class="paywall"><h2>The rest</h2><p>{BELOW}</p>'


def make_section(slug="business", **fields):
    return Section.objects.get_or_create(slug=slug, defaults={"name": slug.title(), **fields})[0]


def make_kind(slug="news", **fields):
    defaults = {"name": slug.title(), "plural": slug.title(), **fields}
    return Kind.objects.get_or_create(slug=slug, defaults=defaults)[0]


def make_region(slug="gulf", **fields):
    return Region.objects.get_or_create(slug=slug, defaults={"name": slug.title(), **fields})[0]


def make_topic(slug="water"):
    return Topic.objects.get_or_create(slug=slug, defaults={"name": slug.title()})[0]


def make_author(name="Alice Amari", **fields):
    slug = fields.pop("slug", name.lower().replace(" ", "-"))
    return Author.objects.get_or_create(slug=slug, defaults={"name": name, **fields})[0]


def make_article(
    *, body_html=BODY, authors=(), regions=(), topics=(), industries=(), live=True, **fields
):
    """An article with its text; live since a minute ago unless told otherwise."""
    number = next(numbers)
    fields.setdefault("headline", f"Headline number {number}")
    fields.setdefault("slug", f"story-{number}")
    fields.setdefault("standfirst", "What the story says in one sentence.")
    fields.setdefault("access_level", AccessLevel.FREE)
    fields["section"] = fields.get("section") or make_section()
    fields["kind"] = fields.get("kind") or make_kind()
    if live:
        fields.setdefault("published_at", timezone.now() - timedelta(minutes=1))
    article = writing.write(Article(**fields), body_html=body_html)
    article.regions.set(regions)
    article.topics.set(topics)
    article.industries.set(industries)
    for position, author in enumerate(authors):
        Byline.objects.create(article=article, author=author, position=position)
    return article


def make_user(email="reader@example.org", password="a long password of a reader", **fields):
    """An account whose address is verified."""
    user = User.objects.create_user(email, password, **fields)
    user.emailaddress_set.create(email=email, verified=True, primary=True)
    return user


def make_member(email="member@example.org", **fields):
    """A reader who has PRO by a grant."""
    user = make_user(email, **fields)
    Grant.objects.give(
        user, kind=Grant.Kind.COMPLIMENTARY, reason="A test", by=None, at=timezone.now()
    )
    return user


def make_editor(email="editor@example.org", **fields):
    return make_user(email, is_staff=True, **fields)


def make_staff(role, email=None, **fields):
    """An account in one of the roles that newsroom/roles.py names."""
    user = make_editor(
        email or f"{role.lower()}@example.org", name=fields.pop("name", role), **fields
    )
    user.groups.set([Group.objects.get(name=role)])
    return user
