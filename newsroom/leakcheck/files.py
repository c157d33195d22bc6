"""Files with words of their own: pictures for everybody, gated pictures, reports and tables of articles."""

import io

from django.core.files.base import ContentFile
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from articles import attachments, picture_store
from articles.models import Attachment
from articles.models.attachment import FOLDER
from articles.pictures import files_of, ingest
from articles.renditions import make_renditions


def pictured(edition, place, belongs, *, is_gated=False):
    """A picture that stands below the line; its own words go with the text it stands in."""
    alt, caption, credit, name = (
        edition.canary(f"picture's {where} in {place}", belongs) if belongs else "open"
        for where in ("alt text", "caption", "credit", "file name")
    )
    picture = ingest(
        ContentFile(drawn()), name=f"{name}.png", alt=alt, caption=caption,
        credit=credit if is_gated else "Check", is_gated=is_gated,
    )  # fmt: skip
    edition.keep(picture)
    if is_gated:
        make_renditions(picture)
    edition.files += [(picture.image.storage, file) for file in files_of(picture)]
    return picture


def drawn():
    file = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(file, "PNG")
    return file.getvalue()


def fill_public(edition, picture):
    edition.fill("media", "live", path=picture.image.name)
    edition.fill("articles.picture", "live", object_id=picture.pk)


def fill_gated(edition, picture, relation):
    """The master, and one rendition in the cut: all of them hold the credit."""
    for name in files_of(picture):
        kind = relation if name == picture.image.name else f"{relation} rendition"
        edition.fill("gated_picture", kind, file=name.removeprefix(picture_store.GATED))


def attach(edition, article, belongs, relation):
    """A report and a table: a word inside each, and one in the name under which readers keep it."""
    for kind, content in (("pdf", report), ("csv", table)):
        inside, name = (
            edition.canary(f"{where} of the {kind} of {relation}", belongs)
            for where in ("inside", "file name")
        )
        file = ContentFile(content(inside), name=f"{name}.{kind}")
        attachment = Attachment(article=article, title="A check")
        attachments.put(attachment, attachments.checked(file), by=None)
        edition.files.append((attachment.file.storage, attachment.file.name))
        address = attachment.file.name.removeprefix(FOLDER)
        edition.fill("attachment", f"{relation} {kind}", attachment=address)


def report(word):
    """A PDF whose packed page says the word."""
    page, stream, buffer = PdfWriter(), DecodedStreamObject(), io.BytesIO()
    stream.set_data(f"BT ({word}) Tj ET".encode())
    page.add_blank_page(200, 200)[NameObject("/Contents")] = stream.flate_encode()
    page.write(buffer)
    return buffer.getvalue()


def table(word):
    return f"country,barrels\r\nOman,{word}\r\n".encode()
