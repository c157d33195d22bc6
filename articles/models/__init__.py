"""What the desk publishes."""

from articles.models.article import Article, RelatedArticle
from articles.models.attachment import Attachment
from articles.models.author import Author, Byline
from articles.models.checklist_rule import ChecklistRule
from articles.models.comment import DeskComment
from articles.models.correction import Correction
from articles.models.desk import Industry, Kind, Region, Section, Topic
from articles.models.front import BreakingBar, FrontPage, FrontPlace, FrontStrip
from articles.models.gift_link import GiftLink, GiftOpening
from articles.models.imported_item import ImportedItem
from articles.models.link_check import LinkCheck
from articles.models.picture import Picture
from articles.models.picture_use import PictureUse
from articles.models.preview_link import PreviewLink
from articles.models.redirect import Redirect
from articles.models.revision import DeskAction, Revision
from articles.models.saved import HistoryEntry, ReadingHistory, SavedArticle
from articles.models.text import ArticleText
from articles.models.wall_rule import WallRule
from articles.models.working_copy import WorkingCopy

__all__ = [
    "Article",
    "ArticleText",
    "Attachment",
    "Author",
    "BreakingBar",
    "Byline",
    "ChecklistRule",
    "Correction",
    "DeskAction",
    "DeskComment",
    "FrontPage",
    "FrontPlace",
    "FrontStrip",
    "GiftLink",
    "GiftOpening",
    "HistoryEntry",
    "ImportedItem",
    "Industry",
    "Kind",
    "LinkCheck",
    "Picture",
    "PictureUse",
    "PreviewLink",
    "ReadingHistory",
    "Redirect",
    "Region",
    "RelatedArticle",
    "Revision",
    "SavedArticle",
    "Section",
    "Topic",
    "WallRule",
    "WorkingCopy",
]
