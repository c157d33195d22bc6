"""Addresses of the paper. Sections are words of the desk's own, so they stand last."""

from django.conf import settings
from django.urls import path, re_path, register_converter
from django.urls.converters import StringConverter

from articles import (
    feeds,
    file_views,
    free_reads,
    gift_views,
    preview_views,
    shelf_views,
    sitemaps,
    views,
)
from articles.models.working_copy import SCREEN_KEY


class OtherLanguage(StringConverter):
    """The languages that have a prefix: all but the site's first."""

    regex = "|".join(code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE)


class UnicodeSlug(StringConverter):
    """Slugs of stories may be Arabic, Hebrew or Persian."""

    regex = r"[\w-]+"


register_converter(OtherLanguage, "language")
register_converter(UnicodeSlug, "words")

list_urls = [
    path("region/<slug:slug>/", views.region_detail, name="region_detail"),
    path("topic/<slug:slug>/", views.topic_detail, name="topic_detail"),
    path("industry/<slug:slug>/", views.industry_detail, name="industry_detail"),
    path("kind/<slug:slug>/", views.kind_detail, name="kind_detail"),
    path("author/<slug:slug>/", views.author_detail, name="author_detail"),
    path("archive/<int:year>/<int:month>/<int:day>/", views.day_detail, name="day_detail"),
    path("corrections/", views.corrections, name="corrections"),
    path("meter/<int:number>/", free_reads.read_free, name="read_free"),
]

account_urls = [
    path("account/saved/", shelf_views.saved_articles, name="saved_articles"),
    path("account/saved/save/", shelf_views.save_article, name="save_article"),
    path("account/saved/remove/", shelf_views.remove_saved_article, name="remove_saved_article"),
    path("account/history/", shelf_views.reading_history, name="reading_history"),
    path("account/history/switch/", shelf_views.switch_history, name="switch_history"),
    path("account/history/read/", shelf_views.note_reading, name="note_reading"),
]

preview_urls = [
    re_path(
        rf"^preview/(?P<key>{SCREEN_KEY})/$",
        preview_views.desk_preview,
        name="desk_preview",
    ),
    re_path(r"^preview/(?P<token>[\w-]{43})/$", preview_views.preview_link, name="preview_link"),
]

gift_urls = [
    path("gift/<str:token>/", gift_views.gift, name="gift"),
    path("account/gifts/", gift_views.gifts, name="gifts"),
    path("account/gifts/<int:number>/address/", gift_views.readdress_gift, name="readdress_gift"),
    path("account/gifts/<int:number>/end/", gift_views.end_gift, name="end_gift"),
]

file_urls = [
    re_path(
        r"^files/(?P<attachment>[0-9a-f]{32}\.(?:pdf|csv))$",
        file_views.attachment,
        name="attachment",
    ),
    re_path(
        r"^files/pictures/(?P<file>[0-9a-f]{24}(?:/\d{1,5}w\.(?:avif|webp)|\.webp))$",
        file_views.gated_picture,
        name="gated_picture",
    ),
]

machine_urls = [
    path("feeds/", feeds.latest, name="feed"),
    path("feeds/language/<language:language>/", feeds.in_language, name="language_feed"),
    path("feeds/section/<slug:slug>/", feeds.in_section, name="section_feed"),
    path("feeds/region/<slug:slug>/", feeds.in_region, name="region_feed"),
    path("feeds/topic/<slug:slug>/", feeds.on_topic, name="topic_feed"),
    path("feeds/industry/<slug:slug>/", feeds.in_industry, name="industry_feed"),
    path("feeds/kind/<slug:slug>/", feeds.of_kind, name="kind_feed"),
    path("feeds/author/<slug:slug>/", feeds.by_author, name="author_feed"),
    path("sitemap.xml", sitemaps.sitemap_index, name="sitemap_index"),
    path("sitemaps/pages.xml", sitemaps.sitemap_pages, name="sitemap_pages"),
    path("sitemaps/articles-<int:part>.xml", sitemaps.sitemap_articles, name="sitemap_articles"),
    path("news-sitemap.xml", sitemaps.news_sitemap, name="news_sitemap"),
    path(
        "sitemaps/news-<language:language>.xml",
        sitemaps.news_sitemap,
        name="news_sitemap_in_language",
    ),
]

language_urls = [
    path("<language:language>/", views.language_home, name="language_home"),
    path(
        "<language:language>/<slug:section>/",
        views.section_detail,
        name="section_detail_in_language",
    ),
    path(
        "<language:language>/<slug:section>/<words:slug>/",
        views.article_detail,
        name="article_detail_in_language",
    ),
    path(
        "<language:language>/<slug:section>/<words:slug>/print/",
        views.article_print,
        name="article_print_in_language",
    ),
]

article_urls = [
    path("<slug:section>/", views.section_detail, name="section_detail"),
    path("<slug:section>/<words:slug>/", views.article_detail, name="article_detail"),
    path("<slug:section>/<words:slug>/print/", views.article_print, name="article_print"),
]

app_name = "articles"
urlpatterns = [
    *list_urls,
    *account_urls,
    *preview_urls,
    *gift_urls,
    *file_urls,
    *machine_urls,
    *language_urls,
    *article_urls,
]
