"""What search engines are told of an article (JSON-LD): never more than everybody may read.

`isAccessibleForFree` follows the article, never whoever reads it; the body is never in it.
"""

import json

from articles.models.article import article_address
from newsroom.lib import html
from newsroom.lib.addresses import absolute, path_of

IN_SCRIPT = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def of_article(article, site):
    """A <script> element with the article's NewsArticle and breadcrumbs."""
    graph = [without_gaps(news_article(article, site)), breadcrumbs(article, site)]
    return as_script({"@context": "https://schema.org", "@graph": graph})


def as_script(data):
    """A data block: nothing runs, so the Content-Security-Policy lets it be."""
    text = json.dumps(data, ensure_ascii=False, default=str).translate(IN_SCRIPT)
    return html.trusted(f'<script type="application/ld+json">{text}</script>')


def news_article(article, site):
    address = absolute(article.get_absolute_url())
    return {
        "@type": article.kind.schema_type,
        "@id": address,
        "url": address,
        "mainEntityOfPage": address,
        "headline": article.headline[:110],
        "description": article.search_description or article.standfirst,
        "inLanguage": article.language,
        "datePublished": written(article.published_at),
        "dateModified": written(article.shown_at),
        "dateline": article.dateline,
        "articleSection": article.section.name,
        "image": image(article),
        "author": [author(row) for row in article.byline_rows],
        "publisher": publisher(site),
        "isAccessibleForFree": not article.is_gated,
        "wordCount": article.word_count,
        "keywords": [row["name"] for row in article.topic_rows],
        "correction": [correction(row) for row in article.shown_corrections],
        "translationOfWork": original(article),
    }


def without_gaps(data):
    """Facts that are not there are left out; "false" is one that is."""
    return {name: value for name, value in data.items() if value not in (None, "", [])}


def author(row):
    kind = "Organization" if row.get("is_desk") else "Person"
    said = {"@type": kind, "name": row["name"]}
    if row.get("slug"):
        said["url"] = absolute(path_of("articles:author_detail", slug=row["slug"]))
    return said


def publisher(site):
    said = {
        "@type": "NewsMediaOrganization",
        "name": site.publisher_name or site.name,
        "url": absolute("/"),
        "correctionsPolicy": absolute("/corrections/"),
    }
    if site.logo:
        said["logo"] = {"@type": "ImageObject", "url": absolute(site.logo.url)}
    return said


def image(article):
    picture = article.share_picture or article.lead_picture
    if picture is None or not picture.public_url:
        return None
    said = {
        "@type": "ImageObject",
        "url": absolute(picture.public_url),
        "width": picture.width,
        "height": picture.height,
        "caption": picture.caption if article.share_picture else article.caption,
        "creditText": picture.credit,
        "creator": {"@type": "Person", "name": picture.creator} if picture.creator else None,
        "copyrightNotice": picture.copyright_notice,
    }
    return [without_gaps(said)]


def correction(row):
    return {
        "@type": "CorrectionComment",
        "text": row["text"],
        "datePublished": written(row["made_at"]),
    }


def original(article):
    """The original of a translation, if it is live."""
    if article.translation_of_id is None:
        return None
    rows = [row for row in article.translation_rows if row["is_original"]]
    return [
        {
            "@type": "NewsArticle",
            "@id": absolute(
                article_address("article_detail", row["language"], row["section"], row["slug"])
            ),
        }
        for row in rows
    ]


def breadcrumbs(article, site):
    steps = [
        (site.name, "/"),
        (article.section.name, article.section.get_absolute_url()),
        (article.headline, article.get_absolute_url()),
    ]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": absolute(path)}
            for place, (name, path) in enumerate(steps, start=1)
        ],
    }


def written(moment):
    return moment.isoformat() if moment else None
