"""The desk: articles and what they are made of."""

from articles.admin import article, desk, front, pictures  # noqa: F401  (registers with the admin)
