"""What the desk publishes."""

from articles.models.article import Article, RelatedArticle
from articles.models.author import Author, Byline
from articles.models.correction import Correction
from articles.models.desk import Industry, Kind, Region, Section, Topic
from articles.models.imported_item import ImportedItem
from articles.models.picture import Picture
from articles.models.redirect import Redirect
from articles.models.text import ArticleText

__all__ = [
    "Article",
    "ArticleText",
    "Author",
    "Byline",
    "Correction",
    "ImportedItem",
    "Industry",
    "Kind",
    "Picture",
    "Redirect",
    "Region",
    "RelatedArticle",
    "Section",
    "Topic",
]
