"""Our nginx.conf: what is one reader's is neither kept nor served from what was kept (L32, L38, L41)."""

import pytest
from django.conf import settings

from tests.leaks import live_stack

pytestmark = pytest.mark.xdist_group("live stack")


@pytest.fixture
def site(stack):
    live_stack.needs_nginx()
    return Site(stack)


class Site:
    """The story through nginx; each test has an address of its own, so that the cache is new to it."""

    def __init__(self, stack):
        self.stack, self.word = stack, stack.seeded["word"]

    def ask(self, test, *, who=None, **more):
        cookies = who if isinstance(who, dict) else self.cookies_of(who)
        path = f"{self.stack.seeded['path']}?{test}"
        return self.stack.ask(self.stack.web_port, path, cookies=cookies, **more)

    def cookies_of(self, who):
        return self.stack.seeded["people"][who]["cookies"] if who else {}

    def cache_said(self, answer):
        return answer.headers["X-Cache"]


MEMBER = "PRO by a grant"


def test_the_lead_in_is_kept_for_strangers(site):
    first, second = site.ask("a"), site.ask("a")

    assert (site.cache_said(first), site.cache_said(second)) == ("MISS", "HIT")
    assert first.text == second.text
    assert site.word not in second.text


def test_a_member_after_a_stranger_gets_the_text_at_once(site):
    site.ask("b"), site.ask("b")

    answer = site.ask("b", who=MEMBER)

    assert site.word in answer.text
    assert site.cache_said(answer) == "BYPASS"
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_stranger_after_a_member_gets_the_lead_in(site):
    for _again in range(2):
        assert site.word in site.ask("c", who=MEMBER).text

    answer = site.ask("c")

    assert site.word not in answer.text
    assert site.cache_said(answer) == "MISS"  # nothing of the member's was kept


@pytest.mark.parametrize("before", ["", "__Host-"])
@pytest.mark.parametrize("name", sorted(settings.PERSONAL_COOKIES))
def test_every_personal_cookie_goes_past_the_cache(site, name, before):
    site.ask("d"), site.ask("d")

    answer = site.ask("d", who={"theme": "dark", before + name: "x"})

    assert site.cache_said(answer) == "BYPASS"


def test_other_cookies_do_not(site):
    site.ask("e")

    assert site.cache_said(site.ask("e", who={"theme": "dark", "my_meter": "x"})) == "HIT"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("part", ["bytes=0-", "bytes=-4000", "bytes=2000-90000"])
def test_parts_and_heads_tell_strangers_nothing(site, method, part):
    whole = site.ask(f"f{method}", who=MEMBER, method=method, Range=part)
    answer = site.ask(f"f{method}", method=method, Range=part)

    assert site.word not in answer.text
    assert answer.status in (200, 206, 416)
    assert whole.headers.get("ETag") is None or whole.headers["ETag"] != answer.headers.get("ETag")


def test_a_stranger_with_a_members_tag_gets_no_confirmation(site):
    tag = site.ask("g", who=MEMBER).headers.get("ETag") or '"any"'

    assert site.ask("g", If_None_Match=tag).status == 200


def test_what_another_host_or_scheme_is_claimed_to_be_changes_nothing(site):
    answer = site.ask("h", X_Forwarded_Host="evil.example", X_Original_URL="/admin/")

    assert "evil.example" not in answer.text
    assert answer.status == 200
    assert "evil.example" not in site.ask("h").text


def test_a_live_site_is_checked_and_nothing_is_left_of_the_check(site):
    before = counted(site.stack)

    done = site.stack.manage(
        "leakcheck", "--fast", "--url", f"http://127.0.0.1:{site.stack.web_port}"
    )

    assert "Nothing leaks." in done.stdout, done.stdout + done.stderr
    assert counted(site.stack) == before


def counted(stack):
    tables = ("articles_article", "articles_picture", "accounts_user", "accounts_session",
              "memberships_grant", "articles_section", "accounts_outgoingmail", "articles_attachment",
              "memberships_meteredread", "articles_giftlink", "articles_wallrule", "articles_kind")  # fmt: skip
    return [stack.one(f"SELECT count(*) FROM {table}") for table in tables]
