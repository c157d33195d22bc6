"""Brotli where it is asked for, and only there."""

import brotli
import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from newsroom.lib.compression import compressed

PAGE = "A long page. " * 100


def answer(accepts):
    request = RequestFactory().get("/", headers={"accept-encoding": accepts})
    return compressed(lambda request: HttpResponse(PAGE))(request)


@pytest.mark.parametrize("accepts", ["br", "gzip, deflate, br, zstd", "gzip;q=0.5, br;q=0.9"])
def test_a_browser_that_takes_brotli_gets_it(accepts):
    response = answer(accepts)

    assert response["Content-Encoding"] == "br"
    assert brotli.decompress(response.content).decode() == PAGE
    assert response["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("accepts", ["", "gzip", "identity", "gzip, br;q=0", "br;q=0.0, gzip"])
def test_one_that_does_not_gets_the_page_as_it_is(accepts):
    response = answer(accepts)

    assert not response.has_header("Content-Encoding")
    assert response.text == PAGE
