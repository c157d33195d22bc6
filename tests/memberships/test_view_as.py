"""View as: the desk sees the site as another reader, with a bar that says so; nobody else can."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from memberships import viewing
from memberships.access import AccessLevel
from memberships.readers import SEEN_AS, VIEW_AS
from newsroom.roles import CIRCULATION, EDITOR
from tests.factories import BELOW, make_article, make_staff, make_user

pytestmark = pytest.mark.django_db
CHOOSE = "/account/view-as/"


@pytest.fixture
def gated():
    return {
        level: make_article(access_level=level).get_absolute_url()
        for level in (AccessLevel.REGISTERED, AccessLevel.PRO)
    }


def sees(client, pages):
    """{level: does this browser get all of it?}; and nobody keeps any of these pages."""
    answers = {level: client.get(address) for level, address in pages.items()}
    assert {answer["Cache-Control"] for answer in answers.values()} == {"private, no-store"}
    return {level: BELOW in answer.text for level, answer in answers.items()}


@pytest.mark.parametrize(
    ("key", "registered", "pro"),
    [("anonymous", False, False), ("registered", True, False), ("pro", True, True)],
)
def test_an_editor_gets_what_that_reader_gets(client, gated, key, registered, pro):
    client.force_login(make_staff(EDITOR))

    answer = client.post(CHOOSE, {"as": key, "next": gated["pro"]})

    assert (answer.status_code, answer["Location"]) == (302, gated["pro"])
    assert sees(client, gated) == {"registered": registered, "pro": pro}


def test_the_way_back_and_signing_out_end_it(client, gated):
    editor = make_staff(EDITOR)
    client.force_login(editor)
    client.post(CHOOSE, {"as": "anonymous"})
    client.post(CHOOSE, {"as": ""})
    assert sees(client, gated)["pro"]

    client.post(CHOOSE, {"as": "anonymous"})
    client.post(reverse("account_logout"))
    client.force_login(editor)

    assert sees(client, gated)["pro"]


@pytest.mark.parametrize("key", SEEN_AS)
def test_the_bar_stands_on_every_page_with_a_way_back(client, gated, key):
    client.force_login(make_staff(EDITOR))
    client.post(CHOOSE, {"as": key})
    sentence = str(viewing.WORDS[key][viewing.SENTENCE])

    for address in ("/", "/account/", "/no-such-page/", gated["pro"], f"{gated['pro']}print/"):
        page = client.get(address)
        assert page.text.count(sentence) == 1, address
        assert "Back to my own view" in page.text
        assert page["Cache-Control"] == "private, no-store"
    assert sentence in client.get("/account/corner/").json()["view_as"]["bar_html"]


def test_nobody_else_has_a_bar_or_a_choice(client, gated):
    client.force_login(make_user())

    assert "seen-as" not in client.get(gated["pro"]).text
    assert "View as" not in client.get("/account/").text
    assert "view_as" not in client.get("/account/corner/").json()


@pytest.mark.parametrize("who", ["stranger", "reader", CIRCULATION])
def test_whoever_is_not_at_the_desk_cannot_choose(client, gated, who):
    if who != "stranger":
        client.force_login(make_user() if who == "reader" else make_staff(who))

    answer = client.post(CHOOSE, {"as": "pro"})

    assert answer.status_code == 403
    assert BELOW not in client.get(gated["pro"]).text


def test_a_choice_in_the_session_of_somebody_else_opens_nothing(client, gated):
    """Whoever leaves the desk keeps the session for a while; and no cookie or word makes up for it."""
    user = make_staff(EDITOR)
    client.force_login(user)
    client.post(CHOOSE, {"as": "pro"})
    user.groups.clear()
    client.cookies["view_as"] = "pro"

    page = client.get(f"{gated['pro']}?as=pro&view_as=pro")

    assert client.session[VIEW_AS] == "pro"
    assert BELOW not in page.text
    assert "seen-as" not in page.text


def test_the_hint_alone_makes_no_page_anybodys(client, gated):
    client.cookies["view_as"] = "1"

    page = client.get(gated["pro"])

    assert "seen-as" not in page.text
    assert page["Cache-Control"].startswith("public")


@pytest.mark.parametrize("key", ["editor", "PRO", "pro\x01", "' OR 1", "x" * 5000])
def test_a_reader_that_is_none_ends_the_view(client, gated, key):
    client.force_login(make_staff(EDITOR))
    client.post(CHOOSE, {"as": "anonymous"})

    client.post(CHOOSE, {"as": key})

    assert sees(client, gated)["pro"]


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:1", ""])
def test_it_leads_to_no_other_site(client, target):
    client.force_login(make_staff(EDITOR))

    assert client.post(CHOOSE, {"as": "pro", "next": target})["Location"] == "/"


def test_a_word_in_place_of_an_address_falls_over_nothing(client):
    client.force_login(make_staff(EDITOR))

    answers = [
        client.post(CHOOSE, {"as": "", "next": word}) for word in ("nowhere", "account_login")
    ]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[1]["Location"] == "account_login"


def test_get_chooses_nothing_and_neither_does_another_site(client, gated):
    client.force_login(make_staff(EDITOR))

    answers = [
        client.get(CHOOSE, {"as": "anonymous"}),
        client.post(CHOOSE, {"as": "anonymous"}, headers={"Sec-Fetch-Site": "cross-site"}),
    ]

    assert [answer.status_code for answer in answers] == [405, 403]
    assert sees(client, gated)["pro"]


def test_the_newsrooms_own_pages_stay_as_they_are(client):
    client.force_login(make_staff(EDITOR))
    before = client.get(reverse("admin:articles_article_changelist"))

    client.post(CHOOSE, {"as": "anonymous"})
    after = client.get(reverse("admin:articles_article_changelist"))

    assert (before.status_code, after.status_code) == (200, 200)
    assert "seen-as" not in after.text


def test_before_the_second_step_nobody_chooses(client, settings):
    settings.STAFF_MFA_REQUIRED = True
    client.force_login(make_staff(EDITOR))

    client.post(CHOOSE, {"as": "pro"})

    assert VIEW_AS not in client.session


def test_an_open_page_asks_who_reads_only_where_there_may_be_a_bar(client):
    client.force_login(make_user())
    client.get("/")
    with CaptureQueriesContext(connection) as without:
        client.get("/")
    client.cookies["view_as"] = "1"
    with CaptureQueriesContext(connection) as with_hint:
        client.get("/")

    assert len(with_hint) == len(without) + 1


def test_every_reader_has_its_words():
    assert set(viewing.WORDS) == set(SEEN_AS)
