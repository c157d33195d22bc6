"""Articles of the sample edition: their text, labels, bylines, dates and links."""

from datetime import timedelta

from django.utils.text import slugify

from articles import pictures, writing
from articles.models import (
    Article,
    Author,
    Byline,
    Industry,
    Kind,
    Picture,
    Region,
    RelatedArticle,
    Section,
    Topic,
)
from newsroom.sample_edition import source
from newsroom.sample_edition.addresses import body_of
from newsroom.sample_edition.items import item

PLAIN_FIELDS = ("headline", "short_headline", "kicker", "standfirst", "slug", "language")
OPTIONAL_FIELDS = ("dateline", "note", "free_sample_chapter")


def picture_items(edition):
    """Lead pictures and covers, as far as they are drawn."""
    for story in edition.stories.values():
        yield from picture_item(story.slug, story.facts["picture"])
        if "cover" in story.facts:
            yield from picture_item(f"{story.slug}-cover", story.facts["cover"])


def picture_item(name, said):
    file = source.picture_file(name)
    if file:
        said = {part: said[part] for part in ("alt", "caption", "credit")}
        yield item(f"picture:{name}", take_in, name, said, also=[source.picture_digest(name)])


def take_in(name, said):
    """The picture of this name, in place of the one that was there."""
    file = source.picture_file(name)
    for old in Picture.objects.filter(original_name=file.name):
        old.image.delete(save=False)
        old.delete()
    with file.open("rb") as opened:
        pictures.ingest(opened, name=file.name, **said)


def items(edition, *, at):
    """Every article, without what links it to others."""
    rules = source.rules_digest()
    for story in edition.stories.values():
        drawn = [source.picture_digest(name) for name in (story.slug, f"{story.slug}-cover")]
        given = {"at": at, "edition": edition}
        yield item(f"story:{story.slug}", load, story, also=[rules, drawn], given=given)


def load(story, *, at, edition):
    """Write the article; one that is there keeps its first date."""
    key = import_key(story.slug)
    article = Article.objects.filter(import_key=key).first() or Article(import_key=key)
    for name, value in fields_of(story.facts).items():
        setattr(article, name, value)
    writing.write(article, body_html=body_of(story, edition))
    set_labels(article, story.facts)
    set_bylines(article, story.facts["bylines"])
    publish(article, story.facts, at=at)


def import_key(slug):
    return f"sample:{slug}"


def fields_of(facts):
    """The article's own columns."""
    return {
        **{name: facts[name] for name in PLAIN_FIELDS},
        **{name: facts[name] for name in OPTIONAL_FIELDS if name in facts},
        "summary": facts.get("summary", "").strip(),
        "access_level": facts["access"],
        "kind": Kind.objects.get(slug=facts["kind"]),
        "section": Section.objects.get(slug=facts["section"]),
        "lead_picture": picture_called(facts["slug"]),
        "cover": picture_called(f"{facts['slug']}-cover"),
    }


def picture_called(name):
    return Picture.objects.filter(original_name=f"{name}.webp").first()


def set_labels(article, facts):
    topics = [slugify(topic) for topic in facts["topics"]]
    article.regions.set(Region.objects.filter(slug__in=facts["regions"]))
    article.topics.set(Topic.objects.filter(slug__in=topics))
    article.industries.set(Industry.objects.filter(slug__in=facts["industries"]))


def set_bylines(article, bylines):
    """In the order of the page; a guest has a name and no page."""
    article.bylines.all().delete()
    for position, row in enumerate(bylines):
        Byline.objects.create(
            article=article,
            author=Author.objects.get(slug=row["author"]) if "author" in row else None,
            guest_name=row.get("guest", ""),
            role=row.get("role", ""),
            position=position,
        )


def publish(article, facts, *, at):
    """Published so many days before the edition was first loaded, and corrected since."""
    if article.published_at is None:
        article.publish(at=at - timedelta(days=facts["published_days_ago"]))
    if "updated_days_after" in facts:
        article.updated_at = article.published_at + timedelta(days=facts["updated_days_after"])
        article.save(update_fields=["updated_at"])
    for row in facts.get("corrections", []):
        correct(article, row)


def correct(article, row):
    if not article.corrections.filter(text=row["text"]).exists():
        made_at = article.published_at + timedelta(days=row["days_after"])
        article.correct(kind=row["kind"], text=row["text"], at=made_at)


def link_items(edition):
    """Originals and chosen related pieces: after all articles are there."""
    for story in edition.stories.values():
        linked = {name: story.facts.get(name) for name in ("translation_of", "related")}
        if any(linked.values()):
            yield item(f"links:{story.slug}", link, story.slug, linked)


def link(slug, linked):
    article = loaded(slug)
    if linked["translation_of"]:
        article.translation_of = loaded(linked["translation_of"])
        article.save(update_fields=["translation_of"])
    article.chosen_related.all().delete()
    for position, other in enumerate(linked["related"] or []):
        RelatedArticle.objects.create(article=article, related=loaded(other), position=position)


def loaded(slug):
    return Article.objects.get(import_key=import_key(slug))
