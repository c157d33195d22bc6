"""WordPress exports brought in: the real ones of ../shared/fixtures, and small ones for each rule."""

import json
import re
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from articles import writing
from articles.importers import mapping, wordpress, wxr
from articles.models import Article, Author, ImportedItem, Redirect, Section
from newsroom.lib import fetch
from publication.models import Page
from tests.articles.importers.exports import HEAD, bring_in, item_of, write_export
from tests.fixtures import shared_fixtures

pytestmark = pytest.mark.django_db

FILES = [
    "ghostmigrate-co-authors-plus.xml",
    "ghostmigrate-feature-image-captions.xml",
    "ghostmigrate-has-yoast-meta.xml",
    "wptt-theme-preview.xml",
    "wptt-themeunittestdata.wordpress.xml",
]


@pytest.fixture
def export(tmp_path):
    return lambda *items: write_export(tmp_path / "export.xml", *items)


@pytest.mark.parametrize("name", FILES)
def test_every_live_post_of_a_real_export_can_be_read(client, name):
    report = bring_in(shared_fixtures("import/wxr") / name)

    assert report.counts["taken"] > 0
    parts = re.findall(r"<loc>[^<]*(/sitemaps/articles-\d+.xml)", client.get("/sitemap.xml").text)
    sitemap = "".join(client.get(part).text for part in parts)
    for article in Article.objects.live().select_related("section", "text"):
        address = article.get_absolute_url()
        response = client.get(address)
        assert response.status_code == 200, address
        assert article.text.body_text[:40].split(" ")[0] in response.text
        assert f"{address}</loc>" in sitemap
    for page in Page.objects.all():
        assert client.get(page.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("name", FILES)
def test_importing_twice_changes_nothing(name):
    path = shared_fixtures("import/wxr") / name
    bring_in(path)
    before = list(Article.objects.order_by("pk").values("pk", "slug", "modified_at", "public_html"))

    report = bring_in(path)

    assert report.counts["taken"] == report.counts["updated"] == 0
    assert list(Article.objects.order_by("pk").values(*before[0])) == before


def test_the_theme_test_data_keeps_private_things_private():
    path = shared_fixtures("import/wxr") / "wptt-themeunittestdata.wordpress.xml"

    report = bring_in(path)

    hidden = [item for item in wxr.read(path).items() if item.type == "post"
              and (item.status != "publish" or item.password)]  # fmt: skip
    live = set(Article.objects.live().values_list("headline", flat=True))
    assert hidden
    assert not live & {item.title for item in hidden}
    assert report.counts["kept as a draft"] == len(hidden)
    assert report.counts["comments left out"] > 20


def test_a_file_that_is_not_well_formed_is_refused_before_anything_is_written():
    path = shared_fixtures("import/wxr") / "ghostmigrate-sample.xml"

    with pytest.raises(CommandError, match=r"not well-formed.*Nothing was written"):
        call_command("import_wordpress", str(path))

    assert not Article.objects.exists()


def test_a_file_that_breaks_off_in_the_middle_is_refused(export):
    path = export({}, {"number": "8"})
    path.write_bytes(path.read_bytes()[:-30])

    with pytest.raises(CommandError, match="not well-formed"):
        call_command("import_wordpress", str(path))

    assert not Article.objects.exists()


def test_entities_are_refused(tmp_path):
    path = tmp_path / "laughs.xml"
    path.write_text(
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel>&b;</channel></rss>'
    )

    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("import_wordpress", str(path))


def test_something_else_is_refused(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_text("<rss><channel><title>x</title></channel></rss>")

    with pytest.raises(CommandError, match="not a WordPress export"):
        call_command("import_wordpress", str(path))


def test_a_post_becomes_an_article(export):
    bring_in(export({"title": "Tea &amp; sugar", "excerpt": "In short."}))

    article = Article.objects.get()
    assert (article.headline, article.standfirst) == ("Tea & sugar", "In short.")
    assert article.published_at == datetime(2020, 5, 1, 10, tzinfo=UTC)
    assert article.text.body_html == "<p>Some words.</p>"
    assert article.byline_rows[0]["name"] == "Ada Byron"


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "draft"},
        {"status": "pending"},
        {"status": "future", "date": "2020-01-01 00:00:00"},
        {"status": "private"},
        {"status": "something-new"},
        {"password": "enter"},
        {"date": "0000-00-00 00:00:00"},
        {"date": "0001-01-01 00:00:00"},
        {"date": "9999-12-31 23:59:59"},
        {"password": " "},
    ],
    ids=str,
)
def test_what_was_not_public_stays_a_draft(export, fields):
    report = bring_in(export(fields))

    assert Article.objects.get().published_at is None
    assert report.counts["kept as a draft"] == 1


@pytest.mark.parametrize(
    "fields", [{"status": "trash"}, {"type": "nav_menu_item"}, {"type": "product"}]
)
def test_what_is_not_taken_is_refused_with_its_reason(export, fields):
    report = bring_in(export(fields))

    assert not Article.objects.exists()
    [(what, _item, reason)] = report.rows
    assert (what, bool(reason)) == ("refused", True)


def test_a_page_that_was_not_public_is_refused(export):
    bring_in(
        export(
            {"type": "page", "status": "draft"}, {"type": "page", "number": "8", "password": "x"}
        )
    )

    assert not Page.objects.exists()


def test_co_authors_stand_in_their_order_each_once():
    bring_in(shared_fixtures("import/wxr") / "ghostmigrate-co-authors-plus.xml")

    names = {
        article.slug: [row["name"] for row in article.byline_rows]
        for article in Article.objects.all()
    }
    assert names["multi-author-post"] == ["Alice Smith", "Bob Jones"]
    assert names["three-author-post"] == ["Alice Smith", "Bob Jones", "Carol White"]
    assert names["duplicate-author-post"] == ["Alice Smith", "Bob Jones"]
    assert Author.objects.count() == 3


def test_somebody_who_is_no_author_of_the_export_is_a_guest(export):
    bring_in(export({"creator": "grace@example.org"}))

    [row] = Article.objects.get().byline_rows
    assert (row["name"], row["slug"]) == ("grace", None)


def test_words_for_search_engines_are_kept():
    bring_in(shared_fixtures("import/wxr") / "ghostmigrate-has-yoast-meta.xml")

    article = Article.objects.get(slug="my-sample-post")
    assert article.search_title == "My Custom SEO Title for Search Engines"
    assert article.search_description.startswith("A short description")


def test_categories_become_a_section_and_topics(export, tmp_path):
    Section.objects.create(slug="culture", name="Culture")
    more = ('<category domain="category" nicename="arts">Arts</category>'
            '<category domain="post_tag" nicename="film">Film</category>')  # fmt: skip
    rule = tmp_path / "map.yaml"
    rule.write_text("sections: {arts: culture}\ntopics: {film: cinema}\n")

    wordpress.Import(wxr.read(export({"more": more})), mapping.read(rule)).run()

    article = Article.objects.get()
    assert article.section.slug == "culture"
    assert [topic.slug for topic in article.topics.all()] == ["cinema"]


def test_topics_have_plain_names_and_addresses_of_their_own(client, export):
    tags = {"arts": "Arts &amp;amp; Culture", "%d8%a7%d9%84": "النفط", "الغاز": "الغاز"}
    more = "".join(
        f'<category domain="post_tag" nicename="{slug}">{name}</category>'
        for slug, name in tags.items()
    )

    bring_in(export({"more": more}))

    topics = Article.objects.get().topics.all()
    assert {topic.name for topic in topics} == {"Arts & Culture", "النفط", "الغاز"}
    for topic in topics:
        assert topic.slug == "arts" or topic.slug.startswith("topic-")
        assert client.get(topic.get_absolute_url()).status_code == 200


def test_templates_of_a_plug_in_are_no_titles_for_search_engines(export):
    more = "".join(
        f"<wp:postmeta><wp:meta_key>_yoast_wpseo_{name}</wp:meta_key>"
        f"<wp:meta_value>%%title%% {name}</wp:meta_value></wp:postmeta>"
        for name in ("title", "metadesc")
    )

    bring_in(export({"more": more}))

    article = Article.objects.get()
    assert (article.search_title, article.search_description) == ("", "")


def test_addresses_without_a_scheme_are_taken_for_https(export):
    content = '<img src="//old.example/a.png" alt="x"><iframe src="//www.youtube.com/embed/dQw4w9WgXcQ"></iframe>'
    asked = []

    def refuse(address, largest):
        asked.append(address)
        raise fetch.Refused("it is away.")

    bring_in(export({"content": content}), fetch_media=True, fetcher=refuse)

    assert asked == ["https://old.example/a.png"]
    assert 'data-embed="https://www.youtube.com/' in Article.objects.get().text.body_html


@pytest.mark.parametrize("section", ["search", "ar", "no such", ""])
def test_a_section_whose_address_is_taken_is_not_made(export, section):
    rule = mapping.Mapping(default_section=section)

    report = bring_in(export({}), rule=rule)

    assert not Section.objects.exists()
    assert report.counts["refused"] == 1


def test_a_document_type_is_refused_even_without_entities(tmp_path):
    path = tmp_path / "doctype.xml"
    path.write_text("<!DOCTYPE rss SYSTEM 'x.dtd'><rss><channel><item></item></channel></rss>")

    with pytest.raises(wxr.NotAnExport):
        wxr.read(path)


@pytest.mark.parametrize(
    "text", ["- a list", "unknown: 1", "access_level: gold", "language: xx", "kind: [", "\x00"]
)
def test_a_broken_mapping_stops_before_anything_is_written(export, tmp_path, text):
    rule = tmp_path / "map.yaml"
    rule.write_text(text)

    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("import_wordpress", str(export({})), map_file=str(rule))

    assert not Article.objects.exists()


def test_a_starter_mapping_can_be_used(export, tmp_path):
    more = '<category domain="category" nicename="arts">Arts</category>'
    path = export({"more": more})
    rule = tmp_path / "map.yaml"

    call_command("import_wordpress", str(path), write_map=str(rule))
    assert not Article.objects.exists()

    call_command("import_wordpress", str(path), map_file=str(rule), verbosity=0)
    assert Article.objects.get().section.slug == "arts"


def test_old_addresses_lead_to_the_new_one(client, export):
    bring_in(export({}))

    for address in ("/2020/05/a-story/", "/?p=7"):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (301, "/news/a-story/")


def test_slugs_that_are_taken_get_a_number(export):
    report = bring_in(export({}, {"number": "8"}))

    assert sorted(Article.objects.values_list("slug", flat=True)) == ["a-story", "a-story-2"]
    assert any("slug was taken" in reason for _what, _item, reason in report.rows)


@pytest.mark.parametrize(
    ("fields", "headline"),
    [
        (
            {"title": "", "content": "Words that open the text and go on."},
            "Words that open the text and go on.",
        ),
        ({"title": "", "content": ""}, "Untitled 7"),
        ({"title": "&lt;b&gt;Bold&lt;/b&gt; title"}, "Bold title"),
        ({"title": "x " * 400}, None),
        ({"title": "عنوان", "slug": "%d8%b9"}, "عنوان"),
    ],
)
def test_odd_titles(export, fields, headline):
    bring_in(export(fields))

    article = Article.objects.get()
    assert len(article.headline) <= 300
    assert headline in (None, article.headline)


def test_control_characters_do_not_get_in(export):
    path = export({"content": "So\x0cme words"})

    with pytest.raises(wxr.NotAnExport):
        bring_in(path)


def test_a_dry_run_writes_nothing_and_says_everything(export, capsys, tmp_path):
    report = tmp_path / "report.json"

    call_command("import_wordpress", str(export({})), dry_run=True, report=str(report))

    assert not Article.objects.exists()
    assert not ImportedItem.objects.exists()
    assert "A dry run: nothing was written" in capsys.readouterr().out
    assert json.loads(report.read_text())["counts"]["taken"] == 1


def test_a_newer_export_changes_what_no_editor_has_changed(export):
    bring_in(export({}, {"number": "8", "slug": "b-story"}))
    edited = Article.objects.get(slug="b-story")
    edited.headline = "Edited here"
    writing.rewrite(edited)

    report = bring_in(
        export({"title": "Newer"}, {"number": "8", "slug": "b-story", "title": "Newer"})
    )

    assert Article.objects.get(slug="a-story").headline == "Newer"
    assert Article.objects.get(slug="b-story").headline == "Edited here"
    assert (report.counts["updated"], report.counts["refused"]) == (1, 1)


def test_pictures_stay_references_unless_they_may_be_fetched(export):
    content = '<p><img src="https://old.example/a.jpg" alt="A harbour"></p>'

    report = bring_in(export({"content": content}))

    assert (
        '<a href="https://old.example/a.jpg">A harbour</a>' in Article.objects.get().text.body_html
    )
    assert ("picture", "post 7 “A story”", "https://old.example/a.jpg") in report.rows


def test_pictures_are_fetched_when_told(export):
    body = (shared_fixtures("security/uploads") / "ok.png").read_bytes()
    content = '[caption id="x"]<img src="https://old.example/a.png" alt="A harbour" /> The harbour[/caption]'
    run = wordpress.Import(
        wxr.read(export({"content": content})),
        mapping.read(None),
        fetch_media=True,
        fetcher=lambda address, largest: fetch.Fetched(address, "image/png", body),
    )

    run.run()

    html = Article.objects.get().text.body_html
    assert 'data-picture="' in html
    assert "<figcaption>The harbour</figcaption>" in html


def test_a_picture_that_may_not_be_fetched_is_reported(export):
    content = '<img src="https://127.0.0.1/a.png" alt="x">'
    run = wordpress.Import(
        wxr.read(export({"content": content})), mapping.read(None), fetch_media=True
    )

    report = run.run()

    assert report.counts["picture not fetched"] == 1
    assert Article.objects.exists()


def test_an_import_that_was_killed_goes_on_where_it_was(export, monkeypatch):
    path = export(*({"number": str(n), "slug": f"story-{n}"} for n in range(1, 6)))
    write = wordpress.Import.write

    def killed(self, item, *rest):
        if item.number == "3":
            raise KeyboardInterrupt
        write(self, item, *rest)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(wordpress.Import, "write", killed)
        bring_in(path)
    assert Article.objects.count() == 2

    report = bring_in(path)

    assert Article.objects.count() == 5
    assert (report.counts["taken"], report.counts["unchanged"]) == (3, 2)


def test_a_large_export_is_read_in_bounded_memory(tmp_path):
    path = tmp_path / "large.xml"
    with path.open("w") as file:
        file.write(HEAD)
        for number in range(1500):
            file.write(item_of(number=str(number), content="words " * 4000))
        file.write("</channel></rss>")
    code = (
        "import sys; from articles.importers import wxr; export = wxr.read(sys.argv[1]);"
        "n = sum(1 for _ in export.items());"
        "print(n, open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"
    )

    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True,
                          cwd=settings.BASE_DIR, check=True)  # fmt: skip

    number, kilobytes = map(int, done.stdout.split())
    assert path.stat().st_size > 35_000_000
    assert (number, kilobytes < 60_000) == (1500, True)


def test_a_redirect_never_leads_away_from_the_front_page(export):
    bring_in(export({}))

    assert not Redirect.objects.filter(old_path="/").exists()
