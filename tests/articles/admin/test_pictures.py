"""Pictures in the admin: a file comes in through the one door, described, and can be replaced."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from PIL import Image

from articles import picture_metadata, pictures, renditions
from articles.models import Picture
from tests.factories import make_editor
from tests.fixtures import shared_fixtures

pytestmark = pytest.mark.django_db
WORDS = {"alt": "", "caption": "", "credit": "", "creator": "", "copyright_notice": "",
         "source": "", "focal_x": 50, "focal_y": 50}  # fmt: skip


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def desk(client):
    client.force_login(make_editor(is_superuser=True))
    return client


def photograph(colour="teal", size=(400, 250)):
    exif = Image.Exif()
    exif[0x0110] = "Camera 123"
    exif.get_ifd(0x8825)[1] = "N"
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, "JPEG", exif=exif)
    return SimpleUploadedFile("harbour.jpg", buffer.getvalue(), "image/jpeg")


def add(desk, file, **words):
    return desk.post(reverse("admin:articles_picture_add"), {**WORDS, "file": file, **words})


def change(desk, picture, **words):
    address = reverse("admin:articles_picture_change", args=[picture.pk])
    response = desk.post(address, {**WORDS, **words})
    picture.refresh_from_db()
    return response


def test_an_uploaded_photograph_loses_its_place_and_keeps_its_name(desk):
    add(desk, photograph(), alt="A harbour")

    picture = Picture.objects.get()
    content = picture.image.read()
    assert (picture.alt, picture.original_name) == ("A harbour", "harbour.jpg")
    assert Image.open(io.BytesIO(content)).format == "WEBP"
    assert b"Camera 123" not in content
    assert not Image.open(io.BytesIO(content)).getexif()


def test_the_credit_in_the_file_fills_what_the_editor_left_empty(desk):
    path = shared_fixtures("import/photo-metadata") / "IPTC-PhotometadataRef-Std2017.1.jpg"
    file = SimpleUploadedFile(path.name, path.read_bytes())

    add(desk, file, caption="Ours")

    picture = Picture.objects.get()
    assert picture.credit == "Credit Line (ref2017.1)"
    assert picture.caption == "Ours"


def test_what_is_no_picture_is_an_error_of_its_field_and_keeps_the_words(desk):
    response = add(desk, SimpleUploadedFile("x.svg", b"<svg onload=x()>"), alt="A harbour")

    assert response.status_code == 200
    assert "file" in response.context["adminform"].form.errors
    assert "A harbour" in response.text
    assert not Picture.objects.exists()


def test_a_picture_is_replaced_wherever_it_stands(desk, django_capture_on_commit_callbacks):
    picture = pictures.ingest(photograph(), alt="A harbour", credit="Photograph: A B")
    renditions.make_renditions(picture)
    earlier = [picture.image.name, *(file.name for file in picture.image.get_picture_files_list())]

    with django_capture_on_commit_callbacks(execute=True):
        change(desk, picture, alt="A harbour", file=photograph("red", (800, 300)))

    assert (picture.width, picture.height) == (800, 300)
    assert picture.renditions_made_at is None
    assert picture.image.storage.exists(picture.image.name)
    assert not any(picture.image.storage.exists(name) for name in earlier)


def test_a_changed_credit_is_written_into_the_files(desk):
    picture = pictures.ingest(photograph(), alt="A harbour", credit="Photograph: A B")
    renditions.make_renditions(picture)
    DBTaskResult.objects.all().delete()

    change(desk, picture, alt="A harbour", credit="Photograph: C D")
    [result] = DBTaskResult.objects.all()
    result.task.call(*result.args_kwargs["args"], **result.args_kwargs["kwargs"])

    for file in picture.image.get_picture_files_list():
        assert picture_metadata.read(Image.open(file.path))["credit"] == "Photograph: C D"


def test_a_moved_focal_point_makes_no_work(desk):
    picture = pictures.ingest(photograph(), alt="A harbour")
    DBTaskResult.objects.all().delete()

    change(desk, picture, alt="A harbour", focal_x=20)

    assert picture.focal_x == 20
    assert not DBTaskResult.objects.exists()
