"""Pictures on the edit screen: brought, described, refused in a sentence; the library behind them."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import pictures, writing
from articles.models import Picture
from tests.articles.admin.test_pictures import WORDS as EMPTY
from tests.articles.admin.test_pictures import photograph
from tests.factories import make_article, make_author, make_editor, make_staff, make_user
from tests.fixtures import shared_fixtures

pytestmark = pytest.mark.django_db
NEW, WORDS = reverse("admin:articles_desk_upload"), reverse("admin:articles_desk_describe")
LIBRARY = reverse("admin:articles_picture_changelist")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def desk(client):
    client.force_login(make_editor(is_superuser=True))
    return client


def test_a_picture_is_brought_to_the_screen(desk):
    said = desk.post(NEW, {"file": photograph()}).json()

    picture = Picture.objects.get()
    assert said["number"] == picture.pk
    assert said["src"] == picture.image.url
    assert said["is_ready"] is False


def test_what_is_no_picture_is_refused_in_a_sentence(desk):
    for path in sorted(shared_fixtures("security/svg").iterdir()):
        response = desk.post(NEW, {"file": SimpleUploadedFile(path.name, path.read_bytes())})
        assert response.status_code == 400
        assert response.json()["error"].endswith(".")

    assert desk.post(NEW).status_code == 400
    assert not Picture.objects.exists()


def test_a_picture_is_described_from_the_screen(desk):
    picture = pictures.ingest(photograph())

    said = desk.post(
        WORDS, {"number": picture.pk, "alt": "A harbour", "caption": "", "credit": "A B"}
    ).json()

    picture.refresh_from_db()
    assert (picture.alt, picture.credit, said["alt"]) == ("A harbour", "A B", "A harbour")


@pytest.mark.parametrize("number", ["", "x", "0", "9" * 30, "12345"])
def test_words_for_no_picture_are_refused(desk, number):
    assert desk.post(WORDS, {"number": number, "alt": "A"}).status_code == 404


def test_words_that_are_too_long_are_refused_in_a_sentence(desk):
    picture = pictures.ingest(photograph())

    response = desk.post(WORDS, {"number": picture.pk, "alt": "A" * 501})

    assert response.status_code == 400
    assert response.json()["error"]


@pytest.mark.parametrize("address", [NEW, WORDS])
def test_nobody_else_brings_or_describes(client, address):
    client.force_login(make_editor())
    assert client.post(address, {"file": photograph()}).status_code == 403
    client.force_login(make_user("reader@example.net"))
    assert client.post(address, {"file": photograph()}).status_code == 302
    assert not Picture.objects.exists()


# Where a picture stands.


def in_text(picture):
    return f'<p>Words.</p><figure data-picture="{picture.pk}"></figure>'


def test_a_picture_knows_the_articles_that_show_it(desk):
    picture, other = pictures.ingest(photograph(), alt="A"), pictures.ingest(photograph(), alt="B")
    in_the_text = make_article(headline="In the text", body_html=in_text(picture))
    make_article(headline="At the head", lead_picture=picture)
    make_article(headline="Elsewhere", body_html=in_text(other))

    page = desk.get(reverse("admin:articles_picture_change", args=[picture.pk])).text

    assert "In the text" in page
    assert "At the head" in page
    assert "Elsewhere" not in page
    writing.write(in_the_text, body_html="<p>Without.</p>")
    assert not picture.uses.exists()


def test_a_number_of_no_picture_is_no_use():
    make_article(body_html='<figure data-picture="999"><figcaption>x</figcaption></figure>')


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"wanting": "alt"}, ["plain"]),
        ({"wanting": "credit"}, ["plain", "used"]),
        ({"use": "yes"}, ["used"]),
        ({"use": "no"}, ["plain", "credited"]),
        ({"q": "harbour"}, ["used"]),
        ({"wanting": "odd", "use": "odd"}, ["plain", "used", "credited"]),
    ],
)
def test_the_library_is_searched_and_filtered(desk, query, expected):
    made = {
        "plain": pictures.ingest(photograph()),
        "used": pictures.ingest(photograph(), alt="A harbour"),
        "credited": pictures.ingest(photograph(), alt="A field", credit="A B"),
    }
    make_article(body_html=in_text(made["used"]))

    rows = desk.get(LIBRARY, query).context["cl"].result_list

    assert {row.pk for row in rows} == {made[name].pk for name in expected}


def test_sixty_pictures_cost_few_queries(desk, django_assert_max_num_queries):
    Picture.objects.bulk_create(
        Picture(image=f"{n}.webp", width=800, height=500, alt="x") for n in range(70)
    )

    with django_assert_max_num_queries(12):
        page = desk.get(LIBRARY)

    assert len(page.context["cl"].result_list) == 60


def test_the_library_counts_to_a_thousand_and_says_so(desk, monkeypatch):
    monkeypatch.setattr("articles.admin.lists.COUNTED", 2)
    for number in range(4):
        Picture.objects.create(image=f"{number}.webp", width=9, height=9)

    page = desk.get(LIBRARY)

    assert page.context["cl"].paginator.count == 3
    assert "The first 1,000 are shown" in page.text


@pytest.mark.parametrize(("query", "found"), [({"q": "harbour"}, 1), ({"q": "nothing"}, 0)])
def test_what_is_sought_in_the_library_is_looked_for_once(desk, query, found):
    Picture.objects.create(image="a.webp", width=9, height=9, alt="A harbour")

    with CaptureQueriesContext(connection) as queries:
        page = desk.get(LIBRARY, {**query, "p": 9})

    sought = [each["sql"] for each in queries if "LIKE" in each["sql"]]
    assert len(page.context["cl"].result_list) == found
    assert len([sql for sql in sought if "articles_picture" in sql and "IN (" not in sql]) == 1


def test_a_picture_whose_file_is_gone_says_so(desk):
    picture = Picture.objects.create(image="gone.webp", width=8, height=5)

    page = desk.get(reverse("admin:articles_picture_change", args=[picture.pk]))

    assert "missing from the store" in page.text


# Whose words a picture carries: those of every article that shows it.


@pytest.fixture
def author(client):
    user = make_staff("Author")
    client.force_login(user)
    return user


def page_of(picture):
    return reverse("admin:articles_picture_change", args=[picture.pk])


def test_an_author_reads_only_the_names_of_their_own_articles(client, author):
    picture, other = pictures.ingest(photograph()), pictures.ingest(photograph("red"))
    make_article(live=False, headline="A draft of mine", created_by=author, lead_picture=picture)
    make_article(live=False, headline="A secret", body_html=in_text(picture))
    make_article(live=False, headline="A secret", lead_picture=other)

    page, second = client.get(page_of(picture)).text, client.get(page_of(other)).text

    assert "A draft of mine" in page
    assert "and others" in page
    assert "In articles of others" in second
    assert "A secret" not in page + second


def test_where_all_are_ones_own_there_are_no_others(client, author):
    picture = pictures.ingest(photograph())
    assert "In no article" in client.get(page_of(picture)).text
    make_article(live=False, headline="Mine", created_by=author, lead_picture=picture)

    page = client.get(page_of(picture)).text

    assert "Mine" in page
    assert "and others" not in page


def test_beyond_fifty_it_says_that_there_are_others(desk, monkeypatch):
    monkeypatch.setattr("articles.admin.pictures.WHERE_USED", 1)
    picture = pictures.ingest(photograph())
    for _number in range(2):
        make_article(lead_picture=picture)

    assert "and others" in desk.get(page_of(picture)).text


USES = {
    "nowhere": (None, True),
    "own draft": ({"live": False}, True),
    "own draft that an editor has": ({"live": False, "stage": "in_edit"}, False),
    "own and live": ({}, False),
    "another's draft": ({"live": False, "created_by": None}, False),
}


@pytest.mark.parametrize("name", USES)
@pytest.mark.parametrize("place", ["lead_picture", "cover", "share_picture", "text"])
def test_an_author_changes_a_picture_only_of_ones_own_open_drafts(client, author, place, name):
    fields, may = USES[name]
    picture = pictures.ingest(photograph())
    if fields is not None:
        shown = {"body_html": in_text(picture)} if place == "text" else {place: picture}
        make_article(**{"created_by": author, **shown, **fields})

    screen = client.post(WORDS, {"number": picture.pk, "alt": "From the screen"}).status_code
    assert Picture.objects.filter(alt="From the screen").exists() == may
    admin = client.post(page_of(picture), {**EMPTY, "alt": "From the admin"}).status_code
    assert Picture.objects.filter(alt="From the admin").exists() == may

    assert (screen, admin) == ((200, 302) if may else (403, 403))
    assert client.get(page_of(picture)).status_code == 200  # to be looked at


def test_one_draft_of_ones_own_does_not_open_a_picture_of_others(client, author):
    picture = pictures.ingest(photograph())
    make_article(live=False, created_by=author, lead_picture=picture)
    make_article(lead_picture=picture)

    answer = client.post(WORDS, {"number": picture.pk, "alt": "Mine"})

    assert answer.status_code == 403
    assert "Ask an editor" in answer.json()["error"]


def test_an_author_does_not_change_a_portrait(client, author):
    picture = pictures.ingest(photograph())
    make_author(portrait=picture)

    assert client.post(WORDS, {"number": picture.pk, "alt": "Mine"}).status_code == 403


def test_nor_deletes_what_they_may_not_change(client, author):
    author.user_permissions.add(Permission.objects.get(codename="delete_picture"))
    picture = pictures.ingest(photograph())
    make_article(cover=picture)

    address = reverse("admin:articles_picture_delete", args=[picture.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403


def test_an_editor_changes_any(client):
    client.force_login(make_staff("Editor"))
    picture = pictures.ingest(photograph())
    make_article(lead_picture=picture)

    assert client.post(WORDS, {"number": picture.pk, "alt": "Theirs"}).status_code == 200


def with_right(codename):
    """Staff who work with articles, with at most one right over pictures."""
    user = make_editor("one@example.org")
    codenames = {"view_article", "change_article", codename}
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


@pytest.mark.parametrize(
    ("right", "answers"),
    [("view_picture", (403, 403)), ("add_picture", (200, 403)), ("change_picture", (403, 200))],
)
def test_bringing_and_describing_each_have_their_right(client, right, answers):
    picture = pictures.ingest(photograph())
    client.force_login(with_right(right))

    new = client.post(NEW, {"file": photograph("red")})
    words = client.post(WORDS, {"number": picture.pk, "alt": "A"})

    assert (new.status_code, words.status_code) == answers
