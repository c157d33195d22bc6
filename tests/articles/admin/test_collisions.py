"""Two people edit one article: the second save is shown both texts and decides."""

import json

import pytest
from django.urls import reverse
from django.utils.html import escape

from articles import writing
from articles.models import Article, Industry
from tests.articles.admin.forms import form_of
from tests.factories import make_article, make_author, make_editor, make_region, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article(headline="As it was", body_html="<p>The port opens today.</p>")


@pytest.fixture
def screens(client, django_user_model):
    """Two people's browsers."""
    nadia = make_editor("nadia@example.org", is_superuser=True, name="Nadia")
    omar = make_editor("omar@example.org", is_superuser=True, name="Omar")
    other = type(client)()
    client.force_login(nadia)
    other.force_login(omar)
    return client, other


def save(screen, article, **fields):
    address = reverse("admin:articles_article_change", args=[article.pk])
    return screen.post(address, form_of(article, **fields))


def test_the_second_save_is_refused_and_shown_both_texts(screens, article):
    first, second = screens
    save(first, article, headline="Nadia's", body_html="<p>The port opens tomorrow.</p>")

    page = save(second, article, headline="Omar's", body_html="<p>The port closes today.</p>")

    article = Article.objects.get(pk=article.pk)
    assert page.status_code == 200
    assert article.headline == "Nadia's"
    assert writing.text_of(article) == "<p>The port opens tomorrow.</p>"
    assert "Nadia saved this article" in page.text
    assert "<ins>closes</ins>" in page.text
    assert "<del>opens</del>" in page.text
    assert "The port closes today." in page.context["adminform"].form["body_html"].value()


def test_after_seeing_both_the_save_goes_through(screens, article):
    first, second = screens
    save(first, article, headline="Nadia's")
    page = save(second, article, headline="Omar's")
    seen = page.context["adminform"].form["based_on"].value()

    save(second, article, headline="Both's", based_on=seen)

    assert Article.objects.get(pk=article.pk).headline == "Both's"
    by = [revision.made_by and revision.made_by.name for revision in article.revisions.all()]
    assert by == ["Omar", "Nadia", None]


def test_a_third_save_in_between_is_seen_again(screens, article):
    first, second = screens
    save(first, article, headline="One")
    page = save(second, article, headline="Mine")
    seen = page.context["adminform"].form["based_on"].value()
    save(first, article, headline="Two", based_on=1 + 1)

    assert save(second, article, headline="Mine", based_on=seen).status_code == 200
    assert Article.objects.get(pk=article.pk).headline == "Two"


def test_a_screen_that_does_not_know_what_it_saw_is_shown_both_texts(screens, article):
    mine, theirs = screens
    save(theirs, article, headline="Omar's")

    page = save(mine, article, headline="Mine", based_on="odd")

    assert page.status_code == 200
    assert page.context["adminform"].form.collision


def test_a_screen_that_saw_everything_saves(screens, article):
    first, second = screens
    save(first, article, headline="One")

    assert save(second, article, headline="Two", based_on=2).status_code == 302


def test_a_choice_that_differs_is_named(screens, article):
    first, second = screens
    save(first, article, access_level="pro")

    page = save(second, article, access_level="registered")

    assert "<del>PRO</del>" in page.text
    assert "Registered" in page.text


@pytest.mark.parametrize("name", ["regions", "topics", "industries"])
def test_labels_that_somebody_else_chose_are_not_taken_away_unseen(screens, article, name):
    first, second = screens
    row = {"regions": make_region, "topics": make_topic, "industries": Industry.objects.first}[
        name
    ]()
    save(first, article, **{name: [row.pk]})

    page = save(second, article)

    assert f"<del>{escape(row)}</del>" in page.text
    assert list(getattr(Article.objects.get(pk=article.pk), name).all()) == [row]


def test_an_embargo_that_somebody_else_set_is_not_taken_away_unseen(screens):
    first, second = screens
    article = make_article(live=False)
    until = {"embargoed_until_0": "2031-01-01", "embargoed_until_1": "10:00"}
    save(first, article, **until)

    page = save(second, article, headline="Mine")

    assert "Embargo" in page.text
    assert Article.objects.get(pk=article.pk).embargoed_until


def test_a_byline_that_somebody_else_removed_does_not_stop_the_second_save(screens):
    first, second = screens
    author = make_author()
    article = make_article(authors=[author])
    row = article.bylines.get()
    rows = {"bylines-TOTAL_FORMS": 1, "bylines-INITIAL_FORMS": 1, "bylines-0-id": row.pk,
            "bylines-0-article": article.pk, "bylines-0-author": author.pk, "bylines-0-position": 0}  # fmt: skip
    save(first, article, **rows, **{"bylines-0-DELETE": "on"})
    page = save(second, article, headline="Mine", **rows)
    assert "Bylines" in page.text

    seen = page.context["adminform"].form["based_on"].value()
    assert save(second, article, headline="Mine", based_on=seen, **rows).status_code == 302


def test_the_second_tab_of_the_same_person_collides_with_the_first(screens, article):
    mine, _other = screens
    save(mine, article, headline="Of the first tab")

    page = save(mine, article, headline="Of the second tab")

    assert Article.objects.get(pk=article.pk).headline == "Of the first tab"
    assert "You saved this article in another tab" in page.text
    assert page.context["adminform"].form["headline"].value() == "Of the second tab"
    seen = page.context["adminform"].form["based_on"].value()
    assert save(mine, article, headline="Of both", based_on=seen).status_code == 302
    assert Article.objects.get(pk=article.pk).headline == "Of both"


def keep(screen, article, tab):
    said = {"key": f"article:{article.pk}:{tab}", "article": article.pk, "based_on": 1,
            "values": {"fields": {"headline": [tab]}, "labels": {}}}  # fmt: skip
    address = reverse("admin:articles_desk_keep")
    assert screen.post(address, json.dumps(said), "application/json").status_code == 200


def offered(screen, article):
    page = screen.get(reverse("admin:articles_article_change", args=[article.pk]))
    return page.context["desk"]["recovery"]


def test_words_brought_back_are_based_on_what_stood_when_they_were_written(screens, article):
    first, second = screens
    keep(first, article, "firsttab")
    save(second, article, headline="Omar's")

    assert [copy["based_on"] for copy in offered(first, article)] == [1]


def test_a_save_lets_go_of_its_own_screen_alone(screens, article):
    first, _second = screens
    for tab in ("firsttab", "second-tab"):
        keep(first, article, tab)

    save(first, article, headline="Saved", working_key=f"article:{article.pk}:firsttab")

    [left] = offered(first, article)
    assert left["key"] == f"article:{article.pk}:second-tab"


def test_a_refused_save_keeps_the_words_of_its_screen(screens, article):
    first, second = screens
    keep(first, article, "firsttab")
    save(second, article, headline="Omar's")

    page = save(first, article, headline="Mine", working_key=f"article:{article.pk}:firsttab")

    assert page.context["adminform"].form["working_key"].value() == f"article:{article.pk}:firsttab"
    assert len(offered(first, article)) == 1


def test_a_text_that_is_too_long_is_an_error_of_its_field_and_stays_on_the_screen(screens, article):
    long = "<p>" + "word " * 220_000 + "</p>"

    page = save(screens[0], article, body_html=long)

    form = page.context["adminform"].form
    assert "too long" in form.errors["body_html"][0]
    assert form["body_html"].value() == long


def test_related_pieces_that_somebody_else_chose_are_not_taken_away_unseen(screens, article):
    first, second = screens
    other = make_article()
    rows = {"chosen_related-TOTAL_FORMS": 1, "chosen_related-0-article": article.pk,
            "chosen_related-0-related": other.pk, "chosen_related-0-position": 0}  # fmt: skip
    save(first, article, **rows)

    page = save(second, article)

    assert f"<del>{other.headline}</del>" in page.text
    assert article.chosen_related.get().related == other
