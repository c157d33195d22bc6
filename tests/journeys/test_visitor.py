"""A visitor reads three stories free, meets the wall, makes an account with a code, and reads on."""

import re

import pytest

from tests.journeys.test_editors_day import mail_about

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
REGISTERED = (
    "from articles.models import Article;"
    "print(*(a.get_absolute_url() for a in Article.objects.live().select_related('section')"
    ".filter(access_level='registered').newest_first()[:4]), sep='\\n')"
)


@pytest.fixture
def phone(browser):
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


def is_whole(page):
    return page.locator(".prose.is-whole").count() == 1 and page.locator(".wall").count() == 0


def test_a_visitor_reads_three_stories_meets_the_wall_registers_and_reads_on(
    site, phone, violations
):
    stories = site.manage("shell", "--no-imports", "-c", REGISTERED).split()
    for story, left in zip(
        stories[:3], ("2 free stories", "1 free story", "no free stories"), strict=True
    ):
        phone.goto(site.url + story)
        assert not is_whole(phone)
        phone.get_by_role("button", name="Read this story free").click()
        phone.locator(".reads-left").wait_for()
        assert f"You have {left} left this month." in phone.locator(".reads-left").inner_text()
        assert is_whole(phone)
        assert violations(phone) == []

    phone.goto(site.url + stories[3])
    wall = phone.locator(".wall")
    assert re.search(r"return on 1 \w+", wall.inner_text())
    assert wall.get_by_role("button", name="Read this story free").count() == 0
    wall.get_by_role("link", name="Create a free account").click()
    register(site, phone, "visitor@example.org")

    phone.wait_for_url(f"{site.url}{stories[3]}")
    assert is_whole(phone)
    assert phone.locator(".reads-left").count() == 0
    names = {cookie["name"] for cookie in phone.context.cookies()}
    assert "meter" not in names


def register(site, page, email):
    """Make an account with the code that comes by mail."""
    page.locator("[name=email]").fill(email)
    password = page.locator("[name=password1]")
    if password.count():
        password.fill("a long password of a visitor")
    page.locator("main form [type=submit]").first.click()
    code = page.locator("[name=code]")
    code.wait_for()
    beside = page.context.new_page()
    said = mail_about(site, beside, "onfirm", to=email)
    beside.close()
    code.fill(re.search(r"^\s*([A-Z0-9]{4}-?[A-Z0-9]{2,4})\s*$", said, re.M)[1])
    page.keyboard.press("Enter")


def test_whose_browser_keeps_no_cookie_is_told_without_any_script(site, browser):
    context = browser.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.goto(site.pages["article_registered"])
    assert not page.locator(".offer-cookie").is_visible()

    page.get_by_role("button", name="Read this story free").click()
    page.locator(".reads-left").wait_for()
    context.clear_cookies()
    page.reload()

    assert "Allow cookies for this site" in page.locator(".offer-cookie").inner_text()
    assert page.locator(".offer-cookie").is_visible()
    context.close()
