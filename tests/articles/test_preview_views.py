"""Previews: exactly the page, unsaved words and all, for whom it may concern and nobody else."""

import json
from datetime import timedelta
from itertools import batched
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from articles import drafts
from articles.models import Article, PreviewLink
from tests.articles.admin.test_screen import copy, keep
from tests.factories import (
    make_article,
    make_author,
    make_editor,
    make_staff,
    make_topic,
    make_user,
)
from tests.markup import elements_of, harmful, hostile_markup

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return make_article(live=False, access_level="pro", headline="Not yet", authors=[make_author()])


@pytest.fixture
def desk(client):
    client.force_login(make_editor(is_superuser=True))
    return client


def address(article, **query):
    key = f"article:{article.pk}:firsttab"
    return reverse("articles:desk_preview", kwargs={"key": key}, query=query)


@pytest.mark.parametrize(
    ("reader", "may_read"),
    [("anonymous", False), ("registered", False), ("pro", True), ("odd", False), ("", False)],
)
def test_the_desk_sees_the_page_as_each_reader_will(desk, draft, reader, may_read):
    page = desk.get(address(draft, **{"as": reader}))

    assert page.status_code == 200
    assert "Not yet" in page.text
    assert ("Zqcanary" in page.text) is may_read
    assert ('class="wall' in page.text) is not may_read


def test_the_preview_is_the_page_byte_for_byte(desk):
    article = make_article(access_level="free", authors=[make_author()], topics=[make_topic()])

    preview, page = (
        desk.get(address(article)).text,
        type(desk)().get(article.get_absolute_url()).text,
    )

    # But for the way back after signing in, which is to where the reader is.
    for way in (address(article), quote(address(article), safe="/")):
        preview = preview.replace(way, article.get_absolute_url())
    assert preview == page


def test_a_preview_for_paper(desk, draft):
    page = desk.get(address(draft, form="print"))

    assert "articles/article_print.html" in [template.name for template in page.templates]


def test_unsaved_words_are_previewed(desk, draft):
    body = "<p>Typed a moment ago.</p>"
    keep(desk, copy(draft, headline="On the screen", body_html=body, access_level="free"))

    page = desk.get(address(draft)).text

    assert "On the screen" in page
    assert "Typed a moment ago." in page
    assert Article.objects.get(pk=draft.pk).headline == "Not yet"


def test_a_new_article_is_previewed_before_its_first_save(desk):
    author, topic = make_author(), make_topic()
    keep(desk, copy(headline="New", topics=str(topic.pk), **{"bylines-0-author": str(author.pk)}))

    page = desk.get(reverse("articles:desk_preview", kwargs={"key": "new:firsttab"})).text

    assert "New" in page
    assert author.name in page
    assert topic.name in page
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "odd",
    [{"section": "x"}, {"kind": "0"}, {"access_level": "odd"}, {"language": "xx"}, {"slug": ""},
     {"lead_picture": "9" * 18}, {"bylines-0-author": "²"}, {"free_sample_chapter": "-1"}],
)  # fmt: skip
def test_odd_values_are_previewed_all_the_same(desk, draft, odd):
    keep(desk, copy(draft, **odd))

    assert desk.get(address(draft)).status_code == 200


@pytest.mark.parametrize("level", ["odd", ""])
def test_a_level_that_nobody_knows_keeps_the_text_behind_the_wall(desk, level):
    article = make_article(live=False, access_level="free")
    body = '<p>Before.</p><hr class="paywall"><p>Zqcanary.</p>'

    shown = drafts.on_screen(copy(article, access_level=level, body_html=body)["values"], article)

    assert shown.access_level == "pro"
    assert "Zqcanary" not in shown.public_html


def test_hostile_words_on_the_screen_do_no_harm(desk, draft):
    payloads = [payload for payload in hostile_markup() if "\0" not in payload]

    for batch in batched(payloads, 60, strict=False):
        words = "\n".join(batch)
        keep(desk, copy(draft, body_html=words, headline=words[:300], standfirst=words[:600],
                        kicker=words[:60], summary=words, picture_caption=words[:500]))  # fmt: skip
        for element in elements_of(desk.get(address(draft, **{"as": "pro"})).text):
            assert not harmful(element), element.attrib


def test_only_the_desk_sees_it(client, draft):
    assert client.get(address(draft)).status_code == 302
    client.force_login(make_user())
    assert client.get(address(draft)).status_code == 302
    client.force_login(make_editor())  # staff who may not see articles
    assert client.get(address(draft)).status_code == 302


@pytest.mark.parametrize("left", [{"is_staff": False}, {"is_active": False}])
def test_whoever_has_left_sees_no_draft_though_the_group_was_forgotten(client, draft, left):
    user = make_staff("Editor")
    client.force_login(user)
    assert client.get(address(draft)).status_code == 200

    User.objects.filter(pk=user.pk).update(**left)

    assert client.get(address(draft)).status_code == 302


def test_another_editors_words_are_not_previewed(desk, client, draft):
    keep(desk, copy(draft, headline="Mine"))
    client.force_login(make_editor("other@example.org", is_superuser=True))

    assert "Mine" not in client.get(address(draft)).text


def test_nobody_keeps_lists_or_frames_it(desk, draft):
    page = desk.get(address(draft))

    assert page["Cache-Control"] == "private, no-store"
    assert page["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page["X-Robots-Tag"]
    assert page["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in page["Content-Security-Policy"]
    assert "script-src 'self';" in page["Content-Security-Policy"]


# Links for people without an account.


def make_link(desk, article):
    return desk.post(reverse("admin:articles_desk_link"), {"article": article.pk}).json()


def test_a_link_shows_the_whole_saved_article_to_whoever_holds_it(desk, draft):
    url = make_link(desk, draft)["url"]
    stranger = type(desk)()

    page = stranger.get(url)

    assert "Zqcanary" in page.text
    assert page["Cache-Control"] == "private, no-store"
    assert page["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page["X-Robots-Tag"]
    assert page["X-Frame-Options"] == "DENY"
    assert draft.desk_actions.get().verb == "linked"


def test_the_address_itself_is_not_kept(desk, draft):
    token = make_link(desk, draft)["url"].rstrip("/").rsplit("/", 1)[1]

    assert len(token) == 43
    assert token not in json.dumps(list(PreviewLink.objects.values()), default=str)


def test_a_link_that_is_taken_back_opens_nothing(desk, draft):
    link = make_link(desk, draft)
    desk.post(link["revoke"])

    assert type(desk)().get(link["url"]).status_code == 404


def test_a_link_ends(desk, draft):
    link = make_link(desk, draft)
    PreviewLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert type(desk)().get(link["url"]).status_code == 404


def test_a_link_to_one_article_opens_no_other_and_no_unsaved_words(desk, draft):
    keep(desk, copy(draft, headline="Unsaved"))

    assert "Unsaved" not in type(desk)().get(make_link(desk, draft)["url"]).text
    assert type(desk)().get("/preview/" + "A" * 43 + "/").status_code == 404


@pytest.mark.parametrize("name", ["/preview/" + "A" * 43 + "/", "/preview/article:999:firsttab/"])
def test_an_address_that_opens_nothing_is_listed_nowhere(desk, name):
    page = desk.get(name)

    assert page.status_code == 404
    assert "noindex" in page["X-Robots-Tag"]
    assert page["Referrer-Policy"] == "no-referrer"
    assert page["Cache-Control"] == "private, no-store"


def test_only_whoever_may_change_articles_makes_links(client, draft):
    client.force_login(make_editor())

    assert (
        client.post(reverse("admin:articles_desk_link"), {"article": draft.pk}).status_code == 403
    )
    assert not PreviewLink.objects.exists()


def test_a_link_ends_with_publication_and_with_a_withdrawal(desk, draft):
    url = make_link(desk, draft)["url"]
    draft.publish(at=timezone.now())
    page = type(desk)().get(url, follow=True)
    assert page.redirect_chain[-1][0] == draft.get_absolute_url()
    assert "Zqcanary" not in page.text

    draft.withdraw(at=timezone.now())
    assert type(desk)().get(url).status_code == 404


def test_whoever_does_not_publish_shares_nothing_that_is_sold(client):
    article = make_article(access_level="pro", authors=[make_author()])
    writer = make_editor("writer@example.org")
    rights = ["change_article", "view_article", "edit_any_article"]
    writer.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(writer)

    assert (
        client.post(reverse("admin:articles_desk_link"), {"article": article.pk}).status_code == 403
    )
