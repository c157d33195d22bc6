"""Pictures that follow their articles: no file of theirs goes to whoever may not read one of them."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image

from articles import checklist, picture_store, pictures, renditions, tasks
from articles.models import Article, Author, Picture
from memberships.models import Grant
from tests.articles.admin.forms import form_of
from tests.articles.admin.test_pictures import WORDS
from tests.articles.test_attachments import ASKED, TELLING, body
from tests.factories import make_article, make_staff, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "/files/pictures/"


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"


def drawn(colour="teal"):
    buffer = io.BytesIO()
    Image.new("RGB", (1600, 900), colour).save(buffer, "JPEG")
    return ContentFile(buffer.getvalue())


def make_picture(*, gated=True):
    picture = pictures.ingest(drawn(), name="plan.jpg", is_gated=gated, alt="Alt words")
    renditions.make_renditions(picture)
    return picture


def showing(picture, **fields):
    figure = f'<figure data-picture="{picture.pk}"><figcaption>Caption words</figcaption></figure>'
    fields.setdefault("access_level", "pro")
    text = f'<p>Words above the line, for everybody.</p><hr class="paywall"><p>More.</p>{figure}'
    return make_article(body_html=text, **fields)


def addresses(picture):
    """Of its master and of each rendition."""
    return [picture.image.storage.url(name) for name in pictures.files_of(picture)]


def member():
    user = make_user("member@example.org")
    Grant.objects.give(
        user, kind=Grant.Kind.COMPLIMENTARY, reason="test", by=None, at=timezone.now()
    )
    return user


def test_outsiders_get_no_file_of_it_by_any_request(client):
    picture = make_picture()
    showing(picture)
    files = addresses(picture)
    assert len(files) > 4

    for user in (None, make_user()):
        if user:
            client.force_login(user)
        for address in files:
            assert address.startswith(ADDRESS)
            for method, headers in ASKED:
                response = getattr(client, method)(address, headers=headers)

                assert response.status_code == 403
                assert not TELLING & set(response.headers)
                assert response["Content-Type"] == "text/plain; charset=utf-8"
                assert response["Cache-Control"] == "private, no-store"
                assert b"RIFF" not in body(response)


def test_readers_of_the_article_get_every_file_of_it(client):
    picture = make_picture()
    article = showing(picture)
    client.force_login(member())

    text = client.get(article.get_absolute_url()).text
    for address in addresses(picture):
        response = client.get(address)
        image = Image.open(io.BytesIO(body(response)))

        assert address in text
        assert response["Content-Type"] == f"image/{image.format.lower()}"
        assert response["Cache-Control"] == "private, no-store"
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert not {"ETag", "Last-Modified"} & set(response.headers)
    assert "/media/" not in text


def test_one_article_that_one_may_read_is_enough(client):
    picture = make_picture()
    showing(picture)
    address = addresses(picture)[0]
    assert client.get(address).status_code == 403

    free = showing(picture, access_level="free")
    assert client.get(address).status_code == 200

    free.withdraw(at=timezone.now())
    assert client.get(address).status_code == 403


def test_of_what_stands_in_no_live_article_only_the_desk_knows(client):
    picture = make_picture()
    showing(picture, live=False)
    address = addresses(picture)[0]

    for user, status in [(None, 404), (member(), 404), (make_staff("Editor"), 200)]:
        if user:
            client.force_login(user)
        assert client.get(address).status_code == status
    assert client.get(f"{ADDRESS}{'0' * 24}.webp").status_code == 404


def test_a_public_part_leaves_it_out_with_its_words(client):
    picture = make_picture()
    figure = f'<figure data-picture="{picture.pk}"><figcaption>Caption words</figcaption></figure>'
    article = make_article(
        body_html=f'{figure}<p>Above.</p><hr class="paywall"><p>B</p>', access_level="pro"
    )

    for address in (article.get_absolute_url(), article.get_print_url()):
        text = client.get(address).text
        assert "Above." in text
        assert "/files/" not in text
        assert "Caption words" not in text
        assert "Alt words" not in text


def test_what_machines_read_never_names_it(client):
    """Even where a lead picture became gated past the desk's rules."""
    picture = make_picture(gated=False)
    article = make_article(lead_picture=picture, cover=picture, share_picture=picture)
    picture.is_gated = True
    pictures.move(picture)

    for address in ("/feeds/", "/sitemap.xml", "/sitemaps/articles-1.xml", "/news-sitemap.xml"):
        assert "/files/" not in client.get(address).text
    head = client.get(article.get_absolute_url()).text.partition("</head>")[0]
    assert "/files/" not in head
    assert "og:image" not in head
    assert "ImageObject" not in head


# Changing the mark.


def test_no_earlier_address_of_a_picture_that_becomes_gated_answers(
    client, django_capture_on_commit_callbacks
):
    picture = make_picture(gated=False)
    article = showing(picture)
    earlier, files = addresses(picture), pictures.files_of(picture)
    assert {client.get(address).status_code for address in earlier} == {200}

    with django_capture_on_commit_callbacks(execute=True):
        picture.is_gated = True
        pictures.move(picture)

    assert {client.get(address).status_code for address in earlier} == {404}
    stems = {name.split("/")[1].partition(".")[0] for name in files}
    assert not [one for one in stems if one in picture.image.name]
    client.force_login(member())
    assert addresses(picture)[0] in client.get(article.get_absolute_url()).text
    assert client.get(addresses(picture)[0]).status_code == 200

    gated = addresses(picture)
    with django_capture_on_commit_callbacks(execute=True):
        picture.is_gated = False
        pictures.move(picture)
    client.logout()
    assert client.get(picture.image.url).status_code == 200
    assert {client.get(address).status_code for address in gated} == {404}


def test_the_worker_removes_what_a_crash_after_the_change_left(client):
    picture = make_picture(gated=False)
    earlier = addresses(picture)
    picture.is_gated = True
    pictures.move(picture)
    assert client.get(earlier[0]).status_code == 200

    path = "articles.tasks.remove_files"
    waiting = [row.args_kwargs["args"] for row in DBTaskResult.objects.filter(task_path=path)]
    for arguments in waiting:
        tasks.remove_files.call(*arguments)

    assert {client.get(address).status_code for address in earlier} == {404}


def test_renditions_that_were_being_made_meanwhile_do_not_stay(
    client, django_capture_on_commit_callbacks
):
    picture = make_picture(gated=False)
    being_made = Picture.objects.get(pk=picture.pk)
    master = being_made.image.read()
    with django_capture_on_commit_callbacks(execute=True):
        picture.is_gated = True
        pictures.move(picture)
    picture_store.default_storage.save(being_made.image.name, ContentFile(master))

    renditions.make_renditions(being_made)

    assert {client.get(address).status_code for address in addresses(being_made)[1:]} == {404}
    assert Picture.objects.get().renditions_made_at is None


def test_the_database_keeps_flag_and_place_together():
    for gated in (True, False):
        picture = make_picture(gated=gated)
        with (
            pytest.raises(IntegrityError, match="picture_stands_where_its_flag_says"),
            transaction.atomic(),
        ):
            Picture.objects.filter(pk=picture.pk).update(is_gated=not gated)


@pytest.fixture
def desk(client):
    client.force_login(make_staff("Editor"))
    return client


def change(desk, picture, **words):
    address = reverse("admin:articles_picture_change", args=[picture.pk])
    return desk.post(address, {**WORDS, "alt": picture.alt, **words})


def test_the_desk_sets_the_mark_and_a_new_file_keeps_it(desk):
    picture = make_picture(gated=False)

    change(desk, picture, is_gated="on")
    picture.refresh_from_db()
    assert picture.image.name.startswith("gated/")
    first = picture.image.name

    change(desk, picture, is_gated="on", file=SimpleUploadedFile("x.jpg", drawn("red").read()))
    picture.refresh_from_db()
    assert picture.image.name.startswith("gated/")
    assert picture.image.name != first

    change(desk, picture)
    picture.refresh_from_db()
    assert picture.image.name.startswith("pictures/")


def test_words_that_are_saved_later_leave_a_gated_picture_where_it_is(desk):
    picture = make_picture(gated=False)
    picture.is_gated = True
    pictures.move(picture)

    desk.post(
        reverse("admin:articles_desk_describe"),
        {"number": picture.pk, "alt": "a", "caption": "Late", "credit": ""},
    )

    picture.refresh_from_db()
    assert picture.is_gated
    assert picture.caption == "Late"
    assert picture.image.storage.exists(picture.image.name)


@pytest.mark.parametrize("place", ["lead_picture", "cover", "share_picture"])
def test_what_everybody_sees_is_not_gated_nor_what_is_gated_put_there(desk, place):
    shown, gated = make_picture(gated=False), make_picture()
    article = make_article(**{place: shown})

    assert "where everybody sees it" in change(desk, shown, is_gated="on").text
    shown.refresh_from_db()
    assert not shown.is_gated

    sent = form_of(article, **{place: gated.pk})
    response = desk.post(reverse("admin:articles_article_change", args=[article.pk]), sent)
    assert "Here everybody would see it" in response.text

    Article.objects.update(**{place: gated})
    article.refresh_from_db()
    found = [one for one in checklist.findings(article) if "everybody" in one.sentence]
    assert [one.holds_back for one in found] == [True]


def test_a_portrait_is_not_gated(desk):
    picture = make_picture(gated=False)
    Author.objects.create(name="A", slug="a", portrait=picture)

    assert "where everybody sees it" in change(desk, picture, is_gated="on").text
