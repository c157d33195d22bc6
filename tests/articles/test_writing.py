"""How a text gets into an article."""

import pytest

from articles import writing
from articles.models import Redirect
from memberships.access import AccessLevel
from tests.factories import ABOVE, make_article, make_section

pytestmark = pytest.mark.django_db


def test_the_public_part_of_a_gated_text_ends_at_the_paywall_line():
    article = make_article(access_level=AccessLevel.PRO)

    assert ABOVE in article.public_html
    assert "Zqcanary" not in article.public_html + article.lead_in_text + article.text.public_text
    assert "Zqcanary" in article.text.body_text


@pytest.mark.parametrize("line", ['<hr class="paywall">', ""])
@pytest.mark.parametrize("level", [AccessLevel.REGISTERED, AccessLevel.PRO])
def test_a_gated_text_without_a_lead_in_gives_nothing_away(client, level, line):
    """Nothing stands above its line: then nothing of it is public anywhere."""
    article = make_article(access_level=level, body_html=f"{line}<p>Zqcanary words.</p>")

    assert (article.lead_in_text, article.text.public_text) == ("", "")
    for address in (article.get_absolute_url(), "/feeds/", "/search/?q=headline", "/business/"):
        assert "Zqcanary" not in client.get(address).text


def test_the_public_part_of_a_free_text_is_the_whole():
    article = make_article(access_level=AccessLevel.FREE)

    assert "Zqcanary" in article.public_html
    assert "Zqcanary" in article.text.public_text
    assert "Zqcanary" not in article.lead_in_text


def test_what_is_not_in_the_policy_does_not_get_in():
    article = make_article(body_html="<p onclick=x()>Hello<script>x()</script></p>")

    assert article.text.body_html == "<p>Hello</p>"


def test_a_change_of_slug_leaves_a_redirect():
    article = make_article(slug="old")
    old_path = article.get_absolute_url()

    article.slug = "new"
    writing.rewrite(article)

    assert Redirect.objects.get(old_path=old_path).article == article


def test_a_change_of_section_leaves_a_redirect():
    article = make_article()
    old_path = article.get_absolute_url()

    article.section = make_section("culture")
    writing.rewrite(article)

    assert Redirect.objects.get(old_path=old_path).article == article


def test_going_back_to_an_old_slug_removes_the_redirect_that_stood_there():
    article = make_article(slug="first")
    for slug in ("second", "first"):
        article.slug = slug
        writing.rewrite(article)

    assert [redirect.old_path for redirect in Redirect.objects.all()] == ["/business/second/"]


def test_a_draft_leaves_no_redirect():
    article = make_article(slug="old", live=False)

    article.slug = "new"
    writing.rewrite(article)

    assert not Redirect.objects.exists()


def test_a_change_of_level_changes_the_public_part():
    article = make_article(access_level=AccessLevel.FREE)

    article.access_level = AccessLevel.PRO
    writing.rewrite(article)

    assert "Zqcanary" not in article.public_html + article.text.public_text


def test_a_text_of_many_megabytes_can_be_saved():
    words = " ".join(f"word{number:07x}" for number in range(250_000))

    article = make_article(body_html=f"<p>{words}</p>")

    assert len(article.text.body_text) > 2_000_000
