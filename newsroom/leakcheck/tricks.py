"""What is asked: each method, representation and trick by which a paywall was got round."""

from dataclasses import dataclass, field
from urllib.parse import quote

from django.conf import settings

SAFE = ("GET", "HEAD", "OPTIONS")
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")

TOKEN = "a" * 32  # of a form: cookie and field are the same

# {name of the trick: (numbers of docs/paywall.md, headers)}
HEADERS = {
    "Googlebot by name": ("L45 L46", {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}),
    "Bingbot by name": ("L45", {"User-Agent": "bingbot/2.0"}),
    "unfurler by name": ("L18 L45", {"User-Agent": "facebookexternalhit/1.1"}),
    "rich results test": ("L47", {"User-Agent": "Google-InspectionTool/1.0"}),
    "from Google": ("L48", {"Referer": "https://www.google.com/"}),
    "from a newsletter": ("L48", {"Referer": "https://t.co/abc"}),
    "address of a campus": ("L49", {"X-Forwarded-For": "141.161.1.1", "X-Real-IP": "141.161.1.1"}),
    "address of Googlebot": ("L46 L49", {"X-Forwarded-For": "66.249.66.1", "Forwarded": "for=66.249.66.1"}),
    "already viewed": ("L51", {"X-Viewed": "[]", "X-Subscriber": "1", "X-Tier": "pro"}),
    "another host": ("L41 L42", {"X-Forwarded-Host": "staging.example"}),
    "another address": ("L41", {"X-Original-URL": "/admin/", "X-Rewrite-URL": "/admin/"}),
    "method override": ("L41", {"X-HTTP-Method-Override": "POST", "X-HTTP-Method": "PUT"}),
    "as JSON": ("L6 L16", {"Accept": "application/json"}),
    "as Markdown": ("L6", {"Accept": "text/markdown, text/plain"}),
    "as ActivityPub": ("L23", {"Accept": "application/activity+json"}),
    "as a fragment": ("L9", {"X-Requested-With": "XMLHttpRequest", "HX-Request": "true"}),
    "as an event stream": ("L11", {"Accept": "text/event-stream"}),
    "a token nobody gave out": ("L16 L41", {"Authorization": "Bearer forged"}),
    "range from the start": ("L32", {"Range": "bytes=0-"}),
    "range of the end": ("L32", {"Range": "bytes=-4000"}),
    "not if it matches": ("L32 L40", {"If-None-Match": "*"}),
    "not if older": ("L32", {"If-Modified-Since": "Wed, 01 Jan 2020 00:00:00 GMT"}),
    "compressed": ("L1", {"Accept-Encoding": "gzip, br, deflate"}),
    "brotli": ("L1", {"Accept-Encoding": "br"}),
    "prefetched": ("L52", {"Sec-Purpose": "prefetch", "Purpose": "prefetch"}),
    "through a service worker": ("L43", {"Service-Worker": "script", "Sec-Fetch-Dest": "empty"}),
    "in another language": ("L22", {"Accept-Language": "ar, tr;q=0.9"}),
}  # fmt: skip
QUERIES = {
    "print": "L6", "print=1": "L6", "amp=1": "L6", "format=json": "L6", "format=txt": "L6",
    "format=xml": "L6", "format=pdf": "L6", "output=amp": "L6", "page=2": "L7", "full=1": "L7",
    "view=all": "L7", "preview=true": "L7 L58", "as=pro": "L58", "gift=AAAAAAAAAAAAAAAAAAAA": "L52",
    "share=AAAAAAAAAAAAAAAAAAAA": "L52", "token=AAAA": "L52", "paywall=off": "L51", "tier=pro": "L51",
    "viewed=[]": "L51", "before=zzz": "L9", "part=text": "L9", "embed=1": "L18", "fields=body": "L16",
    "expand=text": "L16", "revision=1": "L60", "debug=1": "L44", "unlocked=1": "L51",
}  # fmt: skip
# How an address is written otherwise. {path} has a slash at its end where the route has one.
SPELLINGS = {
    "{bare}.json": "L6", "{bare}.txt": "L6", "{bare}.pdf": "L6", "{bare}.css": "L41",
    "{path}x.css": "L41", "{path};x.js": "L41", "{bare};.css": "L41", "{path}amp/": "L6",
    "{path}feed/": "L12", "{path}embed/": "L18", "{path}oembed/": "L18", "{path}full/": "L7",
    "{path}page/2/": "L7", "{bare}": "L41", "/{path}": "L41", "{path}/": "L41", "{path}%2f": "L41",
    "{path}..;/": "L41", "{path}%2e%2e/": "L41", "{bare}%20/": "L41", "{bare}./": "L41",
    "{upper}": "L41", "{path}%0a": "L41", "{path}?%00": "L41", "{bare}~": "L35", "{bare}.bak": "L35",
    "/amp{path}": "L6", "/api{path}": "L16", "/print{path}": "L6", "/cdn-cgi/image/x{path}": "L37",
}  # fmt: skip
# Addresses that no route has, where others' systems leak.
ELSEWHERE = {
    "/amp/": "L6", "/wp-json/wp/v2/posts": "L16", "/api/": "L16", "/api/articles/": "L16",
    "/graphql?query={{__schema{{types{{name}}}}}}": "L17", "/oembed?url=/{words}": "L18",
    "/ghost/api/content/posts/": "L16", "/feed/": "L12", "/rss": "L12", "/feed.json": "L12",
    "/atom.xml": "L12", "/?s={words}": "L40", "/?p=1": "L10", "/.git/HEAD": "L35", "/backup.sql": "L35",
    "/media/": "L35", "/static/": "L35", "/media/../newsroom/settings.py": "L35", "/img?url=/media/": "L37",
    "/.well-known/webfinger?resource=acct:news": "L23", "/sitemap.xml.gz": "L20", "/server-status": "L35",
    "/static/js/app.js.map": "L35", "/debug/": "L44", "/__debug__/": "L44", "/outbox": "L23",
}  # fmt: skip


@dataclass(frozen=True)
class Request:
    """One request, to be sent as each reader."""

    path: str
    method: str = "GET"
    headers: dict = field(default_factory=dict, hash=False)
    trick: str = "as it is"
    body: bytes = b""
    cookies: dict = field(default_factory=dict, hash=False)


def plain(path):
    """What everything is asked: each way of reading."""
    return [Request(path, method, trick=method) for method in SAFE]


def all_of(path):
    """Every trick on one address."""
    yield from plain(path)
    for trick, (_numbers, headers) in HEADERS.items():
        yield Request(path, headers=headers, trick=trick)
    for query in QUERIES:
        yield Request(f"{path}?{query}", trick=query)
    for spelling in SPELLINGS:
        yield Request(spelled(spelling, path), trick=spelling)
    for method in ("POST", "PROPFIND", "TRACE"):
        yield Request(path, method, trick=method)


def spelled(spelling, path):
    return spelling.format(path=path, bare=path.rstrip("/") or "/index", upper=path.upper())


def elsewhere(words):
    for address in ELSEWHERE:
        yield Request(address.format(words=words), trick=address)


def searches(word):
    """A word asked of whatever takes words; the answer must be as to a word that stands nowhere."""
    return [Request(f"/search/?{name}={quote(word)}", trick="search") for name in ("q", "q=x&s")]


def form(path, fields=""):
    """A form as one of our own pages sends it."""
    ours = {"Origin": settings.SITE_URL, "Sec-Fetch-Site": "same-origin"}
    body = f"csrfmiddlewaretoken={TOKEN}&{fields}".encode()
    cookies = {settings.CSRF_COOKIE_NAME: TOKEN}
    return Request(path, "POST", ours, "a form of ours", body, cookies)
