"""Finding a word in an answer, however it is packed, encoded or broken up by marks."""

import base64
import binascii
import gzip
import html
import re
import zlib
from urllib.parse import unquote_to_bytes

import brotli

BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{24,}={0,2}")
TAG = re.compile(rb"<[^<>]{0,400}>|[\xc2\xad]|\xe2\x80[\x8b-\x8f]|&shy;|&#173;")
ESCAPED = re.compile(rb"\\u00([0-9a-fA-F]{2})|\\x([0-9a-fA-F]{2})")
HEXADECIMAL = re.compile(rb"(?:[0-9a-fA-F]{2}){12,}")
PACKED = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)  # the parts of a PDF


class Unreadable(ValueError):
    """An answer that says it is packed in a way that we cannot undo."""


def unpacked(body, encoding):
    """The bytes as they were before Content-Encoding."""
    for name in reversed([word.strip() for word in encoding.lower().split(",") if word.strip()]):
        body = UNPACK[name](body) if body and name in UNPACK else body
        if name not in UNPACK:
            raise Unreadable(name)
    return body


def inflated(body):
    """deflate, with or without its head."""
    try:
        return zlib.decompress(body)
    except zlib.error:
        return zlib.decompress(body, -zlib.MAX_WBITS)


UNPACK = {
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "deflate": inflated,
    "identity": lambda body: body,
}


def forms(data):
    """These bytes in every way in which a word might be hidden in them."""
    yield data
    yield TAG.sub(b"", data)
    if b"%" in data:
        yield unquote_to_bytes(data)
    if b"&" in data:
        yield html.unescape(data.decode("utf-8", "replace")).encode()
    if b"\\" in data:
        yield ESCAPED.sub(unescaped, data)
    yield from decoded(data)
    if data.startswith(b"%PDF"):
        yield from parts_of_pdf(data)


def unescaped(match):
    return bytes([int(match[1] or match[2], 16)])


def decoded(data):
    """What stands in it as base64 or as hexadecimal digits."""
    for match in BASE64.finditer(data):
        text = match[0].rstrip(b"=").replace(b"-", b"+").replace(b"_", b"/")
        for start in range(4):  # a longer run may begin before the encoded part
            part = text[start:]
            yield base64.b64decode(part[: len(part) // 4 * 4])
    for match in HEXADECIMAL.finditer(data):
        yield binascii.unhexlify(match[0])


def parts_of_pdf(data):
    for match in PACKED.finditer(data):
        try:
            yield zlib.decompress(match[1])
        except zlib.error:
            yield match[1]


class Finder:
    """Which of these words stand in an answer; case does not matter."""

    def __init__(self, words):
        self.pattern = re.compile("|".join(map(re.escape, words)).encode() or rb"(?!)")

    def words_in(self, *parts):
        found = set()
        for part in parts:
            for form in forms(part):
                found.update(match.decode() for match in self.pattern.findall(form.lower()))
        return found
