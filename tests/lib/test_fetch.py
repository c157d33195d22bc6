"""Fetching from outside: nobody makes us fetch from inside."""

import json

import pytest

from newsroom.lib import fetch
from tests.fixtures import shared_fixtures

PUBLIC = "93.184.215.14"


class Answer:
    def __init__(self, status=200, body=b"hello", location=None):
        self.status, self.body, self.location = status, body, location

    def getheader(self, name):
        return {"Location": self.location, "Content-Type": "text/plain"}.get(name)

    def read(self, size):
        part, self.body = self.body[:size], self.body[size:]
        return part


class Connections:
    """A fake outside: gives its answers in order and writes down who was asked."""

    def __init__(self, *answers):
        self.answers, self.asked = list(answers), []

    def __call__(self, host, ip, timeout):
        self.asked.append((host, ip))
        return self

    def request(self, method, path, headers):
        self.path = path

    def getresponse(self):
        return self.answers.pop(0)

    def close(self):
        """Nothing is open."""


def get(address, *answers, addresses=(PUBLIC,), **options):
    outside = Connections(*answers)
    found = fetch.fetch(address, resolve=lambda host: list(addresses), connect=outside, **options)
    return found, outside


def test_a_public_address_is_fetched_from_the_address_that_was_checked():
    found, outside = get("https://news.example/a?b=c", Answer())

    assert found.body == b"hello"
    assert (outside.asked, outside.path) == ([("news.example", PUBLIC)], "/a?b=c")


def test_no_address_of_the_corpus_is_connected_to():
    rows = json.loads((shared_fixtures("security/uploads") / "ssrf_urls.json").read_text())
    rows = rows if isinstance(rows, list) else [url for part in rows.values() for url in part]
    outside = Connections()

    for row in rows:
        address = row if isinstance(row, str) else row["url"]
        for spelling in (address, address.replace("http://", "https://", 1)):
            with pytest.raises(fetch.Refused):
                fetch.fetch(spelling, connect=outside, resolve=as_it_stands)

    assert len(rows) > 20
    assert outside.asked == []


def as_it_stands(host):
    """Without a name server: a number is itself, a name leads inside."""
    return [host.strip("[]")] if host[0].isdigit() or ":" in host else ["127.0.0.1"]


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0",
        "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "fe80::1%eth0", "fc00::1",
        "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "::", "not-an-address",
    ],
)  # fmt: skip
def test_an_address_inside_is_never_public(ip):
    assert not fetch.is_public(ip)


def test_one_address_inside_among_public_ones_is_enough_to_refuse():
    with pytest.raises(fetch.Refused, match="not public"):
        get("https://news.example/", addresses=(PUBLIC, "10.0.0.1"))


def test_a_redirect_is_checked_like_the_first_address():
    with pytest.raises(fetch.Refused, match="https"):
        get("https://news.example/", Answer(302, location="http://news.example/"))


def test_redirects_end():
    answers = [Answer(302, location="/again") for _ in range(9)]

    with pytest.raises(fetch.Refused, match="redirects"):
        get("https://news.example/", *answers)


def test_what_is_too_large_is_not_read_to_its_end():
    with pytest.raises(fetch.Refused, match="too large"):
        get("https://news.example/", Answer(body=b"x" * 500_000), largest=100_000)


def test_what_takes_too_long_is_left(monkeypatch):
    monkeypatch.setattr(fetch, "LONGEST", -1)

    with pytest.raises(fetch.Refused, match="longer than"):
        get("https://news.example/", Answer())


def test_an_answer_that_is_no_200_is_refused():
    with pytest.raises(fetch.Refused, match="404"):
        get("https://news.example/", Answer(404))
