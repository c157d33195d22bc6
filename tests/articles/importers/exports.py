"""Small WordPress exports, written for one rule each."""

from articles.importers import mapping, wordpress, wxr

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Old Paper</title>
"""
SITE = "<link>https://old.example</link><wp:base_site_url>https://old.example</wp:base_site_url>"
AUTHOR = """<wp:author><wp:author_login>{0}</wp:author_login>
<wp:author_display_name>{1}</wp:author_display_name></wp:author>"""
ITEM = """<item><title>{title}</title><link>{link}</link>
<dc:creator>{creator}</dc:creator><guid>{guid}</guid>
<content:encoded><![CDATA[{content}]]></content:encoded><excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id><wp:post_date_gmt>{date}</wp:post_date_gmt>
<wp:post_name>{slug}</wp:post_name><wp:status>{status}</wp:status><wp:post_type>{type}</wp:post_type>
<wp:post_password>{password}</wp:post_password>{more}</item>"""
DEFAULTS = {
    "title": "A story", "slug": "a-story", "creator": "ada", "number": "7", "content": "Some words.",
    "excerpt": "", "date": "2020-05-01 10:00:00", "status": "publish", "type": "post", "password": "",
    "more": "", "link": "https://old.example/2020/05/{slug}/", "guid": "https://old.example/?p={number}",
}  # fmt: skip


def item_of(**said):
    """One item; what is not said is an ordinary public post."""
    fields = {**DEFAULTS, **said}
    for name in ("link", "guid"):
        fields[name] = fields[name].replace("{slug}", fields["slug"])
        fields[name] = fields[name].replace("{number}", fields["number"])
    return ITEM.format(**fields)


def write_export(path, *items, authors=(("ada", "Ada Byron"),), site=SITE):
    """Write an export with these items; returns its path."""
    people = "".join(AUTHOR.format(*author) for author in authors)
    body = "".join(item_of(**item) for item in items)
    path.write_text(f"{HEAD}{site}{people}{body}</channel></rss>", encoding="utf-8")
    return path


def bring_in(path, *, rule=None, **said):
    """Import it; what is said is for the run."""
    return wordpress.Import(wxr.read(path), rule or mapping.read(None), **said).run()
