"""Files that no address leads to by itself: asked for each time, then handed over by us or by nginx."""

import os
import re
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from newsroom.lib import caching

SANDBOX = "default-src 'none'; sandbox"
ONE_RANGE = re.compile(r"\s*bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.IGNORECASE)
PIECE = 64 * 1024


class PrivateStorage(FileSystemStorage):
    """The folder that nothing serves: PRIVATE_ROOT."""

    @property
    def base_location(self):
        return settings.PRIVATE_ROOT

    @property
    def location(self):
        return os.path.abspath(self.base_location)

    def url(self, name):
        raise ValueError("A private file has no address of its own: ask the view that guards it.")


def storage():
    return storages["private"]


def deliver(request, name, *, content_type, download_name=None):
    """One private file to a reader who may have it; the caller has asked whether they may."""
    if not storage().exists(name):
        raise Http404
    response = by_nginx(name) if settings.X_ACCEL else by_us(request, name)
    response["Content-Type"] = content_type
    response["Content-Security-Policy"] = SANDBOX
    if download_name:
        response["Content-Disposition"] = content_disposition_header(True, download_name)
    return guarded(response)


def guarded(response):
    """What every answer at such an address says, a refusal too: nobody keeps or lists it."""
    response["Cache-Control"] = caching.PRIVATE
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    return response


def by_nginx(name):
    """An empty answer that names the file to nginx, which sees to ranges by itself."""
    return HttpResponse(headers={"X-Accel-Redirect": settings.X_ACCEL_LOCATION + quote(name)})


def by_us(request, name):
    size = storage().size(name)
    start, end, status = part_of(request, size)
    headers = {"Accept-Ranges": "bytes", "Content-Length": str(max(end - start, 0))}
    if status != 200:
        said = f"{start}-{end - 1}" if status == 206 else "*"
        headers["Content-Range"] = f"bytes {said}/{size}"
    if status == 416 or request.method == "HEAD":
        return HttpResponse(status=status, headers=headers)
    return StoredFile(pieces(name, start, end), status=status, headers=headers)


def part_of(request, size):
    """(from, up to, status). One range is served; several, or one that is none, are the whole.

    So is a range that is asked for on a condition: there is no mark by which to compare versions.
    """
    asked = ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    if not asked or "If-Range" in request.headers or not any(asked.groups()):
        return 0, size, 200
    first, last = asked.groups()
    if not first:
        start, end = max(size - int(last), 0), size
    else:
        start, end = int(first), min(int(last or size) + 1, size)
        if last and int(last) < start:
            return 0, size, 200
    return (start, end, 206) if start < end else (0, 0, 416)


class StoredFile(StreamingHttpResponse):
    """Sent as it is stored, never compressed: its parts are counted in its own bytes."""


def pieces(name, start, end):
    with storage().open(name) as file:
        file.seek(start)
        while start < end and (piece := file.read(min(PIECE, end - start))):
            start += len(piece)
            yield piece
