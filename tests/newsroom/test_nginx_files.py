"""deploy/nginx.conf hands private files over, and to nobody by itself: asked of a real nginx."""

import contextlib
import http.client
import re
import shutil
import socket
import subprocess
from urllib.parse import urlsplit

import pytest
from django.conf import settings as site
from django.test import Client

from articles import attachments
from articles.models import Attachment
from tests.articles.test_attachments import TABLE, member, upload
from tests.factories import make_article
from tests.waiting import wait_until

NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(NGINX is None, reason="nginx is not installed: apt-get install nginx"),
]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def as_deployed(folder, *, port, upstream):
    """The operator's own configuration: with another port and other folders, without its certificate."""
    text = (site.BASE_DIR / "deploy/nginx.conf").read_text()
    https = text.index("server {", text.index("server {") + 1)
    text = text[: text.index("server {")] + text[https:]
    text = re.sub(r" *(ssl_|http2 ).*\n", "", text)
    proxy = folder / "proxy.conf"
    proxy.write_text((site.BASE_DIR / "deploy/newsroom_proxy.conf").read_text())
    for old, new in {
        "listen 443 ssl": f"listen 127.0.0.1:{port}",
        "http://127.0.0.1:8000": upstream,
        "/etc/nginx/newsroom_proxy.conf": str(proxy),
        "/var/cache/nginx/newsroom": str(folder / "cache"),
        "/var/lib/newsroom/private/": f"{folder}/private/",
        "/var/lib/newsroom/": f"{folder}/",
        "server_name news.example": "server_name _",
    }.items():
        assert old in text, old
        text = text.replace(old, new)
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    path = folder / "nginx.conf"
    path.write_text(
        f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/errors;\n"
        f"events {{}}\nhttp {{\naccess_log off;\n{temporary}{text}}}\n"
    )
    return path


@pytest.fixture
def through_nginx(live_server, tmp_path, settings):
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"
    settings.X_ACCEL, settings.ALLOWED_HOSTS = True, ["*"]
    port = free_port()
    path = as_deployed(tmp_path, port=port, upstream=live_server.url)
    process = subprocess.Popen([NGINX, "-c", str(path)], stderr=subprocess.DEVNULL)

    def ask(method, address, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        with contextlib.closing(connection):
            connection.request(method, urlsplit(address).path, headers=headers)
            response = connection.getresponse()
            return response, response.read()

    def answers():
        with contextlib.suppress(OSError):
            return ask("GET", "/private-files/")[0].status
        return None

    try:
        wait_until(answers)
        yield ask
    finally:
        process.terminate()
        process.wait()


def test_nginx_hands_over_what_the_site_grants_and_nothing_else(through_nginx):
    attachment = Attachment(article=make_article(access_level="pro"), title="Barrels")
    attachments.put(attachment, attachments.checked(upload()), by=None)
    address, hidden = attachment.get_absolute_url(), f"/private-files/{attachment.file.name}"
    reader = Client()
    reader.force_login(member())
    cookie = f"sessionid={reader.cookies['sessionid'].value}"

    whole, content = through_nginx("GET", address, Cookie=cookie)
    part, some = through_nginx("GET", address, Cookie=cookie, Range="bytes=3-6")
    head, nothing = through_nginx("HEAD", address, Cookie=cookie)
    since = {"If-Modified-Since": "Wed, 21 Oct 2037 07:28:00 GMT"}
    again, same = through_nginx("GET", address, Cookie=cookie, **since)

    assert (whole.status, content) == (200, TABLE)
    assert (part.status, some) == (206, TABLE[3:7])
    assert (head.status, nothing, head.headers["Content-Length"]) == (200, b"", str(len(TABLE)))
    assert (again.status, same) == (200, TABLE)
    assert whole.headers.get_all("Cache-Control") == ["private, no-store"]
    assert whole.headers.get_all("Content-Disposition") == ['attachment; filename="barrels.csv"']
    assert whole.headers.get_all("X-Content-Type-Options") == ["nosniff"]
    assert whole.headers.get_all("Content-Security-Policy") == ["default-src 'none'; sandbox"]
    assert whole.headers.get_all("Cross-Origin-Resource-Policy") == ["same-site"]
    assert whole.headers.get_all("X-Robots-Tag") == ["noindex"]
    assert not {"ETag", "Last-Modified", "X-Accel-Redirect"} & set(whole.headers)

    for method, headers in [
        ("GET", {}),
        ("HEAD", {}),
        ("GET", {"Range": "bytes=0-"}),
        ("GET", since),
    ]:
        refused, words = through_nginx(method, address, **headers)
        assert refused.status == 403
        assert TABLE not in words
        assert not {"ETag", "Last-Modified", "Content-Range"} & set(refused.headers)
    for path in (hidden, f"/files/../private-files/{attachment.file.name}", f"//private-files/{attachment.file.name}",
                 f"/private-files/../private/{attachment.file.name}",
                 f"/media../private/{attachment.file.name}", f"/static../private/{attachment.file.name}",
                 "/private-files/"):  # fmt: skip
        refused, words = through_nginx("GET", path, Cookie=cookie)
        assert refused.status == 404, path
        assert TABLE not in words
