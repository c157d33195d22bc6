"""Fetching from outside: nobody makes us fetch from inside."""

import contextlib
import http.client
import json
import socket
import ssl
import threading

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
        "fec0::1", "192.88.99.1", "168.63.129.16", "::127.0.0.1", "::ffff:0:127.0.0.1",
        "64:ff9b:1::7f00:1", "2001:0:7f00:1::", "2001:470:1f0b::5efe:127.0.0.1",
        "2001:470:1f0b::200:5efe:93.184.215.14",
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


@pytest.mark.parametrize(
    "address",
    [
        "https://news.example:8443/",
        "https://ada@news.example/",
        "https://:secret@news.example/",
        "https://news.example/a b",
        "https://news.example/a\tb",
        "http://news.example/",
        "https://[broken/",
        "https://news.example:x/",
        "https:///a",
    ],
)
def test_an_address_of_another_form_is_refused(address):
    with pytest.raises(fetch.Refused):
        get(address, Answer())


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("https://news.example/صورة.png?أ=ب", "/%D8%B5%D9%88%D8%B1%D8%A9.png?%D8%A3=%D8%A8"),
        ("https://news.example/caf%C3%A9/%", "/caf%C3%A9/%"),
        ("https://news.example/a;b=c,d/?e=f&g=(h)", "/a;b=c,d/?e=f&g=(h)"),
    ],
)
def test_letters_of_other_alphabets_are_asked_for_in_percent_codes(address, path):
    assert get(address, Answer())[1].path == path


@pytest.mark.parametrize("location", ["http://[bad", "https://[bad/", "", None])
def test_a_redirect_to_no_address_is_refused(location):
    with pytest.raises(fetch.Refused):
        get("https://news.example/", *[Answer(302, location=location) for _ in range(4)])


@pytest.mark.parametrize(
    "error", [OSError(), http.client.BadStatusLine("x"), UnicodeError(), TimeoutError()]
)
def test_whatever_goes_wrong_outside_is_a_refusal(error, monkeypatch):
    def fail(self, *_args, **_words):
        raise error

    monkeypatch.setattr(Connections, "request", fail)

    with pytest.raises(fetch.Refused, match="did not answer well"):
        get("https://news.example/")


class Dripping:
    """A server at the other end of a pair of sockets: sends one byte after the other."""

    def __init__(self, start, drop):
        self.ours, theirs = socket.socketpair()
        self.done = threading.Event()
        self.thread = threading.Thread(target=self.drip, args=(theirs, start, drop))
        self.thread.start()

    def drip(self, theirs, start, drop):
        with (
            theirs,
            contextlib.suppress(OSError),
        ):  # the other side may have gone, which is the point
            theirs.sendall(start)
            for _ in range(40):
                if self.done.wait(0.05):
                    return
                theirs.sendall(drop)

    def __call__(self, host, ip, timeout):
        connection = http.client.HTTPConnection(host, timeout=timeout)
        self.ours.settimeout(timeout)
        connection.sock = self.ours
        return connection


@pytest.mark.parametrize(
    ("start", "drop"),
    [
        (b"HTTP/1.1 200 OK\r\n", b"X-A: 1\r\n"),
        (b"HTTP/1.1 200 OK\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    ],
)
def test_a_server_that_drips_gets_no_longer_than_any_other(start, drop, monkeypatch):
    monkeypatch.setattr(fetch, "LONGEST", 0.2)
    server = Dripping(start, drop)

    try:
        with pytest.raises(fetch.Refused):
            fetch.fetch("https://news.example/", resolve=lambda host: [PUBLIC], connect=server)
        assert server.thread.is_alive()  # it had not ended by itself
    finally:
        server.done.set()
        server.thread.join()


def test_an_answer_over_a_socket_is_read_to_its_end(monkeypatch):
    server = Dripping(
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello", b""
    )

    try:
        found = fetch.fetch("https://news.example/", resolve=lambda host: [PUBLIC], connect=server)
    finally:
        server.done.set()
        server.thread.join()

    assert found.body == b"hello"


def test_a_name_server_that_is_silent_is_not_waited_for(monkeypatch):
    done = threading.Event()
    monkeypatch.setattr(fetch, "LONGEST", 0.05)
    monkeypatch.setattr(fetch.socket, "getaddrinfo", lambda *_args, **_words: done.wait(5) and [])

    with pytest.raises(fetch.Refused, match="no address"):
        fetch.resolved("news.example")

    done.set()


def test_the_connection_goes_to_the_address_that_was_checked_and_asks_for_the_hosts_certificate(
    monkeypatch,
):
    """A name that leads elsewhere a moment later (DNS rebinding) leads nobody astray."""
    connected, ours = [], socket.socketpair()

    def create_connection(address, timeout):
        connected.append(address)
        return ours[0]

    monkeypatch.setattr(fetch.socket, "create_connection", create_connection)
    connection = fetch.Pinned("news.example", PUBLIC, 1)
    asked = {}
    monkeypatch.setattr(
        connection._context, "wrap_socket", lambda sock, **words: asked.update(words) or sock
    )

    connection.connect()

    assert (connected, asked) == ([(PUBLIC, 443)], {"server_hostname": "news.example"})
    assert connection._context.verify_mode == ssl.CERT_REQUIRED
    assert connection._context.check_hostname
    for sock in ours:
        sock.close()
