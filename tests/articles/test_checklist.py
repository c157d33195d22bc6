"""What is checked before an article is published."""

import pytest

from articles import checklist, pictures
from articles.models import ChecklistRule, Picture
from tests.articles.admin.test_pictures import photograph
from tests.factories import make_article, make_author

pytestmark = pytest.mark.django_db
LONG = "<p>" + "Words for everybody. " * 10 + "</p>"
BELOW = '<hr class="paywall"><p>' + "Words for members. " * 60 + "</p>"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def wants(**fields):
    fields.setdefault("authors", [make_author()])
    fields.setdefault("body_html", LONG + BELOW)
    return [finding.check for finding in checklist.findings(make_article(live=False, **fields))]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"headline": "x" * 111}, ["headline"]),
        ({"headline": "x" * 111, "short_headline": "x"}, []),
        ({"authors": []}, ["byline"]),
        ({"standfirst": ""}, ["standfirst"]),
        ({"access_level": "pro"}, []),
        ({"access_level": "pro", "body_html": ""}, ["lead_in"]),
        (
            {"access_level": "pro", "body_html": '<h2>Head</h2><hr class="paywall">' + LONG},
            ["lead_in"],
        ),
        (
            {"body_html": '<p><a href="/nowhere/at-all/">x</a> <a href="/corrections/">y</a></p>'},
            ["links"],
        ),
        ({"body_html": '<p><a href="/no/such/page/here/">x</a></p>'}, ["links"]),
        ({"body_html": '<p><a href="https://example.org/">x</a></p>'}, []),
    ],
)
def test_what_wants_is_found(fields, expected):
    assert wants(**fields) == expected


def test_links_to_live_pieces_lead_somewhere_and_to_drafts_nowhere():
    live, draft = make_article(), make_article(live=False)

    assert wants(body_html=f'<p><a href="{live.get_absolute_url()}">x</a></p>') == []
    assert wants(body_html=f'<p><a href="{draft.get_absolute_url()}">x</a></p>') == ["links"]


def test_pictures_need_a_text_and_their_file():
    good, bare = pictures.ingest(photograph(), alt="A harbour"), pictures.ingest(photograph())
    gone = Picture.objects.create(image="gone.webp", width=8, height=5, alt="Gone")
    figure = '<figure data-picture="{}"></figure>'

    assert wants(lead_picture=good) == []
    assert wants(lead_picture=bare) == ["alt"]
    assert wants(lead_picture=bare, picture_alt="Said here") == []
    assert wants(body_html=LONG + figure.format(bare.pk)) == ["alt"]
    assert wants(body_html=LONG + figure.format(gone.pk)) == ["files"]
    assert wants(cover=gone) == ["files"]


def test_what_is_off_is_not_checked_but_a_missing_file_always_is():
    for check in ChecklistRule.Check.values:
        ChecklistRule.objects.create(check_name=check, weight="off")
    gone = Picture.objects.create(image="gone.webp", width=8, height=5)

    assert wants(authors=[], lead_picture=gone) == ["files"]


def test_what_holds_back_comes_first():
    article = make_article(live=False, access_level="pro", body_html="", authors=[])

    found = checklist.findings(article)

    assert [finding.holds_back for finding in found] == [True, False]
