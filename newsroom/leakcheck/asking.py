"""Two ways of asking: this process's whole middleware, or a live site over HTTP."""

import http.client
import io
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import unquote_to_bytes, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test.utils import override_settings

from accounts.models import OutgoingMail
from newsroom.leakcheck import searching
from newsroom.leakcheck.tricks import UNSAFE

TIMEOUT = 30


@dataclass(frozen=True)
class Answer:
    """What came back, unpacked; the letters written meanwhile; why the decision fell as it did."""

    status: int
    headers: tuple
    body: bytes
    letters: tuple = ()
    reason: str = ""
    packed: bytes = b""

    def header(self, name):
        return ", ".join(value for key, value in self.headers if key.lower() == name)


class Handler(WSGIHandler):
    """Django's own, which also remembers the request: the decision stands on it."""

    request = None

    def get_response(self, request):
        self.request = request
        return super().get_response(request)


class InProcess:
    """Every middleware and view, without a socket. What a request writes is undone after it."""

    def __init__(self):
        self.handler = Handler()
        self.host = settings.SITE_HOST or "127.0.0.1"
        self.scheme = urlsplit(settings.SITE_URL).scheme or "http"

    def ask(self, request, somebody):
        with (
            override_settings(**somebody.state.settings),
            connection_kept(),
            transaction.atomic(),
        ):
            answer = self.answer(request, somebody)
            transaction.set_rollback(True)
        return answer

    def answer(self, request, somebody):
        started = []
        response = self.handler(
            self.environ(request, somebody), lambda *words: started.extend(words)
        )
        try:
            packed = b"".join(response)
        finally:
            response.close()
        status, headers = int(started[0].split()[0]), tuple(started[1])
        access = getattr(self.handler.request, "access", None)
        return answer_of(
            status, headers, packed,
            letters=written() if request.method in UNSAFE else (),
            reason=str(access.reason) if access else "",
        )  # fmt: skip

    def environ(self, request, somebody):
        path, _mark, query = request.path.partition("?")
        cookie = cookie_of(somebody, request)
        said = {"Host": self.host, "Cookie": cookie, **somebody.state.headers, **request.headers}
        return {
            "REQUEST_METHOD": request.method,
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": self.host,
            "SERVER_PORT": "443" if self.scheme == "https" else "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": somebody.state.address,
            "wsgi.url_scheme": self.scheme,
            "wsgi.input": io.BytesIO(request.body),
            "wsgi.errors": io.StringIO(),
            "CONTENT_LENGTH": str(len(request.body)),
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in said.items()},
        }


@contextmanager
def connection_kept():
    """A request closes connections that are old; ours holds what was seeded."""
    signals = (request_started, request_finished)
    connected = [signal for signal in signals if signal.disconnect(close_old_connections)]
    try:
        yield
    finally:
        for signal in connected:
            signal.connect(close_old_connections)


def written():
    """The letters that a request has put into the outbox: they go when it is undone."""
    rows = OutgoingMail.objects.exclude(key__startswith="leakcheck:")
    return tuple(rows.values_list("to_address", "subject", "text_body", "html_body"))


class OverHttp:
    """A live site, through whatever stands before it. Only what changes nothing is asked."""

    def __init__(self, url):
        self.place = urlsplit(url)
        secure = self.place.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        self.connection = kind(self.place.hostname, self.place.port, timeout=TIMEOUT)

    def ask(self, request, somebody):
        said = {"Cookie": cookie_of(somebody, request), **request.headers}
        said = {name: value for name, value in said.items() if value}
        try:
            return self.answer(request, said)
        except (http.client.HTTPException, ConnectionError):  # a kept connection that was closed
            self.connection.close()
            return self.answer(request, said)

    def answer(self, request, said):
        self.connection.putrequest(request.method, request.path, skip_accept_encoding=True)
        for name, value in said.items():
            self.connection.putheader(name, value)
        self.connection.endheaders()
        response = self.connection.getresponse()
        return answer_of(response.status, tuple(response.getheaders()), response.read())


def answer_of(status, headers, packed, **more):
    encoding = next((value for key, value in headers if key.lower() == "content-encoding"), "")
    return Answer(status, headers, searching.unpacked(packed, encoding), packed=packed, **more)


def cookie_of(somebody, request):
    jar = SimpleCookie({**somebody.cookies, **request.cookies})
    return "; ".join(f"{morsel.key}={morsel.coded_value}" for morsel in jar.values())
