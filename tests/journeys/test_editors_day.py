"""An editor's day, told whole; the pictures of docs/editors.md are taken on the way (make desk-pictures)."""

import os
import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.journeys.test_writing import insert, new_article, open_article, save

pytestmark = pytest.mark.browser
WIDE = {"width": 1440, "height": 900}
PICTURES = Path(settings.BASE_DIR) / "docs" / "pictures" / "desk"


@pytest.fixture
def picture(tmp_path):
    """Take a picture of the screen: for the manual where it is asked for, else to be thrown away."""
    folder = PICTURES if os.environ.get("DESK_PICTURES") else tmp_path
    folder.mkdir(parents=True, exist_ok=True)

    def take(page, name):
        page.wait_for_timeout(400)
        page.screenshot(path=folder / f"{name}.png")

    return take


def test_an_editors_day(site, signed_in, picture):
    nadia = signed_in("administrator", viewport=WIDE)
    slug = "the-port-that-sings"
    write(site, nadia, slug)
    picture(nadia, "writing")
    save(nadia)
    address = nadia.url

    omar = signed_in("editor", viewport=WIDE)
    collide(nadia, omar, address, picture)
    preview(nadia, picture)
    schedule(nadia, picture)
    publish(site, nadia, slug, picture)
    correct(site, nadia, slug)
    look_back(nadia, picture)


def write(site, page, slug):
    new_article(site, page, slug)
    page.locator("[name=headline]").fill("The port that sings at night")
    page.locator("[name=slug]").fill(slug)
    page.locator("[name=standfirst]").fill("In Sur the cranes hum. An engineer has found out why.")
    page.locator("[name=access_level]").select_option("pro")
    page.locator(".ProseMirror").click()
    for _ in range(4):
        page.keyboard.type("The cranes of Sur are heard before they are seen. ")
    page.keyboard.press("Enter")
    insert(page, "Paywall line")
    page.keyboard.type("Below the line. " * 12)
    insert(page, "Table")
    page.get_by_role("dialog").get_by_role("button", name="Insert").click()
    page.locator(".desk-figure td, .desk-figure th").first.click()
    page.keyboard.type("Night")


def collide(nadia, omar, address, picture):
    """Both have it open, both save; the second is shown both texts and decides."""
    omar.goto(address)
    omar.locator(".ProseMirror").wait_for()
    nadia.locator("[data-others]", has_text=re.compile("has this article open")).wait_for(
        timeout=15_000
    )
    omar.locator("[name=standfirst]").fill("In Sur the cranes hum. Nobody knows why.")
    save(omar)
    nadia.locator("[data-others]", has_text=re.compile("saved this article")).wait_for(
        timeout=15_000
    )

    nadia.locator("[name=standfirst]").fill(
        "In Sur the cranes sing. An engineer has found out why."
    )
    with nadia.expect_navigation():
        nadia.keyboard.press("Control+s")
    nadia.locator(".desk-collision ins", has_text="sing").first.wait_for()
    picture(nadia, "collision")
    assert "cranes sing" in nadia.locator("[name=standfirst]").input_value()
    save(nadia)
    assert nadia.locator(".desk-collision").count() == 0
    omar.context.close()


def preview(page, picture):
    page.locator("[data-preview]").click()
    frame = page.frame_locator("[data-preview-panel] iframe")
    frame.locator(".wall").wait_for()
    assert frame.locator("text=Below the line").count() == 0
    picture(page, "preview")

    page.locator("[name=preview_as]").select_option("pro")
    frame.locator("text=Below the line").first.wait_for()
    page.locator("[name=preview_form]").select_option("phone")
    frame.locator("h1").wait_for()
    page.locator("[name=headline]").fill("The port that sings all night")
    frame.locator("h1", has_text="all night").wait_for(timeout=15_000)
    page.locator("[data-preview]").click()


def schedule(page, picture):
    page.locator("summary", has_text="Schedule").click()
    page.locator("[name=publish_on]").fill("2031-05-04T09:30")
    picture(page, "publishing")
    with page.expect_navigation():
        page.locator("button[name=_schedule]").click()
    assert page.locator(".desk-badge.desk-scheduled").count() == 1
    with page.expect_navigation():
        page.locator("button[name=_unschedule]").click()


def publish(site, page, slug, picture):
    page.locator(".ProseMirror").wait_for()
    page.locator("button[name=_publish]").click()
    with page.expect_navigation():
        page.get_by_role("dialog").get_by_role("button", name="Publish").click()
    assert page.locator(".desk-badge.desk-live").count() == 1
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="View on site").click(modifiers=["Control"])
    reader = opened.value
    reader.locator("h1", has_text="sings all night").wait_for()
    assert slug in reader.url
    reader.close()


def correct(site, page, slug):
    page.locator(".ProseMirror").wait_for()
    page.locator("summary", has_text="Correct").click()
    page.locator("[name=correction_text]").fill("An earlier version said that nobody knew why.")
    with page.expect_navigation():
        page.locator("button[name=_correct]").click()
    page.locator(".ProseMirror").wait_for()
    page.goto(f"{site.url}/corrections/")
    assert "nobody knew why" in page.locator("main").inner_text()
    page.go_back()


def look_back(page, picture):
    page.locator(".ProseMirror").wait_for()
    page.locator(".desk-part summary", has_text="What was done").click()
    page.get_by_role("link", name="All revisions").click()
    page.locator(".desk-compare, .desk-difference").first.wait_for()
    picture(page, "revisions")
    assert page.locator(".desk-log li").count() > 5


def test_words_brought_back_do_not_go_over_what_others_saved_since(site, signed_in):
    nadia = signed_in("administrator", viewport=WIDE)
    open_article(site, nadia, "Aqaba bidders")
    address = nadia.url
    nadia.locator("[name=standfirst]").fill("Typed, and not saved.")
    nadia.wait_for_timeout(1500)
    context = nadia.context
    nadia.close(run_before_unload=False)
    omar = signed_in("editor", viewport=WIDE)
    omar.goto(address)
    omar.locator(".ProseMirror").wait_for()
    omar.locator("[name=standfirst]").fill("Saved by somebody else.")
    save(omar)

    page = context.new_page()
    page.goto(address)
    page.locator("[data-recovery]").get_by_role("button", name="Bring them back").click()
    with page.expect_navigation():
        page.keyboard.press("Control+s")

    page.locator(".desk-collision").wait_for()
    assert page.locator("[name=standfirst]").input_value() == "Typed, and not saved."
