"""Which section, topics, kind and level an imported text gets: a rule that the operator can change."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

import yaml
from django.conf import settings
from django.utils.text import slugify

from articles.importers.words import slug_of, words_of
from memberships.access import AccessLevel

STARTER = """# Where imported texts go. Categories and tags are named by their slugs.
# A category that is not named here becomes the section of that slug if there is one, else a topic.
default_section: {section}
kind: news
access_level: free
language: en
sections:
{sections}
topics:
{topics}
ignored: [uncategorized]
"""


class BadMapping(Exception):
    """The mapping file cannot be used; the sentence says why."""


@dataclass(frozen=True)
class Mapping:
    """The rule. `sections` and `topics` lead from a slug of theirs to a slug of ours."""

    default_section: str = "news"
    kind: str = "news"
    access_level: str = AccessLevel.FREE
    language: str = settings.LANGUAGE_CODE
    sections: dict = field(default_factory=dict)
    topics: dict = field(default_factory=dict)
    ignored: frozenset = frozenset({"uncategorized"})

    def place(self, categories, known_sections):
        """(slug of the section, {slug: name} of the topics) for these categories and tags."""
        section, topics = "", {}
        for domain, nicename, name in categories:
            slug = unquote(nicename) or slugify(name)
            if domain not in ("category", "post_tag") or slug in self.ignored:
                continue
            target = self.sections.get(slug) or (slug if slug in known_sections else "")
            if domain == "category" and target and not section:
                section = target
            else:
                topic = slug_of(self.topics.get(slug, slug), name, otherwise="topic", longest=80)
                topics[topic] = words_of(name)[:80] or topic
        return section or self.default_section, topics


def read(path, **given):
    """The rule in a YAML file; what the command line gives wins."""
    said = _loaded(path) if path else {}
    unknown = said.keys() - Mapping.__dataclass_fields__.keys()
    if unknown:
        raise BadMapping(f"{path} names what no mapping has: {', '.join(sorted(unknown))}.")
    said |= {name: value for name, value in given.items() if value}
    said["ignored"] = frozenset(said.get("ignored") or Mapping.ignored)
    for name in ("sections", "topics"):
        said[name] = {str(key): str(value) for key, value in (said.get(name) or {}).items()}
    mapping = Mapping(**said)
    if mapping.access_level not in AccessLevel.values:
        raise BadMapping(f"“{mapping.access_level}” is no access level.")
    if mapping.language not in dict(settings.LANGUAGES):
        raise BadMapping(f"“{mapping.language}” is no language of this site.")
    return mapping


def _loaded(path):
    try:
        said = yaml.safe_load(Path(path).read_text(encoding="utf-8")) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadMapping(f"{path} cannot be read as a mapping: {error}") from error
    if not isinstance(said, dict):
        raise BadMapping(f"{path} is not a mapping: it holds no names.")
    return said


def starter(export, known_sections):
    """A mapping to begin with: every category and tag of this export."""
    seen = {"category": {}, "post_tag": {}}
    for item in export.items():
        for domain, nicename, _name in item.categories:
            if domain in seen:
                seen[domain].setdefault(unquote(nicename), None)
    sections = [f"  {slug}: {slug}" for slug in sorted(seen["category"])]
    topics = [f"  {slug}: {slug}" for slug in sorted(seen["post_tag"])]
    first = next(iter(known_sections), "news")
    return STARTER.format(section=first, sections="\n".join(sections), topics="\n".join(topics))
