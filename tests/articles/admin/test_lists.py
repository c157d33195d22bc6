"""The desk's list: what narrows it, what is found, what is done to many, and that a million do not slow it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import desk_days, desk_search
from articles.admin.list_filters import STATES
from articles.admin.lists import COUNTED, BoundedPaginator, DeskLists
from articles.models import (
    Article,
    ArticleText,
    Author,
    DeskAction,
    Picture,
    PictureUse,
    Redirect,
    WorkingCopy,
)
from articles.models.desk_sentences import STATES as CONDITIONS
from articles.models.workflow import Stage
from newsroom.seeds import Seeds
from publication.models import SiteSettings
from tests.factories import (
    make_article,
    make_author,
    make_kind,
    make_region,
    make_section,
    make_staff,
    make_topic,
)

pytestmark = pytest.mark.django_db
LIST = reverse("admin:articles_article_changelist")
NOW = timezone.now()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def editor():
    return make_staff("Editor")


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def listed(desk, **asked):
    """The headlines on the first page of the list, in their order."""
    response = desk.get(LIST, asked)
    assert response.status_code == 200, response.get("Location")
    return [article.headline for article in response.context["cl"].result_list]


def one_of_each_state():
    for stage in Stage:
        make_article(live=False, headline=str(stage), stage=stage)
    make_article(headline="live")
    make_article(headline="scheduled", published_at=NOW + DAY)
    make_article(headline="withdrawn", withdrawn_at=NOW, published_at=NOW - DAY)


# What narrows it.


def test_the_words_of_states_are_the_same_everywhere():
    assert set(STATES) == set(CONDITIONS)


@pytest.mark.parametrize("state", STATES)
def test_each_state_finds_its_articles_and_no_others(desk, state):
    one_of_each_state()

    assert listed(desk, state=state) == [state]
    assert Article.objects.get(headline=state).state == state


def test_drafts_stand_first_then_what_is_scheduled_then_the_newest(desk):
    make_article(headline="old", published_at=NOW - DAY)
    make_article(headline="new")
    make_article(headline="scheduled", published_at=NOW + DAY)
    make_article(headline="draft", live=False)

    assert listed(desk) == ["draft", "scheduled", "new", "old"]


def test_section_kind_access_language_region_and_author_narrow_it(desk):
    gulf, author = make_region("gulf"), make_author()
    part = make_region("oman", parent=gulf)
    wanted = make_article(
        headline="wanted", section=make_section("energy"), kind=make_kind("memo"), language="ar",
        access_level="pro", regions=[part], authors=[author, make_author("Second")],
    )  # fmt: skip
    make_article(headline="other", regions=[make_region("maghreb")], authors=[make_author("Third")])

    for asked in (
        {"section__id__exact": wanted.section_id},
        {"kind__id__exact": wanted.kind_id},
        {"access_level__exact": "pro"},
        {"language__exact": "ar"},
        {"regions__id__exact": gulf.pk},
        {"bylines__author__id__exact": author.pk},
    ):
        assert listed(desk, **asked) == ["wanted"], asked


def test_whose(desk, editor):
    make_article(headline="begun", live=False, created_by=editor)
    make_article(headline="signed", authors=[make_author(user=editor)])
    make_article(headline="given", live=False, assigned_to=editor, stage="in_edit")
    make_article(headline="nobody's", live=False, stage="submitted")
    make_article(headline="a stranger's draft", live=False)

    assert set(listed(desk, whose="mine")) == {"begun", "signed"}
    assert listed(desk, whose="assigned") == ["given"]
    assert listed(desk, whose="nobody") == ["nobody's"]


@pytest.mark.parametrize("odd", [{"state": "x"}, {"whose": "x"}, {"when": "x"}])
def test_a_word_that_no_filter_knows_narrows_nothing(desk, odd):
    make_article(headline="any")

    assert listed(desk, **odd) == ["any"]


@pytest.mark.parametrize(
    "odd",
    [{"regions__id__exact": "x"}, {"bylines__author__id__exact": "9" * 30}, {"section__id__exact": "x"},
     {"published_at_from": "31.12."}, {"p": "999"}],
)  # fmt: skip
def test_what_is_no_value_leads_back_to_the_list(desk, odd):
    response = desk.get(LIST, odd)

    assert response.status_code in (200, 302)


def test_other_columns_cannot_be_asked_for(desk):
    for lookup in (
        "headline__icontains",
        "created_by__email__startswith",
        "text__body_text__regex",
    ):
        assert desk.get(LIST, {lookup: "a"}).status_code == 400


def test_the_list_tells_nothing_of_what_readers_read_or_gave_away(desk):
    for lookup in (
        "+__history__user__id__exact",
        "+__user__id__exact",
        "gift_links__giver__id__exact",
        "working_copies__user__id__exact",
    ):
        assert desk.get(LIST, {lookup: "1"}).status_code == 400


def test_no_column_can_be_sorted_by_end_to_end(desk):
    make_article(headline="b", published_at=NOW - DAY)
    make_article(headline="a", published_at=NOW - 2 * DAY)

    assert listed(desk, o="1") == ["b", "a"]


# Days.


def test_today_is_the_papers_today_also_when_the_clocks_change():
    SiteSettings.objects.update_or_create(pk=1, defaults={"time_zone": "Europe/Berlin"})
    evening = datetime(2026, 10, 25, 23, 30, tzinfo=UTC)  # half past midnight in Berlin

    assert desk_days.span("today", at=evening) == (
        datetime(2026, 10, 25, 23, tzinfo=UTC),
        datetime(2026, 10, 26, 23, tzinfo=UTC),
    )
    start, end = desk_days.span("today", at=evening - DAY)
    assert end.astimezone(UTC) - start.astimezone(UTC) == 25 * HOUR


def test_days_from_and_to_are_both_included(desk):
    SiteSettings.objects.update_or_create(pk=1, defaults={"time_zone": "Asia/Amman"})
    make_article(
        headline="first", published_at=datetime(2026, 3, 1, 21, 30, tzinfo=UTC)
    )  # 2 March there
    make_article(headline="last", published_at=datetime(2026, 3, 3, 20, 30, tzinfo=UTC))
    make_article(headline="after", published_at=datetime(2026, 3, 3, 21, 30, tzinfo=UTC))

    asked = {"published_at_from": "2026-03-02", "published_at_to": "2026-03-03"}

    assert set(listed(desk, **asked)) == {"first", "last"}


def test_the_saved_views_are_filters_and_each_finds_what_it_says(desk, editor):
    make_article(headline="mine", live=False, created_by=editor)
    make_article(headline="waiting", live=False, stage="submitted")
    start, _end = desk_days.span("today")
    make_article(headline="out today", published_at=max(start, NOW - HOUR))
    make_article(headline="old", published_at=NOW - 3 * DAY)
    views = {str(view["label"]): view["url"] for view in desk.get(LIST).context["views"]}

    def on(label):
        return [row.headline for row in desk.get(views[label]).context["cl"].result_list]

    assert on("My drafts") == ["mine"]
    assert on("Waiting for edit") == ["waiting"]
    assert on("Live today") == ["out today"]
    assert on("Scheduled today") == []


def test_an_author_has_no_use_for_editors_views(client):
    client.force_login(make_staff("Author"))

    labels = [str(view["label"]) for view in client.get(LIST).context["views"]]

    assert labels == ["All", "My drafts", "Assigned to me"]


# Search.


def test_the_search_finds_drafts_by_headline_text_slug_and_unfinished_word(desk):
    make_article(
        headline="Harbour pilots redraw the chart", slug="pilots-redraw", live=False,
        body_html="<p>Above.</p><hr class=paywall><p>Zanzibarite is mentioned once.</p>",
    )  # fmt: skip
    make_article(headline="Something else")

    for query in (
        "harbour",
        "pilot chart",
        "zanzib",
        "pilots-red",
        "https://news.example/x/pilots-redraw/",
    ):
        assert listed(desk, q=query) == ["Harbour pilots redraw the chart"], query
    assert listed(desk, q="harbour else") == []


def test_words_of_every_language_are_found(desk):
    make_article(headline="مرفأ العقبة", language="ar")
    make_article(headline="נמל חיפה", language="he")

    assert listed(desk, q="العقبة") == ["مرفأ العقبة"]
    assert listed(desk, q="חיפה") == ["נמל חיפה"]


@pytest.mark.parametrize(
    "odd", ["'", "a & | !", ":*", "-", "/", "\\", "x" * 5000, "the", "%", "a:b:*"]
)
def test_odd_queries_are_answered(desk, odd):
    make_article()

    assert desk.get(LIST, {"q": odd}).status_code == 200


def test_an_empty_query_is_none():
    make_article()

    assert desk_search.found_by(Article.objects.all(), "  ").count() == 1


def test_markup_in_a_headline_is_text(desk):
    make_article(
        headline='<img src=x onerror="alert(1)">', live=False, authors=[make_author("<b>x</b>")]
    )

    page = desk.get(LIST).text

    assert "<img src=x" not in page
    assert "<b>x</b>" not in page


# What a line shows.


def test_a_line_says_who_has_it_open_and_whose_it_is(desk, editor):
    article = make_article(live=False, assigned_to=editor, authors=[make_author("Nadia")])
    other = make_staff("Administrator", name="Omar")
    WorkingCopy.objects.create(key="a", article=article, user=other)

    page = desk.get(LIST).text

    assert "Omar" in page
    assert "Nadia" in page


# Bulk actions.


def act(desk, name, articles, **fields):
    chosen = {"action": name, "_selected_action": [article.pk for article in articles]}
    return desk.post(LIST, {**chosen, **fields})


def test_an_action_names_the_articles_and_changes_nothing_before_it_is_confirmed(desk):
    article = make_article(headline="To be named", live=False)

    page = act(desk, "publish_now", [article])

    assert "To be named" in page.text
    article.refresh_from_db()
    assert article.state == "draft"


CONFIRMED = [
    ("publish_now", {}, lambda a: a.state == "live", "published"),
    ("withdraw_now", {}, lambda a: a.state == "withdrawn", "withdrawn"),
    ("assign", {"choice": "editor"}, lambda a: a.assigned_to.email == "editor@example.org", "assigned"),
    ("move", {"choice": "section"}, lambda a: a.section.slug == "energy", "moved"),
    ("label", {"choice": "topic"}, lambda a: [t.slug for t in a.topics.all()] == ["water"], "labelled"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "choice", "is_done", "verb"), CONFIRMED)
def test_each_action_does_its_verb_and_leaves_a_row(desk, editor, name, choice, is_done, verb):
    chosen = {"editor": editor, "section": make_section("energy"), "topic": make_topic()}
    articles = [make_article(live=name == "withdraw_now") for _ in range(2)]

    act(desk, name, articles, confirmed="yes", **{k: chosen[v].pk for k, v in choice.items()})

    for article in articles:
        article = Article.objects.get(pk=article.pk)
        assert is_done(article)
        [action] = article.desk_actions.all()
        assert (action.verb, action.by) == (verb, editor)


def test_moving_keeps_the_old_address_and_the_text_and_is_a_revision(desk):
    article = make_article()
    old, text = article.get_absolute_url(), article.text.body_html

    act(desk, "move", [article], confirmed="yes", choice=make_section("energy").pk)

    article = Article.objects.get(pk=article.pk)
    assert article.get_absolute_url() == f"/energy/{article.slug}/"
    assert article.text.body_html == text
    assert Redirect.objects.get(old_path=old).article == article
    assert article.revisions.count() == 2


def test_what_cannot_be_done_is_named_and_the_rest_is_done(desk):
    draft, live = make_article(headline="Only a draft", live=False), make_article()

    page = act(desk, "withdraw_now", [draft, live], confirmed="yes")

    assert Article.objects.get(pk=live.pk).state == "withdrawn"
    assert Article.objects.get(pk=draft.pk).state == "draft"
    assert "Only a draft: It is not published." in desk.get(page.url).text


def test_what_the_checks_hold_back_is_not_published_in_bulk_either(desk):
    article = make_article(live=False, access_level="pro", body_html="")

    page = act(desk, "publish_now", [article], confirmed="yes")

    assert Article.objects.get(pk=article.pk).state == "draft"
    assert "It has no text." in desk.get(page.url).text


def test_a_choice_that_is_none_asks_again(desk):
    article = make_article()

    page = act(desk, "move", [article], confirmed="yes", choice="999999")

    assert page.status_code == 200
    assert not DeskAction.objects.exists()


def test_no_more_than_a_hundred_at_once(desk, monkeypatch):
    monkeypatch.setattr("articles.admin.bulk.MOST", 1)
    articles = [make_article(live=False) for _ in range(2)]

    act(desk, "publish_now", articles, confirmed="yes")

    assert not Article.objects.live().exists()


def test_an_author_does_nothing_to_many(client):
    author = make_staff("Author")
    article = make_article(live=False, created_by=author)
    client.force_login(author)

    for name in ("publish_now", "withdraw_now", "assign", "move", "label"):
        act(client, name, [article], confirmed="yes", choice=make_section("energy").pk)

    article.refresh_from_db()
    assert article.state == "draft"
    assert not DeskAction.objects.exists()


# Speed.


def test_the_list_costs_the_same_queries_whatever_it_holds(desk, django_assert_max_num_queries):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            desk.get(LIST)
        return len(queries)

    make_article(authors=[make_author()], regions=[make_region()])
    cost()
    few = cost()
    for number in range(60):
        make_article(authors=[make_author(f"Author {number}")], section=make_section(f"s{number}"))

    assert cost() == few <= 12


def test_counting_ends_at_a_thousand(monkeypatch):
    monkeypatch.setattr("articles.admin.lists.COUNTED", 3)
    for _ in range(6):
        make_article()
    pages = BoundedPaginator(Article.objects.newest_first(), 2)

    assert (pages.count, pages.num_pages, pages.is_cut) == (4, 2, True)
    assert COUNTED == 1000


ASKED = [
    {}, {"p": "3"}, *({"state": state} for state in STATES), {"section__id__exact": "section"},
    {"kind__id__exact": "kind"}, {"access_level__exact": "pro"}, {"language__exact": "en"},
    {"regions__id__exact": "region"}, {"bylines__author__id__exact": "author"}, {"when": "today"},
    {"whose": "mine"}, {"whose": "assigned"}, {"whose": "nobody"}, {"published_at_from": "2026-01-01"},
    {"q": "harbour"}, {"q": "seed-1234"}, {"state": "live", "when": "today", "section__id__exact": "section"},
]  # fmt: skip


@pytest.fixture
def archive(monkeypatch):
    """An archive in small: 1,500 articles, counted to 15, stand for 100,000, counted to 1,000."""
    monkeypatch.setattr("articles.admin.lists.COUNTED", 15)
    monkeypatch.setattr("newsroom.seeds.BODIES", 5)
    monkeypatch.setattr(DeskLists, "list_per_page", 5)
    for slug in ("business", "energy", "culture"):
        make_section(slug)
    for number in range(8):
        make_region(f"region-{number}")
    seeds = Seeds(seed=1, at=NOW)
    for start in range(0, 1500, 300):
        seeds.make(start, start + 300)
    make_article(live=False, stage="submitted")
    with connection.cursor() as cursor:
        for model in (
            Article,
            ArticleText,
            Article.regions.through,
            Article.bylines.rel.related_model,
            Author,
        ):
            cursor.execute(f"ANALYZE {model._meta.db_table}")
        # As dear as a hundred thousand rows would make it: here all fit into a few pages.
        cursor.execute("SET LOCAL seq_page_cost = 20")


def test_no_list_reads_all_articles(desk, archive):
    article = Article.objects.filter(published_at__isnull=False).first()
    found = {
        "section": article.section_id, "kind": article.kind_id, "region": article.regions.first().pk,
        "author": article.bylines.first().author_id,
    }  # fmt: skip
    for asked in ASKED:
        asked = {name: found.get(value, value) for name, value in asked.items()}
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(LIST, asked).status_code == 200
        for query in queries:
            assert_reads_few(query["sql"], asked)


def test_a_region_is_looked_for_by_numbers_whose_frequency_postgresql_knows():
    region = make_region("gulf")
    part = make_region("oman", parent=region)

    asked = str(Article.objects.in_region(region).query)

    assert f"IN ({region.pk}, {part.pk})" in asked
    assert '"articles_region"' not in asked


@pytest.mark.parametrize("role", ["Editor", "Author"])
def test_nothing_that_is_chosen_or_looked_up_reads_all_articles(client, archive, role):
    user = make_staff(role)
    client.force_login(user)
    draft = make_article(live=False, created_by=user)
    picture = Picture.objects.create(image="x.webp", width=9, height=9)
    PictureUse.objects.create(article=draft, picture=picture)
    chosen = {"app_label": "articles", "model_name": "relatedarticle", "field_name": "related"}
    addresses = [
        reverse("admin:articles_article_change", args=[draft.pk]),
        reverse("admin:articles_picture_change", args=[picture.pk]),
        reverse("admin:autocomplete", query={**chosen, "term": ""}),
        reverse("admin:autocomplete", query={**chosen, "term": "harbour"}),
    ]
    for address in addresses:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        for query in queries:
            assert_reads_few(query["sql"], address)


def assert_reads_few(sql, asked):
    if not sql.startswith("SELECT") or "articles_article" not in sql:
        return
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Seq Scan on articles_article " not in plan, f"{asked}\n{plan}"
