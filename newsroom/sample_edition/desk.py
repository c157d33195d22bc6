"""Sections, regions, topics, industries and authors of the sample edition."""

from django.utils.text import slugify

from articles.models import Author, Industry, Region, Section, Topic
from newsroom.sample_edition.items import item
from newsroom.sample_edition.source import facts_in


def items(edition):
    """Everything that articles refer to."""
    desk = facts_in("desk.yaml")
    industries = facts_in("copy/pro_page.yaml")["industries"]
    yield item("sections", load_sections, desk["sections"])
    yield item("regions", load_regions, desk["regions"])
    yield item("industries", load_industries, industries)
    yield item("topics", load_topics, edition.topics, desk["topic_names"])
    for author in facts_in("authors.yaml"):
        yield item(f"author:{author['slug']}", load_author, author, given={"is_desk": False})
    for author in facts_in("copy/desks.yaml"):
        yield item(f"author:{author['slug']}", load_author, author, given={"is_desk": True})


def load_sections(sections):
    for position, section in enumerate(sections, start=1):
        Section.objects.update_or_create(
            slug=section["slug"],
            defaults={
                "name": section["name"],
                "description": section["description"].strip(),
                "position": position,
            },
        )


def load_regions(regions):
    """A region stands after the one that it lies in."""
    for position, region in enumerate(regions, start=1):
        parent = Region.objects.get(slug=region["in"]) if "in" in region else None
        Region.objects.update_or_create(
            slug=region["slug"],
            defaults={
                "name": region["name"],
                "parent": parent,
                "longitude": region.get("longitude"),
                "description": region["description"],
                "position": position,
            },
        )


def load_industries(industries):
    """The industries are there already; each gets its line."""
    for industry in industries:
        Industry.objects.filter(slug=industry["slug"]).update(description=industry["line"])


def load_topics(topics, names):
    for topic in topics:
        Topic.objects.update_or_create(
            slug=slugify(topic), defaults={"name": names.get(topic, topic[0].upper() + topic[1:])}
        )


def load_author(author, *, is_desk):
    Author.objects.update_or_create(
        slug=author["slug"],
        defaults={
            "name": author["name"],
            "role": author["role"],
            "biography": author["biography"].strip(),
            "languages": author.get("languages", []),
            "is_desk": is_desk,
        },
    )
