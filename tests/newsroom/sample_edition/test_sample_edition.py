"""The sample edition as readers meet it: whole, linked, and closed where it should be."""

import re
from datetime import timedelta

import pytest
from django.db.models import Count, Q
from django.utils import timezone
from lxml import html as lxml_html

from articles.front import front_page
from articles.models import Article, Author, Industry, Kind, Picture, Region, Section
from memberships.access import AccessLevel
from newsroom.sample_edition import source
from publication.models import MenuItem, Page, SiteSettings, Wording

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("edition"),
    pytest.mark.xdist_group("sample edition"),
]

ENOUGH = 4


def english():
    return Article.objects.live().in_language("en")


def gated():
    return Article.objects.live().exclude(access_level=AccessLevel.FREE)


# Whole.


def test_every_story_of_the_data_is_live():
    slugs = set(Article.objects.live().values_list("slug", flat=True))

    assert slugs == set(source.edition().stories)


@pytest.mark.parametrize("model", [Section, Kind, Industry], ids=lambda model: model.__name__)
def test_every_part_of_the_paper_has_enough_to_read(model):
    counted = model.objects.annotate(
        number=Count("article" if model is Industry else "articles", distinct=True)
    )

    assert {row.slug: row.number for row in counted if row.number < ENOUGH} == {}


def test_every_region_has_something_to_read():
    thin = [
        region.slug for region in Region.objects.all() if english().in_region(region).count() < 2
    ]

    assert thin == []


def test_the_front_page_is_full():
    front = front_page()

    assert front.lead.lead_picture is not None
    assert len(front.second_row) == 4
    assert [len(part) for part in (front.latest, front.intel, front.memos, front.reports)] == [
        8,
        6,
        4,
        4,
    ]
    assert [len(strip.articles) for strip in front.strips] == [ENOUGH] * 4


def test_the_last_days_brought_enough_intel():
    recent = timezone.now() - timedelta(days=6)

    assert english().filter(kind__slug="intel", published_at__gte=recent).count() >= 8


def test_every_article_has_a_writer_a_text_and_a_note():
    lacking = Article.objects.filter(Q(bylines=None) | Q(word_count__lt=150) | Q(note=""))

    assert list(lacking.values_list("slug", flat=True)) == []


def test_a_guest_signs_with_a_name_and_no_page(client):
    article = Article.objects.get(slug="let-the-clerk-sign-her-name")

    response = client.get(article.get_absolute_url())

    assert "Hadeel Shawabkeh" in response.text
    assert not Author.objects.filter(name="Hadeel Shawabkeh").exists()


def test_every_drawn_picture_is_there_with_its_words():
    drawn = {path.name for path in (source.FOLDER / "pictures").glob("*.webp")}

    pictures = Picture.objects.filter(original_name__in=drawn).exclude(alt="").exclude(credit="")

    assert set(pictures.values_list("original_name", flat=True)) == drawn


# Closed where it should be.


def test_a_gated_article_keeps_its_last_words_for_those_who_may_read(client):
    told = []
    for article in gated().select_related("text", "section"):
        last_words = " ".join(article.text.body_text.split()[-7:])
        response = client.get(article.get_absolute_url())
        if last_words in " ".join(lxml_html.fromstring(response.content).text_content().split()):
            told.append(article.slug)

    assert gated().count() > 30
    assert told == []


def test_an_editor_reads_the_last_words_of_every_article(client, django_user_model):
    editor = django_user_model.objects.create_superuser("editor@example.org")
    client.force_login(editor)

    article = gated().select_related("text").get(slug="gulf-data-halls")
    response = client.get(article.get_absolute_url())

    assert " ".join(article.text.body_text.split()[-7:]) in " ".join(
        lxml_html.fromstring(response.content).text_content().split()
    )


def test_every_gated_article_shows_something_of_itself():
    assert [article.slug for article in gated() if article.lead_in_text == ""] == []


def test_a_report_gives_its_sample_chapter_away():
    report = Article.objects.get(slug="renewable-procurement-rules")

    chapters = re.findall(r"<h2[^>]*>(\d)\.", report.public_html)

    assert chapters == ["2"]


def test_the_offer_says_that_nothing_is_sold_yet(client):
    memo = Article.objects.get(slug="gulf-mid-cap-sukuk")

    response = client.get(memo.get_absolute_url())

    assert "It cannot be bought yet." in response.text
    assert "free trial" not in response.text


# Linked.


def internal_links(response):
    page = lxml_html.fromstring(response.content)
    found = {link.get("href").partition("#")[0].partition("?")[0] for link in page.iter("a")}
    return {address for address in found if address.startswith("/")}


def test_no_link_of_ours_is_broken(client):
    known, waiting, broken = set(), {"/"}, {}
    while waiting:
        address = waiting.pop()
        known.add(address)
        response = client.get(address)
        if response.status_code in (301, 302):
            waiting |= {response["Location"].partition("?")[0]} - known
        elif response.status_code != 200:
            broken[address] = response.status_code
        elif response["Content-Type"].startswith("text/html"):
            waiting |= internal_links(response) - known

    assert broken == {}
    assert {article.get_absolute_url() for article in english()} <= known
    assert len(known) > 300


def test_translations_and_originals_know_each_other():
    originals = {
        article.slug: {row["language"] for row in article.translation_rows}
        for article in english()
        if article.translations.exists()
    }

    assert originals == {
        "tripoli-library-of-signs": {"en", "ar"},
        "sfax-tasting-room": {"en", "ar"},
        "irbid-evening-clinics": {"en", "ar"},
        "kuwait-night-sites": {"en", "ar"},
        "haifa-water-listeners": {"en", "he"},
        "bursa-shared-boiler": {"en", "tr"},
        "yazd-qanat-map": {"en", "fa"},
    }


def test_chosen_related_pieces_stand_beside_an_article_in_their_order(client):
    article = Article.objects.get(slug="when-the-satellite-lies")

    chosen = article.chosen_related.order_by("position").values_list("related__slug", flat=True)

    assert list(chosen) == [
        "war-risk-cover-explained",
        "underwriters-split-the-red-sea",
        "salalah-cable-ship",
    ]


def test_corrections_stand_where_they_were_made_and_in_the_list(client):
    article = Article.objects.get(slug="jericho-growers-hear-weevils")

    assert "A sensor costs 62 shekels to assemble." in client.get(article.get_absolute_url()).text
    assert "A sensor costs 62 shekels to assemble." in client.get("/corrections/").text
    assert article.updated_at == article.published_at + timedelta(days=0.4)


# The paper around it.


def test_the_countries_stand_from_west_to_east():
    notes = MenuItem.objects.filter(menu="countries").order_by("position")
    degrees = [int(item.note[:-2]) * (-1 if item.note.endswith("W") else 1) for item in notes]

    assert degrees[0] == -7
    assert degrees == sorted(degrees)


def test_the_menus_and_standing_pages_are_there():
    assert set(MenuItem.objects.values_list("menu", flat=True)) == set(MenuItem.Menu.values)
    assert set(Page.objects.values_list("slug", flat=True)) == {
        "about",
        "contact",
        "corrections-policy",
        "ethics",
        "privacy",
        "terms",
    }
    assert SiteSettings.current().name == source.facts_in("site.yaml")["settings"]["name"]


def test_nineteen_letters_are_announced_and_no_address_is_asked_for(client):
    response = client.get("/newsletters/")

    letters = source.facts_in("copy/newsletters.yaml")
    assert len(letters) == 19
    assert [letter["name"] for letter in letters if letter["promise"] not in text(response)] == []
    assert "@" not in response.text.partition("<main")[2].partition("</main>")[0]
    assert forms(response) == []


def test_the_prices_are_said_and_nothing_can_be_bought(client):
    response = client.get("/membership/")

    for said in ("$25.00 / month", "billed annually", "1-week free trial", "cannot be bought yet"):
        assert said in text(response)
    assert forms(response) == []


def test_planned_events_are_told_without_a_form(client):
    response = client.get("/events/")

    coming = [row for row in source.facts_in("copy/events.yaml") if row["starts_in_hours"] > 0]
    assert len(coming) == 4
    assert [row["slug"] for row in coming if row["title"] not in text(response)] == []
    assert forms(response) == []


def test_every_offer_of_the_copy_is_worded():
    reasons = set(source.facts_in("copy/offers.yaml"))
    keys = Wording.objects.filter(group="offers").values_list("key", flat=True)

    assert {key.partition(".")[0] for key in keys} == reasons


def text(response):
    return " ".join(lxml_html.fromstring(response.content).find(".//main").text_content().split())


def forms(response):
    return lxml_html.fromstring(response.content).findall(".//main//form")
