"""An editor arranges the front: by keyboard and by drag; looks ahead, schedules, is overtaken, undoes."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
WIDE = {"width": 1440, "height": 1000}
LEAD, SECOND = "Lead", "Second row"


@pytest.fixture
def desk(site, signed_in):
    page = signed_in("editor", viewport=WIDE)
    yield open_board(site, page)
    site.manage("shell", "--no-imports", "-c",
                "from articles.models import FrontPage, BreakingBar;"
                " FrontPage.objects.all().delete(); BreakingBar.objects.all().delete()")  # fmt: skip


def open_board(site, page):
    page.goto(f"{site.url}/admin/articles/frontpage/")
    page.locator("[data-found] .front-card").first.wait_for()
    return page


def find(page, words):
    page.get_by_role("searchbox", name="Words of the headline").fill(words)
    card = page.locator("[data-found] .front-card", has_text=words)
    card.first.wait_for()
    page.wait_for_function("document.querySelectorAll('[data-found] .front-card').length === 1")
    return card


def placed(page, name):
    """The headlines that the desk holds in a part."""
    cards = page.get_by_role("list", name=name).locator(".front-card:not(.front-ghost)")
    return cards.locator(".front-headline").all_inner_texts()


def said(page):
    page.wait_for_timeout(100)
    return page.locator("[data-said]").inner_text()


def headlines(page):
    return page.locator("main .hed").all_inner_texts()


def leads_with(page, words):
    return words in page.locator(".lead .hed").inner_text()


def save(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    page.locator("[data-found] .front-card").first.wait_for()


def pick_by_keys(page, words, part):
    """From the search to a part without a mouse."""
    card = find(page, words)
    page.get_by_role("searchbox").focus()
    button = card.get_by_role("button", name=re.compile(f"Put .* here: {part}"))
    for _ in range(4):
        page.keyboard.press("Tab")
        if button.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")


def violations_on_ours(page):
    """What axe finds in our part of the page; what stands around it is Unfold's."""
    rows = Axe().run(page, context={"include": [["#main"]]}).response["violations"]
    return [f"{row['id']}: {row['nodes'][0]['html'][:160]}" for row in rows]


def test_the_front_is_arranged_by_keyboard_alone(site, desk):
    pick_by_keys(desk, "Mersin", SECOND)
    pick_by_keys(desk, "Aqaba bidders", SECOND)
    (first, second) = placed(desk, SECOND)
    assert "place 2 of 4" in said(desk)

    handle = desk.get_by_role("button", name=f"Move “{second}”", exact=True)
    handle.focus()
    desk.keyboard.press("ArrowUp")
    assert placed(desk, SECOND) == [second, first]
    assert desk.evaluate("document.activeElement.getAttribute('aria-label')") == f"Move “{second}”"

    desk.keyboard.press("ArrowUp")
    assert placed(desk, LEAD) == [second]
    assert "Lead, place 1 of 1" in said(desk)
    desk.keyboard.press("ArrowDown")
    assert placed(desk, SECOND) == [second, first]
    desk.keyboard.press("Delete")
    assert placed(desk, SECOND) == [first]
    assert "was taken out" in said(desk)
    desk.keyboard.press("Control+z")
    desk.get_by_role("button", name=f"Move “{second}”", exact=True).focus()
    desk.keyboard.press("Home")
    assert violations_on_ours(desk) == []
    save(desk)

    desk.goto(site.url)
    assert leads_with(desk, second)


def test_the_front_is_arranged_by_drag(site, desk):
    lead = find(desk, "Aqaba bidders")
    lead.drag_to(desk.get_by_role("list", name=LEAD))
    find(desk, "Mersin").drag_to(desk.get_by_role("list", name=SECOND))
    find(desk, "Agadir").drag_to(desk.get_by_role("list", name=SECOND).locator(".front-card").first,
                                 target_position={"x": 60, "y": 4})  # fmt: skip

    assert "Aqaba" in placed(desk, LEAD)[0]
    assert [("Agadir" in a, "Mersin" in b) for a, b in [placed(desk, SECOND)]] == [(True, True)]

    desk.get_by_role("list", name=SECOND).locator(".front-card").nth(1).drag_to(
        desk.get_by_role("list", name=LEAD)
    )
    assert "Mersin" in placed(desk, LEAD)[0]
    assert "Aqaba" in placed(desk, SECOND)[1]
    save(desk)

    desk.goto(site.url)
    assert leads_with(desk, "Mersin")


def test_a_strip_is_pinned_with_a_title_and_filled(site, desk):
    desk.get_by_role("button", name="Pin a strip").click()
    desk.keyboard.type("Water, first of all")
    find(desk, "Agadir").get_by_role("button", name=re.compile("Water, first of all")).click()
    save(desk)

    desk.goto(site.url)
    strip = desk.locator("section.sec").first
    assert strip.get_by_role("heading", level=2).inner_text() == "Water, first of all"
    assert "Agadir" in strip.locator(".hed").first.inner_text()


def test_a_front_is_looked_at_scheduled_and_taken_off_again(site, desk):
    later = datetime.now(ZoneInfo("Asia/Amman")) + timedelta(days=3)
    find(desk, "Aqaba bidders").get_by_role("button", name=re.compile("here: Lead")).click()
    desk.get_by_label("Day and time").fill(later.strftime("%Y-%m-%dT09:00"))
    assert desk.get_by_role("radio", name="at a time:").is_checked()

    with desk.context.expect_page() as opened:
        desk.get_by_role("button", name="Preview", exact=True).click()
    preview = opened.value
    preview.wait_for_load_state()
    assert leads_with(preview, "Aqaba bidders")
    assert later.strftime("%A %-d %B %Y") in preview.locator(".strip time").first.inner_text()
    preview.close()
    save(desk)

    assert "Scheduled" in desk.locator(".front-history li").first.inner_text()
    desk.goto(site.url)
    assert not leads_with(desk, "Aqaba bidders")
    open_board(site, desk)
    desk.get_by_role("button", name=re.compile("Take it off the schedule")).click()
    desk.wait_for_load_state()
    row = desk.locator(".front-history li").first.inner_text()
    assert "Taken back" in row
    assert "Taken back by" in row


def test_whoever_comes_second_is_told_and_loses_nothing(site, desk):
    other = desk.context.new_page()
    open_board(site, other)
    find(other, "Mersin").get_by_role("button", name=re.compile("here: Lead")).click()
    find(desk, "Agadir").get_by_role("button", name=re.compile("here: Lead")).click()
    save(other)

    desk.get_by_role("button", name="Save", exact=True).click()
    trouble = desk.locator("[data-trouble]")
    trouble.get_by_role("link", name="Look at theirs").wait_for()
    assert "Nothing of yours is lost" in trouble.inner_text()
    assert "Agadir" in placed(desk, LEAD)[0]

    with desk.expect_navigation():
        trouble.get_by_role("button", name="Save mine all the same").click()
    desk.goto(site.url)
    assert leads_with(desk, "Agadir")

    open_board(site, desk)
    desk.get_by_role("button", name=re.compile("Undo: take it back")).click()
    desk.wait_for_load_state()
    desk.goto(site.url)
    assert leads_with(desk, "Mersin")


def test_a_lost_line_and_a_lost_session_take_nothing(site, desk):
    """Whatever the clock of this machine says."""
    desk.clock.set_fixed_time("2019-05-04")
    find(desk, "Agadir").get_by_role("button", name=re.compile("here: Lead")).click()
    cookies = desk.context.cookies()
    button = desk.get_by_role("button", name="Save", exact=True)

    desk.context.set_offline(True)
    button.click()
    desk.wait_for_function(
        "document.querySelector('[data-trouble]').textContent.includes('No connection')"
    )
    desk.context.set_offline(False)
    desk.context.clear_cookies()
    button.click()
    desk.wait_for_function(
        "document.querySelector('[data-trouble]').textContent.includes('signed out')"
    )
    assert "Agadir" in placed(desk, LEAD)[0]

    desk.context.add_cookies(cookies)
    desk.close(run_before_unload=False)  # the browser crashes: its own copy is left

    board = desk.context.new_page()
    board.clock.set_fixed_time("2044-05-04")
    open_board(site, board)
    offer = board.locator("[data-recovery]")
    assert placed(board, LEAD) == []
    offer.get_by_role("button", name="Bring them back").click()
    assert "Agadir" in placed(board, LEAD)[0]
    save(board)
    assert offer.count() == 0
    board.goto(site.url)
    assert leads_with(board, "Agadir")


def test_another_tabs_board_is_offered_once_it_is_gone_and_old_work_is_no_surprise(site, desk):
    find(desk, "Mersin").get_by_role("button", name=re.compile("here: Lead")).click()
    context = desk.context
    other = open_board(site, context.new_page())
    offer = other.locator("[data-recovery]")
    find(other, "Agadir").get_by_role("button", name=re.compile("here: Lead")).click()
    assert offer.count() == 0
    desk.close(run_before_unload=False)

    for brought_back in ("Mersin", "Agadir"):  # what stood there meanwhile is offered in its turn
        offer.get_by_role("button", name="Bring them back").click()
        assert brought_back in placed(other, LEAD)[0]
    assert "saved since" not in offer.inner_text()
    save(other)

    assert "saved since" in offer.inner_text()
    offer.get_by_role("button", name="Bring them back").click()
    other.get_by_role("button", name="Save", exact=True).click()
    other.locator("[data-trouble]").get_by_role("link", name="Look at theirs").wait_for()
    other.close(run_before_unload=False)
    board = open_board(site, context.new_page())
    board.locator("[data-recovery]").get_by_role("button", name="Discard them").click()
    board.reload()
    board.locator("[data-found] .front-card").first.wait_for()
    assert board.locator("[data-recovery]").count() == 0
    assert "Agadir" in placed(board, LEAD)[0]


def test_breaking_news_stands_above_every_page_until_it_is_ended(site, desk, browser, violations):
    desk.emulate_media(color_scheme="dark")
    desk.get_by_label("What happened").fill("The port of Aqaba is closed")
    desk.get_by_role("button", name="Link an article").click()
    desk.get_by_role("dialog").get_by_role("searchbox").fill("Aqaba bidders")
    desk.get_by_role("dialog").get_by_role("button", name=re.compile("Aqaba bidders")).click()
    desk.get_by_role("button", name="Put it up").click()
    desk.get_by_role("button", name=re.compile("End it now")).wait_for()
    assert violations_on_ours(desk) == []

    context = browser.new_context(viewport={"width": 360, "height": 800})
    reader = context.new_page()
    for theme, address in (
        ("light", site.url), ("dark", site.pages["article_free"]), ("dark", site.pages["article_arabic"])
    ):  # fmt: skip
        reader.emulate_media(color_scheme=theme)
        reader.goto(address)
        assert reader.locator(".breaking a").inner_text() == "The port of Aqaba is closed"
        assert violations(reader) == []
        assert reader.evaluate("document.documentElement.scrollWidth") <= 360
    reader.locator(".breaking a").click()
    assert "aqaba" in reader.url

    desk.get_by_role("button", name=re.compile("End it now")).click()
    desk.wait_for_load_state()
    reader.reload()
    assert reader.locator(".breaking").count() == 0
    context.close()
