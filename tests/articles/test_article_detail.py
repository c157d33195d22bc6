"""An article's page: who gets which text, and who may keep it."""

import pytest

from memberships.access import AccessLevel
from tests.factories import (
    ABOVE,
    BELOW,
    make_article,
    make_author,
    make_section,
    make_staff,
    make_user,
)

pytestmark = pytest.mark.django_db
PUBLIC = "public, max-age=0, must-revalidate, s-maxage=60"


def test_anonymous_gets_the_lead_in_of_a_pro_article_and_nothing_below(client):
    article = make_article(access_level=AccessLevel.PRO)

    response = client.get(article.get_absolute_url())

    assert ABOVE in response.text
    assert "Zqcanary" not in response.text
    assert response["Cache-Control"] == PUBLIC


def test_a_page_for_everybody_sets_and_varies_on_no_cookie(client):
    response = client.get(make_article().get_absolute_url())

    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()
    assert response["Cache-Control"] == PUBLIC


@pytest.mark.parametrize(
    ("level", "granted"), [(AccessLevel.REGISTERED, True), (AccessLevel.PRO, False)]
)
def test_a_free_account_opens_what_is_for_registered_readers(client, level, granted):
    article = make_article(access_level=level)
    client.force_login(make_user())

    response = client.get(article.get_absolute_url())

    assert (BELOW in response.text) == granted
    assert response["Cache-Control"] == "private, no-store"


def test_the_desk_reads_everything_and_nobody_keeps_it(client):
    article = make_article(access_level=AccessLevel.PRO)
    client.force_login(make_staff("Editor"))

    response = client.get(article.get_absolute_url())

    assert BELOW in response.text
    assert response["Cache-Control"] == "private, no-store"


def test_a_session_that_is_nobodys_opens_nothing(client):
    article = make_article(access_level=AccessLevel.REGISTERED)
    client.cookies["sessionid"] = "made-up"

    response = client.get(article.get_absolute_url())

    assert "Zqcanary" not in response.text
    assert response["Cache-Control"] == "private, no-store"


def test_a_blocked_account_opens_nothing(client):
    article = make_article(access_level=AccessLevel.REGISTERED)
    user = make_user()
    client.force_login(user)
    user.is_active = False
    user.save(update_fields=["is_active"])

    assert "Zqcanary" not in client.get(article.get_absolute_url()).text


@pytest.mark.parametrize("name", ["get_absolute_url", "get_print_url"])
def test_print_follows_the_same_rule(client, name):
    article = make_article(access_level=AccessLevel.PRO)

    assert "Zqcanary" not in client.get(getattr(article, name)()).text


def test_the_print_view_of_a_part_says_so_and_is_kept_out_of_search_engines(client):
    gated, free = make_article(access_level=AccessLevel.PRO), make_article()

    page = client.get(gated.get_print_url()).text

    assert '<meta name="robots" content="noindex' in page
    assert "This is the part that everybody may read" in page
    assert "This is the part" not in client.get(free.get_print_url()).text


def test_a_printed_page_of_a_part_says_so_too(client):
    gated, free = make_article(access_level=AccessLevel.PRO), make_article()

    assert "This is the part that everybody" in client.get(gated.get_absolute_url()).text
    assert "This is the part" not in client.get(free.get_absolute_url()).text


def test_the_wall_counts_the_words_of_the_text_and_not_those_of_its_drawings(client):
    rows = "".join(f"<tr><th>{year}</th><td>{year - 2000}</td></tr>" for year in range(2001, 2026))
    chart = (
        f'<figure data-chart="bar"><table><tr><th>year</th><th>x</th></tr>{rows}</table></figure>'
    )
    body = f'<p>Five words stand up here.</p>{chart}<hr class="paywall"><p>{"word " * 1500}</p>'
    article = make_article(access_level=AccessLevel.PRO, body_html=body)

    page = client.get(article.get_absolute_url()).text

    assert article.public_word_count == 57
    assert "You have read 57 of 1,557 words." in page


def test_only_an_author_who_exists_is_linked(client):
    make_author("Alice Amari")
    text = '<p><a data-author="alice-amari">Alice</a> and <a data-author="long-gone">Bob</a>.</p>'
    article = make_article(body_html=text)

    page = client.get(article.get_absolute_url()).text

    assert '<a href="/author/alice-amari/">Alice</a> and Bob.' in page


def test_only_links_to_other_sites_are_kept_apart(client, settings):
    text = (
        f'<p><a href="https://{settings.SITE_HOST}/x/">a</a> <a href="https://b.example/">b</a></p>'
    )

    page = client.get(make_article(body_html=text).get_absolute_url()).text

    assert f'<a href="https://{settings.SITE_HOST}/x/">a</a>' in page
    assert 'href="https://b.example/" rel="noopener"' in page


def test_who_keeps_the_members_reads_as_a_reader(client):
    article = make_article(access_level=AccessLevel.PRO)
    client.force_login(make_staff("Circulation"))

    response = client.get(article.get_absolute_url())

    assert BELOW not in response.text
    assert response["Cache-Control"] == "private, no-store"


def test_the_sample_chapter_of_a_report_is_marked(client):
    chapters = "".join(f"<h2>{n}. Chapter</h2><p>{'word ' * 40}</p>" for n in (1, 2, 3))
    article = make_article(
        access_level=AccessLevel.PRO,
        free_sample_chapter=2,
        body_html=f'<p>Lead.</p><hr class="paywall">{chapters}',
    )

    assert "Free sample: chapter 2" in client.get(article.get_absolute_url()).text
    client.force_login(make_staff("Editor"))
    assert "Free sample" not in client.get(article.get_absolute_url()).text


def test_a_kicker_in_another_language_stands_alone(client):
    article = make_article(language="ar", kicker="صحّة", section=make_section("society"))

    page = client.get(article.get_absolute_url()).text

    assert '<p class="kicker">صحّة</p>' in page


def test_head_answers_as_get_without_the_text(client):
    article = make_article(access_level=AccessLevel.PRO)

    response = client.head(article.get_absolute_url())

    assert (response.status_code, response.content) == (200, b"")


def test_an_article_answers_post_with_405(client):
    assert client.post(make_article().get_absolute_url()).status_code == 405


@pytest.mark.parametrize("fields", [{"live": False}, {"published_at": "2100-01-01T00:00Z"}])
def test_a_draft_or_scheduled_article_is_not_found(client, fields):
    article = make_article(**fields)

    assert client.get(article.get_absolute_url()).status_code == 404


def test_the_text_is_cleaned_again_when_it_is_read(client):
    article = make_article()
    article.text.__class__.objects.update(body_html="<p>Hi<script>steal()</script></p>")

    assert "steal()" not in client.get(article.get_absolute_url()).text


def test_an_arabic_story_lives_under_its_language(client):
    article = make_article(language="ar", slug="قصة")

    response = client.get(article.get_absolute_url())

    assert article.get_absolute_url().startswith("/ar/business/")
    assert 'dir="rtl"' in response.text
