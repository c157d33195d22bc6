"""Whose paper this is: its settings, menus and standing pages."""

from publication.models.menus import MenuItem, SocialLink
from publication.models.pages import Page
from publication.models.site_settings import SiteSettings
from publication.models.wordings import Wording

__all__ = ["MenuItem", "Page", "SiteSettings", "SocialLink", "Wording"]
