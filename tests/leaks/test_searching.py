"""A word is found however it is packed, encoded or broken up; else the crawl would see nothing."""

import base64
import gzip
import json
import zlib
from urllib.parse import quote

import brotli
import pytest

from newsroom.leakcheck import searching

WORD = "zq0123456789abx"
TEXT = f"some words, {WORD}, and more"
ENCODED = {
    "plain": TEXT,
    "upper case": TEXT.upper(),
    "marked": TEXT.replace("0123", "<mark>0123</mark>"),
    "with soft hyphens": TEXT.replace("0123", "01\u00ad23"),
    "percent": "".join(f"%{byte:02x}" for byte in TEXT.encode()),
    "percent where needed": quote(TEXT),
    "HTML": "".join(f"&#{ord(letter)};" for letter in TEXT),
    "JSON": json.dumps(TEXT),
    "JSON, escaped": "".join(f"\\u{ord(letter):04x}" for letter in TEXT),
    "base64": base64.b64encode(TEXT.encode()).decode(),
    "base64, one on": "x" + base64.urlsafe_b64encode(TEXT.encode()).decode(),
    "hexadecimal": TEXT.encode().hex(),
}


@pytest.mark.parametrize("how", ENCODED)
def test_a_word_is_found(how):
    assert searching.Finder([WORD]).words_in(ENCODED[how].encode()) == {WORD}


def test_other_words_are_not():
    assert searching.Finder([WORD]).words_in(TEXT.replace("0123", "0132").encode()) == set()


def test_a_word_is_found_in_the_packed_parts_of_a_pdf():
    pdf = b"%PDF-1.7\nstream\n" + zlib.compress(TEXT.encode()) + b"\nendstream\n"

    assert searching.Finder([WORD]).words_in(pdf) == {WORD}


PACKED = {"gzip": gzip.compress, "br": brotli.compress, "deflate": zlib.compress, "identity": bytes}


@pytest.mark.parametrize("encoding", PACKED)
def test_a_compressed_answer_is_unpacked(encoding):
    assert searching.unpacked(PACKED[encoding](TEXT.encode()), encoding) == TEXT.encode()


def test_what_cannot_be_unpacked_is_no_clean_answer():
    with pytest.raises(searching.Unreadable):
        searching.unpacked(b"x", "zstd")
