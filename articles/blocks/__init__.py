"""The text of an article as blocks: cleaned, cut at the paywall line, rendered for reading."""

from articles.blocks.cutting import public_part, split
from articles.blocks.mending import clean, parse
from articles.blocks.rendering import author_slugs, picture_numbers, render
from articles.blocks.trees import is_line, write
from articles.blocks.words import plain_text, reading_minutes, word_count

__all__ = [
    "author_slugs",
    "clean",
    "is_line",
    "parse",
    "picture_numbers",
    "plain_text",
    "public_part",
    "reading_minutes",
    "render",
    "split",
    "word_count",
    "write",
]
