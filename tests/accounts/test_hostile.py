"""Who has an account is nobody's business; no address leads away; no mail carries a stranger's header."""

import json
import re
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import Client

from accounts.adapter import AccountAdapter
from accounts.models import User
from tests.factories import make_user
from tests.fixtures import shared_fixtures

pytestmark = pytest.mark.django_db
PASSWORD = "a long password of a reader"
KNOWN, UNKNOWN, UNVERIFIED = "reader@example.org", "nobody@example.org", "stored@example.org"
VARIES = [
    (re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"'), "token"),
    (re.compile("|".join(map(re.escape, (KNOWN, UNKNOWN, UNVERIFIED)))), "address"),
]


def same(text):
    for pattern, word in VARIES:
        text = pattern.sub(word, text)
    return text


def seen(path, fields):
    """All that a stranger sees: status, where it leads, and what stands there."""
    client = Client(REMOTE_ADDR="192.0.2.1")
    first = client.post(path, fields)
    page = client.get(first["Location"]) if first.status_code == 302 else first
    names = sorted(client.cookies)
    return (
        first.status_code,
        first.headers.get("Location"),
        page.status_code,
        names,
        same(page.text),
    )


@pytest.fixture
def accounts(db):
    make_user(KNOWN)
    user = User.objects.create_user(UNVERIFIED, PASSWORD)
    user.emailaddress_set.create(email=UNVERIFIED, primary=True)


@pytest.mark.parametrize(
    ("path", "field", "more"),
    [
        ("/accounts/login/", "login", {"password": "not their password"}),
        ("/accounts/login/code/", "email", {}),
        ("/accounts/password/reset/", "email", {}),
        ("/accounts/signup/", "email", {}),
        ("/accounts/signup/", "email", {"password1": "seven tin lanterns"}),
    ],
)
def test_an_account_looks_like_none(accounts, path, field, more):
    nobody = seen(path, {field: UNKNOWN, **more})

    assert seen(path, {field: KNOWN, **more}) == nobody
    assert seen(path, {field: UNVERIFIED, **more}) == nobody


@pytest.mark.parametrize(
    ("path", "next_page"),
    [
        ("/accounts/login/code/", "/accounts/login/code/confirm/"),
        ("/accounts/password/reset/", "/accounts/password/reset/confirm/"),
        ("/accounts/signup/", "/accounts/confirm-email/"),
    ],
)
def test_a_wrong_code_looks_the_same_too(accounts, path, next_page):
    answers = []
    for address in (KNOWN, UNKNOWN):
        client = Client(REMOTE_ADDR="192.0.2.1")
        client.post(path, {"email": address})
        tries = [client.post(next_page, {"code": "WRNG-WRNG"}) for _ in range(4)]
        answers.append([(one.status_code, same(one.text)) for one in tries])

    assert answers[0] == answers[1]


def test_the_mail_says_what_the_page_does_not(accounts):
    seen("/accounts/login/code/", {"email": UNKNOWN})
    seen("/accounts/signup/", {"email": KNOWN})
    nobody, known = mail.outbox

    assert "http://127.0.0.1:8000/accounts/signup/" in nobody.body
    assert "already" in known.body
    assert "http://127.0.0.1:8000/" in known.body


def test_hashing_happens_for_strangers_too(accounts, monkeypatch):
    """What takes time takes it whether or not there is an account."""
    hashed, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher,
        "encode",
        lambda self, password, salt: hashed.append(1) or encode(self, password, salt),
    )
    counts = []
    for path, fields in (
        ("/accounts/login/", {"login": KNOWN, "password": "not their password"}),
        ("/accounts/login/", {"login": UNKNOWN, "password": "not their password"}),
        ("/accounts/signup/", {"email": KNOWN, "password1": "seven tin lanterns"}),
        ("/accounts/signup/", {"email": UNKNOWN, "password1": "seven tin lanterns"}),
    ):
        Client().post(path, fields)
        counts.append(len(hashed))
        hashed.clear()

    assert counts == [1, 1, 1, 1]


# Addresses that lead away.


def lead_away():
    corpus = json.loads(shared_fixtures("security/uploads/next_urls.json").read_text())
    lists = ["open-redirect.txt", "open-redirect-2.txt"]
    lines = [
        line
        for name in lists
        for line in shared_fixtures(f"security/strings/{name}").read_text().splitlines()
    ]
    return corpus["next_must_refuse"] + [line for line in lines if line.strip()]


def may_lead():
    return json.loads(shared_fixtures("security/uploads/next_urls.json").read_text())[
        "next_may_accept"
    ]


def stays(location, page):
    """As browsers read it: without tabs and line ends, a backslash being a slash."""
    read = re.sub(r"[\t\r\n]", "", location).strip().replace("\\", "/")
    target = urlsplit(urljoin(f"http://testserver{page}", read))
    return target.scheme == "http" and target.netloc == "testserver"


def test_no_form_goes_on_elsewhere(rf, settings):
    """Whatever else the site answers to."""
    settings.ALLOWED_HOSTS = ["*"]
    door = AccountAdapter()
    door.request = rf.get("/accounts/login/")
    safe = [target for target in lead_away() if door.is_safe_url(target)]

    assert [target for target in safe if not stays(target, "/accounts/login/")] == []
    assert all(door.is_safe_url(target) for target in may_lead())


def test_signing_in_and_out_leads_nowhere_else(settings):
    settings.ACCOUNT_RATE_LIMITS = False
    make_user()
    client, pages = Client(), ("/accounts/login/", "/accounts/logout/")
    for target in lead_away()[:30]:
        for page, said in zip(pages, ({"login": KNOWN, "password": PASSWORD}, {}), strict=True):
            answer = client.post(page, {**said, "next": target})
            if answer.status_code == 302:
                assert stays(answer["Location"], page), (page, target)
            else:
                assert answer.status_code == 400, (page, target)


def test_the_other_forms_lead_nowhere_else(client):
    make_user()
    client.post("/accounts/login/", {"login": KNOWN, "password": PASSWORD})
    forms = ("/accounts/reauthenticate/", "/account/confirm/", "/account/second-step/")
    for target in lead_away()[:15]:  # the same door as above
        for page in forms:
            answer = client.get(page, {"next": target})
            if answer.status_code == 302:
                assert stays(answer["Location"], page), (page, target)
            assert answer.status_code < 500


def test_pages_of_ours_are_gone_on_to(client):
    make_user()
    for target in may_lead():
        answer = client.post(
            "/accounts/login/", {"login": KNOWN, "password": PASSWORD, "next": target}
        )
        assert unquote(answer["Location"]) == unquote(target)
        client.post("/accounts/logout/")


# Headers.


FORMS = [
    ("/accounts/signup/", "email"),
    ("/accounts/login/", "login"),
    ("/accounts/login/code/", "email"),
    ("/accounts/password/reset/", "email"),
]


def headers_in_addresses():
    corpus = json.loads(shared_fixtures("security/uploads/mail_header_injection.json").read_text())
    words = [word for words in corpus.values() for word in words if isinstance(word, str)]
    lines = shared_fixtures("security/strings/crlf.txt").read_text().splitlines()
    return (
        words
        + [f"{line}@example.org" for line in lines]
        + [f"reader@example.org{word}" for word in words]
    )


@pytest.mark.parametrize(("path", "field"), FORMS)
def test_no_address_breaks_out_of_its_line(path, field):
    said = {"password": "not their password"} if field == "login" else {}
    client = Client(raise_request_exception=False)
    for number, address in enumerate(headers_in_addresses()):
        answer = client.post(
            path, {field: address, **said}, REMOTE_ADDR=f"10.0.{number // 250}.{number % 250}"
        )
        assert answer.status_code < 500, address
    for letter in mail.outbox:
        assert len(letter.to) == 1
        assert not set("\r\n\0") & set(letter.to[0] + letter.subject)
        assert not (letter.cc or letter.bcc)


@pytest.mark.parametrize("path", ["/accounts/email/", "/account/profile/", "/account/confirm/"])
def test_odd_words_in_account_forms_are_no_error_of_ours(client, path):
    make_user()
    client.post("/accounts/login/", {"login": KNOWN, "password": PASSWORD})
    client.raise_request_exception = False
    corpus = json.loads(shared_fixtures("security/strings/blns.json").read_text())
    for word in corpus[::20]:
        said = dict.fromkeys(("email", "name", "language", "time_zone", "code"), word)
        answer = client.post(path, {**said, "action_add": "1"})
        assert answer.status_code < 500, word
        assert "<script>alert" not in answer.text


def test_mailed_links_lead_to_the_configured_site(settings):
    settings.ALLOWED_HOSTS = ["*"]
    Client().post("/accounts/login/code/", {"email": UNKNOWN}, headers={"Host": "evil.example"})

    assert "evil.example" not in mail.outbox[0].body
    assert "http://127.0.0.1:8000/accounts/signup/" in mail.outbox[0].body
