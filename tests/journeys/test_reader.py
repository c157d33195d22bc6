"""A reader on a phone finds a story: from the front page, by search, by region, by author."""

import re

import pytest

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def phone(browser):
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


def test_a_reader_finds_a_story_four_ways(site, phone):
    phone.goto(site.url)
    lead = phone.locator("main .story.lead .hed a")
    headline = lead.inner_text()
    lead.click()
    assert headline.split("\n")[0][:20] in phone.locator("h1").inner_text()
    author = phone.locator('a[href^="/author/"]').first
    name = author.inner_text()

    author.click()
    assert name in phone.locator("h1").inner_text()
    assert headline[:20] in phone.locator("main").inner_text()

    phone.goto(site.pages["search"])
    phone.get_by_label(re.compile("Words in")).fill("desalination")
    phone.keyboard.press("Enter")
    phone.wait_for_url("**q=desalination**")
    assert phone.locator("main article").count() > 2
    assert phone.locator("main mark").count() > 0

    phone.goto(site.url)
    phone.get_by_role("navigation", name=re.compile("Countries")).get_by_text("Jordan").click()
    assert "Jordan" in phone.locator("h1").inner_text()
    phone.locator("main article a").first.click()
    assert phone.locator("article.art .prose").inner_text()


def test_the_paywall_shows_the_lead_in_and_one_offer(site, phone):
    phone.goto(site.pages["article_pro"])

    assert phone.locator(".prose p").count() > 0
    assert phone.locator(".wall").count() == 1
    assert "Key judgements" not in phone.content()

    phone.goto(site.pages["article_registered"])
    assert phone.locator(".wall").count() == 1


def test_a_reader_keeps_a_story_and_what_they_read_if_they_want_to(site, signed_in, violations):
    page = signed_in("reader", viewport=PHONE)
    page.goto(f"{site.url}/account/history/")
    page.get_by_role("button", name="Switch it on").click()

    page.goto(site.pages["article_registered"])
    headline = page.locator("h1").inner_text().removesuffix(" PRO")
    page.locator("main .save[aria-pressed=false]").first.click()
    page.locator("main .save[aria-pressed=true]").first.wait_for()

    for address in ("/account/saved/", "/account/history/"):
        page.goto(site.url + address)
        assert page.locator(".shelf .hed").all_inner_texts() == [headline]
    for address in (
        "/account/",
        "/account/access/",
        "/account/saved/",
        "/account/history/",
        "/account/data/",
        "/account/delete/",
    ):
        page.goto(site.url + address)
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_without_script_the_button_saves_just_as_well(site, signed_in, browser):
    known = signed_in("author").context.storage_state()
    page = browser.new_context(java_script_enabled=False, storage_state=known).new_page()
    page.goto(site.pages["article_free"])
    page.locator("main .save").first.click()

    assert page.url == f"{site.url}/account/saved/"
    page.get_by_role("button", name="Remove").click()
    assert page.locator(".shelf li").count() == 0
    page.context.close()


def test_an_editor_signs_in_and_reads_everything(site, browser):
    page = browser.new_context().new_page()
    editor = site.account("editor")
    page.goto(f"{site.url}/accounts/login/")
    page.locator("[name=login]").fill(editor["email"])
    page.locator("[name=password]").fill(editor["password"])
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.url}/")

    page.goto(site.pages["article_pro"])
    assert page.locator(".wall").count() == 0
    assert "Key judgements" in page.content()

    page.goto(site.pages["admin"])
    assert page.locator("body").inner_text()
    assert "/accounts/login" not in page.url
    page.context.close()


def test_reading_needs_no_script_and_no_other_host(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    for name in ("home", "article_free", "article_arabic"):
        page.goto(site.pages[name], wait_until="networkidle")
        assert page.locator("h1, .wordmark").first.is_visible()

    assert all(address.startswith(site.url) for address in asked)
    context.close()


def test_nothing_on_a_page_breaks_its_own_policy(site, browser):
    context = browser.new_context()
    page = context.new_page()
    said = []
    page.on(
        "console", lambda message: said.append(message.text) if message.type == "error" else None
    )

    for address in [*site.pages.values(), f"{site.url}/membership/", f"{site.url}/newsletters/"]:
        if "feed" not in address and "sitemap" not in address:
            page.goto(address, wait_until="networkidle")

    assert [text for text in said if "Content Security Policy" in text or "Error" in text] == []
    context.close()


def test_an_article_weighs_little(site, browser):
    """85 kB without pictures in Latin script, 105 kB in Arabic; at most eight requests."""
    for name, limit in (("article_free", 85_000), ("article_arabic", 105_000)):
        weight, requests = weigh(browser, site.pages[name])
        assert weight <= limit, (name, weight)
        assert requests <= 8, (name, requests)


def test_a_whole_report_weighs_little(site, browser, signed_in):
    """As a story does, though it has charts and all four faces; a map may add two kilobytes."""
    page = signed_in("member")
    reports = {link.get_attribute("href") for link in report_links(page, site)}
    assert len(reports) >= 4

    for path in reports:
        weight, requests = weigh(browser, site.url + path, page.context.storage_state())
        assert weight <= (87_000 if "desalination" in path else 85_000), (path, weight)
        assert requests <= 8, (path, requests)


def report_links(page, site):
    page.goto(f"{site.url}/kind/trend-report/")
    return page.locator("main .hed a").all()


def weigh(browser, address, signed_in=None):
    """(bytes on the wire, number of requests), pictures and the account corner left out."""
    context = browser.new_context(storage_state=signed_in)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    kinds, sizes = {}, {}
    devtools.on(
        "Network.responseReceived",
        lambda e: kinds.update({e["requestId"]: (e["type"], e["response"]["url"])}),
    )
    devtools.on(
        "Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]})
    )
    page.goto(address, wait_until="networkidle")
    counted = [
        number for number, (kind, url) in kinds.items()
        if kind != "Image" and "/account/corner/" not in url and "/media/" not in url
    ]  # fmt: skip
    context.close()
    return sum(sizes.get(number, 0) for number in counted), len(counted)
