"""Files that come with an article: what is taken in, and who gets it, by whatever request."""

import csv
import io
import json
import struct
import zlib
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from articles import attachments, pdf_files, revisions
from articles.models import Article, Attachment
from memberships.models import Grant
from tests.articles.admin.forms import form_of
from tests.factories import make_article, make_staff, make_user
from tests.fixtures import shared_fixtures

pytestmark = pytest.mark.django_db
CANARY = b"Zqcanary"
TABLE = b"country,barrels\r\nOman,Zqcanary\r\n"


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"


def pdf(**options):
    """A PDF of one empty page."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if password := options.get("password"):
        writer.encrypt(password)
    if options.get("file"):
        writer.add_attachment("inner.txt", b"words")
    if kind := options.get("does"):
        action = DictionaryObject(
            {NameObject("/S"): NameObject(kind), NameObject("/JS"): TextStringObject("1")}
        )
        writer.root_object[NameObject("/OpenAction")] = action
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def upload(content=TABLE, name="barrels.csv"):
    return SimpleUploadedFile(name, content)


def attach(article, content=TABLE, name="barrels.csv", title="Barrels by country"):
    attachment = Attachment(article=article, title=title)
    attachments.put(attachment, attachments.checked(upload(content, name)), by=None)
    return attachment


def body(response):
    return b"".join(response) if response.streaming else response.content


# Taken in.


def test_a_pdf_and_a_table_are_kept_under_names_of_ours():
    for content, name, kind in [(pdf(), "Report 2026.pdf", "pdf"), (TABLE, "barrels.csv", "csv")]:
        attachment = attach(make_article(), content, name)

        assert attachment.file.read() == content
        assert (attachment.kind, attachment.size) == (kind, len(content))
        assert attachment.download_name == name
        assert name.partition(".")[0] not in attachment.file.name


@pytest.mark.parametrize(
    ("options", "words"),
    [({"password": "x"}, "password"), ({"does": "/JavaScript"}, "script"), ({"file": True}, "other files"),
     ({"does": "/Launch"}, "program")],
)  # fmt: skip
def test_a_pdf_that_does_more_than_be_read_is_refused(options, words):
    with pytest.raises(ValidationError, match=words):
        attachments.checked(upload(pdf(**options), "x.pdf"))


def test_a_script_is_found_however_its_name_is_written():
    hidden = pdf(does="/JavaScript").replace(b"/JavaScript", b"/Java#53cript")

    with pytest.raises(ValidationError, match="script"):
        pdf_files.check(hidden)


def packed_pdf(action):
    """A PDF whose catalogue stands in a packed list of objects, as most programs write it."""
    inside = b"1 0 2 %d " % len(action) + action + b"<</Type/Pages/Count 1/Kids[4 0 R]>>"
    first = inside.index(b"<<")
    packed = zlib.compress(inside)
    parts = [b"%PDF-1.5\n"]
    places = {}

    def add(number, content):
        places[number] = sum(map(len, parts))
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))

    add(4, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>")
    add(
        3,
        b"<</Type/ObjStm/N 2/First %d/Length %d/Filter/FlateDecode>>stream\n%s\nendstream"
        % (first, len(packed), packed),
    )
    places[5] = sum(map(len, parts))
    rows = [
        (0, 0, 255),
        (2, 3, 0),
        (2, 3, 1),
        (1, places[3], 0),
        (1, places[4], 0),
        (1, places[5], 0),
    ]
    table = b"".join(struct.pack(">BIB", *row) for row in rows)
    add(
        5,
        b"<</Type/XRef/Size 6/W[1 4 1]/Root 1 0 R/Length %d>>stream\n%s\nendstream"
        % (len(table), table),
    )
    return b"".join(parts) + b"startxref\n%d\n%%%%EOF\n" % places[5]


def test_a_script_in_a_packed_list_of_objects_is_found():
    plain = b"<</Type/Catalog/Pages 2 0 R>>"
    acting = plain[:-2] + b"/OpenAction<</S/JavaScript/JS(1)>>>>"

    pdf_files.check(packed_pdf(plain))

    assert b"JavaScript" not in packed_pdf(acting)
    with pytest.raises(ValidationError, match="script"):
        pdf_files.check(packed_pdf(acting))


@pytest.mark.parametrize(
    "content", [b"%PDF-", b"%PDF-1.4\n" + b"x" * 500, pdf()[:200], b"%PDF-1.7\n%%EOF"]
)
def test_a_damaged_pdf_is_refused(content):
    with pytest.raises(ValidationError, match="damaged"):
        attachments.checked(upload(content, "x.pdf"))


@pytest.mark.parametrize("name", ["x.csv", "x.pdf", "x.png", ""])
def test_nothing_of_the_corpus_is_taken_for_a_paper_or_a_table(name):
    folder = shared_fixtures("security/uploads")
    files = [path for path in folder.iterdir() if path.suffix != ".json"]
    files += list(shared_fixtures("security/svg").iterdir())

    for path in files:
        with pytest.raises(ValidationError) as raised:
            attachments.checked(upload(path.read_bytes(), name or path.name))
        assert raised.value.messages[0].endswith(".")

    assert len(files) > 25


@pytest.mark.parametrize("content", [b"", b" \n", b"\xef\xbb\xbf", b"a\x00b", b"a,\x01b", b"<!doctype html>",
                                     b"{\\rtf1}",
                                     "a,b".encode("utf-16"), b"a," + b"x" * 200_000, b"a\x81"])  # fmt: skip
def test_what_is_no_table_is_refused(content):
    with pytest.raises(ValidationError):
        attachments.checked(upload(content))


def test_a_file_of_more_than_20_megabytes_is_refused():
    with pytest.raises(ValidationError, match="20 MB"):
        attachments.checked(upload(b"a" * (20 * 1024 * 1024 + 1)))


def test_letters_of_older_programs_become_utf_8():
    assert (
        attachments.checked(upload("café,1\r\n".encode("cp1252"))).content == "café,1\r\n".encode()
    )


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_is_a_formula(separator):
    formulas = json.loads((shared_fixtures("security/uploads") / "csv_formulas.json").read_text())
    quoted = [f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in formulas]
    head = separator.join("abc")
    text = "\r\n".join([head, *(separator.join(["x", cell, "y"]) for cell in quoted)])

    kept = attachments.checked(upload(text.encode())).content.decode()

    rows = list(csv.reader(io.StringIO(kept, newline=""), delimiter=separator))[1:]
    assert len(rows) == len(formulas)
    for row, formula in zip(rows, formulas, strict=True):
        assert row[1].lstrip(' "')[:1] not in tuple("=+-@\t\r\n＝＋－＠"), formula
        assert row[1].replace("'", "") == formula.replace("'", "")


def test_a_formula_behind_the_mark_of_utf_8_is_one():
    assert (
        attachments.checked(upload("\ufeff=1+1,b".encode())).content == "\ufeff'=1+1,b\r\n".encode()
    )


def test_numbers_stay_numbers():
    table = b'a,b,c\r\n-5.3,+12%,"-1,250"\r\n-1e5,- ,Oman\r\n'

    assert attachments.checked(upload(table)).content == table.replace(b"- ,", b"'- ,")


def test_long_runs_cost_no_time():
    for run in (b"\t", b" ", b'"', b"-1 ", b"=", b"1,"):
        content = b"a,b\r\n-1" + run * 100_000
        try:
            attachments.checked(upload(content))
        except ValidationError as refused:
            assert "cell" in refused.messages[0]


def test_the_name_that_readers_keep_is_clean():
    names = json.loads((shared_fixtures("security/uploads") / "filenames.json").read_text())
    names += ["Øl – 2026.csv", "تقرير.csv"]

    for name in names:
        kept = attachments.clean_name(name, "csv")
        assert kept.endswith(".csv")
        assert len(kept) <= 84
        assert not set(kept) & set('/\\<>:"|?*;%\r\n\0\u202e')
        assert kept.strip("-. ") == kept
        assert kept.count(".") == 1
    assert attachments.clean_name("تقرير.csv", "csv") == "تقرير.csv"


# Who gets it.


@pytest.fixture
def pro():
    return attach(make_article(access_level="pro"))


def member():
    user = make_user("member@example.org")
    Grant.objects.give(
        user, kind=Grant.Kind.COMPLIMENTARY, reason="test", by=None, at=timezone.now()
    )
    return user


ASKED = [
    ("get", {}),
    ("head", {}),
    ("options", {}),
    ("get", {"Range": "bytes=0-"}),
    ("get", {"Range": "bytes=5-9"}),
    ("head", {"Range": "bytes=0-3"}),
    ("get", {"If-None-Match": "*"}),
    ("get", {"If-Modified-Since": "Wed, 21 Oct 2037 07:28:00 GMT"}),
    ("get", {"User-Agent": "Googlebot/2.1"}),
    ("get", {"Accept-Encoding": "gzip"}),
]
TELLING = {
    "Content-Range",
    "Accept-Ranges",
    "ETag",
    "Last-Modified",
    "Content-Disposition",
    "X-Accel-Redirect",
}


@pytest.mark.parametrize("x_accel", [False, True])
@pytest.mark.parametrize("who", ["outsider", "registered"])
def test_outsiders_learn_nothing_by_any_request(client, pro, settings, who, x_accel):
    settings.X_ACCEL = x_accel
    if who == "registered":
        client.force_login(make_user())

    for method, headers in ASKED:
        response = getattr(client, method)(pro.get_absolute_url(), headers=headers)

        assert response.status_code == 403, (method, headers)
        assert not TELLING & set(response.headers)
        assert response["Content-Type"] == "text/html; charset=utf-8"
        assert response["Cache-Control"] == "private, no-store"
        assert CANARY not in body(response)
        assert b"barrels.csv" not in body(response)
        assert str(pro.size) != response.headers.get("Content-Length")


def test_whoever_may_read_the_article_gets_the_file_and_nobody_keeps_it(client, pro):
    client.force_login(member())

    response = client.get(pro.get_absolute_url(), headers={"Accept-Encoding": "gzip"})

    assert body(response) == TABLE
    assert response["Content-Disposition"] == 'attachment; filename="barrels.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Length"] == str(len(TABLE))
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Resource-Policy"] == "same-site"
    assert not {"Content-Encoding", "ETag", "Last-Modified"} & set(response.headers)


@pytest.mark.parametrize(
    ("asked", "status", "part", "said"),
    [
        ("bytes=0-", 206, TABLE, "bytes 0-31/32"),
        ("bytes=3-6", 206, TABLE[3:7], "bytes 3-6/32"),
        ("bytes=-4", 206, TABLE[-4:], "bytes 28-31/32"),
        ("bytes=30-900", 206, TABLE[30:], "bytes 30-31/32"),
        ("bytes=-900", 206, TABLE, "bytes 0-31/32"),
        ("bytes=32-", 416, b"", "bytes */32"),
        ("bytes=-0", 416, b"", "bytes */32"),
        ("bytes=0-1,4-5", 200, TABLE, None),
        ("bytes=9-2", 200, TABLE, None),
        ("bytes=-", 200, TABLE, None),
        ("lines=0-1", 200, TABLE, None),
    ],
)
def test_one_range_is_served(client, pro, asked, status, part, said):
    client.force_login(member())
    headers = {"Range": asked}

    response = client.get(pro.get_absolute_url(), headers=headers)
    head = client.head(pro.get_absolute_url(), headers=headers)

    assert (response.status_code, body(response)) == (status, part)
    assert response.headers.get("Content-Range") == said
    assert response["Content-Length"] == str(len(part))
    assert head.status_code == status
    assert head.headers == response.headers
    conditional = client.get(pro.get_absolute_url(), headers={**headers, "If-Range": '"x"'})
    assert body(conditional) == TABLE


def test_other_methods_are_refused_even_to_members(client, pro):
    client.force_login(member())

    for method in ("post", "put", "delete", "options"):
        assert getattr(client, method)(pro.get_absolute_url()).status_code == 405


def test_behind_nginx_an_empty_answer_names_the_file(client, pro, settings):
    settings.X_ACCEL = True
    client.force_login(member())

    response = client.get(pro.get_absolute_url(), headers={"Range": "bytes=0-3"})

    assert response.content == b""
    assert response["X-Accel-Redirect"] == f"/private-files/{pro.file.name}"
    assert response["Content-Disposition"] == 'attachment; filename="barrels.csv"'
    assert response["Cache-Control"] == "private, no-store"


def test_access_ends_with_the_grant_and_with_the_level(client, pro):
    user = member()
    client.force_login(user)
    assert client.get(pro.get_absolute_url()).status_code == 200

    user.grants.get().revoke(reason="test", by=None, at=timezone.now())
    assert client.get(pro.get_absolute_url()).status_code == 403

    Article.objects.update(access_level="free")
    client.logout()
    assert body(client.get(pro.get_absolute_url())) == TABLE
    assert client.get(pro.get_absolute_url())["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("access_level", ["free", "pro"])
def test_a_draft_has_no_files_and_a_withdrawn_article_says_so(client, access_level):
    draft = attach(make_article(access_level=access_level, live=False))
    coming = attach(
        make_article(access_level=access_level, published_at=timezone.now() + timedelta(days=1))
    )
    gone = attach(make_article(access_level=access_level))
    gone.article.withdraw(at=timezone.now())

    for user in (None, member()):
        if user:
            client.force_login(user)
        for attachment, status in [(draft, 404), (coming, 404), (gone, 410)]:
            for method in ("get", "head"):
                assert getattr(client, method)(attachment.get_absolute_url()).status_code == status
            answer = client.options(attachment.get_absolute_url())
            assert answer.status_code == 404


def test_the_desk_opens_what_it_may_see_before_readers_do(client):
    attachment = attach(make_article(live=False))
    client.force_login(make_staff("Editor"))
    assert body(client.get(attachment.get_absolute_url())) == TABLE

    client.force_login(make_staff("Author"))
    assert client.get(attachment.get_absolute_url()).status_code == 404


def test_no_other_address_leads_to_it(client, pro):
    client.force_login(member())
    name = pro.file.name.rpartition("/")[2]

    for path in (f"/media/{pro.file.name}", f"/private-files/{pro.file.name}",
                 f"/files/{name}/", f"/files/{name}.bak", f"/files/{name.upper()}", f"/files/{pro.pk}",
                 f"/files/pictures/{name}", f"/files/attachments/{name}", "/files/"):  # fmt: skip
        assert client.get(path, follow=True).status_code == 404, path


def test_the_page_names_the_files_and_leads_only_its_readers_to_them(client, pro):
    page, print_page = pro.article.get_absolute_url(), pro.article.get_print_url()
    for address in (page, print_page):
        response = client.get(address)

        assert "Barrels by country" in response.text
        assert "CSV, 32" in response.text
        assert pro.get_absolute_url() not in response.text
        assert "barrels.csv" not in response.text
        assert pro.file.name not in response.text

    client.force_login(member())
    for address in (page, print_page):
        assert f'href="{pro.get_absolute_url()}"' in client.get(address).text


def test_feeds_sitemaps_and_what_machines_read_name_no_file(client, pro):
    Article.objects.update(access_level="free")
    addresses = ["/feeds/", "/sitemap.xml", "/news-sitemap.xml", "/sitemaps/articles-1.xml", "/"]

    for text in [client.get(address).text for address in addresses]:
        assert "/files/" not in text
    assert "/files/" not in client.get(pro.article.get_absolute_url()).text.partition("<main")[0]


# At the desk.


@pytest.fixture
def desk(client):
    client.force_login(make_staff("Editor"))
    return client


def rows(article, *, title="Barrels", upload=None, standing=None, **more):
    sent = {"attachments-TOTAL_FORMS": 1, "attachments-INITIAL_FORMS": int(standing is not None),
            "attachments-0-title": title, "attachments-0-article": article.pk, **more}  # fmt: skip
    if standing:
        sent["attachments-0-id"] = standing.pk
    if upload:
        sent["attachments-0-upload"] = upload
    number = revisions.newest_number(article)
    return form_of(article, body_html="<p>Words that were typed.</p>", based_on=number, **sent)


def save(desk, article, sent):
    return desk.post(reverse("admin:articles_article_change", args=[article.pk]), sent)


def test_a_file_comes_with_the_form_and_goes_with_its_row(desk, django_capture_on_commit_callbacks):
    article = make_article()
    assert save(desk, article, rows(article, upload=upload())).status_code == 302
    attachment = article.attachments.get()
    assert (attachment.title, attachment.added_by.email) == ("Barrels", "editor@example.org")
    earlier = attachment.file.name

    with django_capture_on_commit_callbacks(execute=True):
        save(
            desk,
            article,
            rows(article, standing=attachment, title="Other", upload=upload(pdf(), "x.pdf")),
        )
    attachment.refresh_from_db()
    assert (attachment.title, attachment.kind) == ("Other", "pdf")
    assert not attachment.file.storage.exists(earlier)

    save(desk, article, rows(article, standing=attachment, title="Again"))
    attachment.refresh_from_db()
    assert (attachment.title, attachment.kind) == ("Again", "pdf")

    with django_capture_on_commit_callbacks(execute=True):
        save(desk, article, rows(article, standing=attachment, **{"attachments-0-DELETE": "on"}))
    assert not article.attachments.exists()
    assert not attachment.file.storage.exists(attachment.file.name)


def test_a_file_that_is_refused_loses_no_word_of_the_form(desk):
    article = make_article()

    response = save(desk, article, rows(article, upload=upload(b"<html>", "x.html")))

    assert response.status_code == 200
    assert "neither a PDF nor a CSV" in response.text
    assert "Words that were typed." in response.text
    assert "Barrels" in response.text
    assert not Attachment.objects.exists()
    assert "Choose the file" in save(desk, article, rows(article)).text
