"""Pictures: what is taken in, what is kept of it, and how it is shown."""

import io
import json
import subprocess
import sys

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult
from PIL import Image

from articles import picture_metadata, pictures, renditions
from articles.models import Picture
from tests.fixtures import shared_fixtures

pytestmark = pytest.mark.django_db
GOOD = ["ok.jpg", "ok.png", "ok.webp", "ok.gif", "jpg_cmyk.jpg", "jpg_exif_rotate6.jpg"]
SPOILT_BUT_PICTURES = ["jpg_exif_gps_script.jpg", "jpg_html_tail.jpg", "png_html_text.png"]
SPOILT_BUT_PICTURES += ["gif_400_frames.gif"]  # whose other frames are not there


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def drawn(width=1600, height=1000, kind="JPEG", **options):
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(buffer, kind, **options)
    return ContentFile(buffer.getvalue())


def upload(name):
    return ContentFile((shared_fixtures("security/uploads") / name).read_bytes())


@pytest.mark.parametrize("name", GOOD + SPOILT_BUT_PICTURES)
def test_a_picture_is_taken_in_and_leaves_as_a_fresh_one(name):
    picture = pictures.ingest(upload(name), name=name)

    with picture.image.open() as file:
        content = file.read()
        image = Image.open(io.BytesIO(content))
    assert image.format == "WEBP"
    assert not image.getexif()
    assert b"<script" not in content
    assert picture.original_name == name
    assert name.partition(".")[0] not in picture.image.name


def test_every_other_file_of_the_corpus_is_refused_with_a_sentence():
    folder = shared_fixtures("security/uploads")
    refused = [path for path in folder.iterdir()
               if path.suffix != ".json" and path.name not in GOOD + SPOILT_BUT_PICTURES]  # fmt: skip

    for path in refused:
        with pytest.raises(ValidationError) as raised:
            pictures.ingest(ContentFile(path.read_bytes()), name=path.name)
        assert raised.value.messages[0].endswith(".")

    assert len(refused) > 10
    assert not Picture.objects.exists()


def test_no_svg_is_taken():
    for path in shared_fixtures("security/svg").iterdir():
        with pytest.raises(ValidationError):
            pictures.ingest(ContentFile(path.read_bytes()), name=path.name)


def test_a_bomb_is_refused_before_it_is_decoded():
    folder = shared_fixtures("security/uploads")
    code = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
from articles import picture_files
from django.core.exceptions import ValidationError
for name in sys.argv[1:]:
    before = int(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])
    try:
        picture_files.opened(open(name, 'rb'))
    except ValidationError as error:
        after = int(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])
        print(error.code, (after - before) // 1024)
"""
    names = [
        str(folder / name) for name in ("png_144mpx_small_file.png", "png_bomb_50000x50000.png")
    ]
    environment = {"DJANGO_SETTINGS_MODULE": "newsroom.settings", "PATH": "/usr/bin:/bin"}

    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}", *names],
        capture_output=True, text=True, cwd=django_settings.BASE_DIR, env=environment,
    )  # fmt: skip

    rows = [line.split() for line in done.stdout.splitlines()]
    assert [code for code, _ in rows] == ["too_many_pixels"] * 2, done.stderr
    assert all(int(megabytes) <= 64 for _, megabytes in rows)


@pytest.mark.parametrize("size", [(16_384, 1), (1, 30_000)])
def test_a_picture_too_long_for_a_master_is_refused_with_a_sentence(size):
    with pytest.raises(ValidationError, match="16,383 pixels") as refused:
        pictures.ingest(drawn(*size, kind="PNG"))

    assert refused.value.code == "too_long"


def test_the_longest_picture_is_taken():
    assert pictures.ingest(drawn(16_383, 420, kind="PNG")).width == 16_383


def test_a_picture_that_moves_is_refused():
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    buffer = io.BytesIO()
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:])

    with pytest.raises(ValidationError, match="moves"):
        pictures.ingest(ContentFile(buffer.getvalue()))


def test_odd_file_names_do_no_harm():
    names = json.loads((shared_fixtures("security/uploads") / "filenames.json").read_text())
    names = names if isinstance(names, list) else [name for part in names.values() for name in part]

    for name in names:
        picture = pictures.ingest(drawn(20, 20), name=str(name).replace("\0", ""))
        assert picture.image.name.startswith("pictures/")
        assert picture.image.name.count("/") == 1


def test_a_picture_larger_than_ten_megabytes_is_refused():
    with pytest.raises(ValidationError, match="10 MB"):
        pictures.ingest(ContentFile(b"x" * (10 * 1024 * 1024 + 1)))


def test_credit_and_caption_are_read_from_the_file():
    path = shared_fixtures("import/photo-metadata") / "IPTC-PhotometadataRef-Std2017.1.jpg"

    picture = pictures.ingest(ContentFile(path.read_bytes()), name=path.name)

    assert picture.credit == "Credit Line (ref2017.1)"
    assert picture.creator == "Creator1 (ref2017.1), Creator2 (ref2017.1)"
    assert picture.caption.startswith("The description aka caption (ref2017.1)")
    assert picture.copyright_notice.startswith("Copyright (Notice) 2017.1")
    assert picture.source == "Source (ref2017.1)"


def test_what_an_editor_says_wins_over_the_file():
    path = shared_fixtures("import/photo-metadata") / "IPTC-PhotometadataRef-Std2017.1.jpg"

    picture = pictures.ingest(ContentFile(path.read_bytes()), credit="Ours", alt="")

    assert picture.credit == "Ours"


def test_renditions_carry_the_credit_and_nothing_else():
    exif = Image.Exif()
    exif[0x0110] = "Camera 123"
    exif.get_ifd(0x8825)[1] = "N"
    picture = pictures.ingest(drawn(exif=exif), credit="Photograph: A & B", creator="A B")

    renditions.make_renditions(picture)

    files = list(picture.image.get_picture_files_list())
    assert {file.file_type for file in files} == {"AVIF", "WEBP"}
    assert 4 <= len(files) <= 10
    for file in files:
        content = file.path.read_bytes()
        image = Image.open(io.BytesIO(content))
        assert b"Camera 123" not in content
        assert not image.getexif().get_ifd(0x8825)
        assert picture_metadata.read(image)["credit"] == "Photograph: A & B"


def test_making_renditions_twice_makes_them_once():
    picture = pictures.ingest(drawn(400, 250))
    renditions.make_renditions(picture)
    times = {
        file.path: file.path.stat().st_mtime_ns for file in picture.image.get_picture_files_list()
    }

    renditions.make_renditions(picture)

    assert {path: path.stat().st_mtime_ns for path in times} == times


def test_renditions_are_the_workers_work():
    picture = pictures.ingest(drawn(400, 250))

    [result] = DBTaskResult.objects.all()
    assert result.queue_name == "pictures"
    result.task.call(*result.args_kwargs["args"])

    picture.refresh_from_db()
    assert picture.renditions_made_at


def test_until_there_are_renditions_the_master_is_shown():
    picture = pictures.ingest(drawn(400, 250), alt="A <teal> field")

    before = pictures.picture_tag(picture)
    renditions.make_renditions(picture)
    after = pictures.picture_tag(picture, alt="", eager=True)

    assert "<source" not in before
    assert 'width="400" height="250" alt="A &lt;teal&gt; field"' in before
    assert 'loading="lazy"' in before
    assert 'type="image/avif"' in after
    assert 'alt=""' in after
    assert 'fetchpriority="high"' in after
    assert "style=" not in after


def test_turned_pictures_stand_upright():
    picture = pictures.ingest(upload("jpg_exif_rotate6.jpg"))

    with picture.image.open() as file:
        assert Image.open(file).size == (picture.width, picture.height)


def test_missing_renditions_can_be_made_by_command():
    picture = pictures.ingest(drawn(400, 250))

    call_command("make_renditions", verbosity=0)

    picture.refresh_from_db()
    assert picture.renditions_made_at


def test_media_is_served_so_that_nothing_in_it_runs(client):
    picture = pictures.ingest(drawn(40, 25))

    response = client.get(picture.image.url)

    assert response.status_code == 200
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert client.get("/media/../manage.py").status_code in (400, 404)


def test_a_drawing_is_kept_without_loss():
    drawing = Image.effect_noise((60, 40), 90).convert("RGB")
    buffer = io.BytesIO()
    drawing.save(buffer, "PNG")

    picture = pictures.ingest(ContentFile(buffer.getvalue()))

    with picture.image.open() as file:
        assert Image.open(file).convert("RGB").tobytes() == drawing.tobytes()


@pytest.mark.parametrize("size", [(16_000, 1), (10, 500)])
def test_a_picture_too_thin_to_have_renditions_is_refused(size):
    with pytest.raises(ValidationError, match="too thin"):
        pictures.ingest(drawn(*size, kind="PNG"))


def test_the_thinnest_picture_that_is_taken_has_renditions():
    picture = pictures.ingest(drawn(4000, 100, kind="PNG"))

    renditions.make_renditions(picture)

    assert picture.renditions_made_at
