"""A story's whole way: written, submitted, edited, arranged, published, corrected; then somebody new is invited.

The pictures of docs/editors.md are taken on the way (make desk-pictures).
"""

import os
import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.journeys.test_front_desk import leads_with, placed
from tests.journeys.test_front_desk import save as save_front
from tests.journeys.test_writing import (
    DROP,
    comment_across_a_lost_session,
    insert,
    new_article,
    open_article,
    save,
)

pytestmark = pytest.mark.browser
WIDE = {"width": 1440, "height": 900}
PICTURES = Path(settings.BASE_DIR) / "docs" / "pictures" / "desk"
SLUG, HEADLINE = "the-port-that-sings", "The port that sings at night"
STANDFIRST = "In Sur the cranes hum. An engineer has found out why."
SOON = 15_000


@pytest.fixture
def picture(tmp_path):
    """Take a picture of the screen: for the manual where it is asked for, else to be thrown away."""
    folder = PICTURES if os.environ.get("DESK_PICTURES") else tmp_path
    folder.mkdir(parents=True, exist_ok=True)

    def take(page, name):
        page.wait_for_timeout(400)
        page.screenshot(path=folder / f"{name}.png")

    return take


@pytest.fixture
def front_is_left(site):
    """Whatever is arranged here is gone afterwards."""
    yield
    code = "from articles.models import FrontPage; FrontPage.objects.all().delete()"
    site.manage("shell", "--no-imports", "-c", code)


def test_a_story_from_its_first_word_to_its_correction(
    site, signed_in, browser, violations, picture, front_is_left
):
    salma = signed_in("author", viewport=WIDE)
    write(site, salma, picture)
    submit(salma)
    address = salma.url

    nadia = signed_in("editor", viewport=WIDE)
    open_from_the_mail_and_the_list(site, nadia)
    collide(nadia, salma, picture)
    hand_back(site, nadia, salma, address)
    preview(nadia, picture)
    schedule(nadia, picture)
    curate(site, nadia, picture)
    publish(site, nadia, address)
    correct(site, nadia)
    look_back(nadia, picture)

    alma = signed_in("administrator", viewport=WIDE)
    invite(site, alma, browser, violations)


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def stage(page):
    return page.locator(".desk-workflow h2").inner_text().lower()


def mail_about(site, page, subject, to=""):
    """Wait for a mail in the demo's inbox and open it."""
    inbox = site.facts["services"]["inbox"]
    mails = page.get_by_role("listitem").filter(has_text=to)
    link = mails.get_by_role("link", name=re.compile(re.escape(subject)))
    for _ in range(40):
        page.goto(inbox)
        if link.count():
            link.first.click()
            return page.locator("main").inner_text()
        page.wait_for_timeout(500)
    return pytest.fail(f"no mail about “{subject}” came")


def write(site, salma, picture):
    """With a picture, a table and a paywall line. What is not an author's to decide is not there."""
    new_article(site, salma, SLUG)
    salma.locator("[name=headline]").fill(HEADLINE)
    salma.locator("[name=slug]").fill(SLUG)
    salma.locator("[name=standfirst]").fill(STANDFIRST)
    assert salma.locator("[name=access_level], [name=_publish]").count() == 0
    salma.locator(".ProseMirror").click()
    for _ in range(4):
        salma.keyboard.type("The cranes of Sur are heard before they are seen. ")
    salma.keyboard.press("Enter")
    insert(salma, "Paywall line")
    salma.keyboard.type("Below the line. " * 24)
    insert(salma, "Table")
    salma.get_by_role("dialog").get_by_role("button", name="Insert").click()
    salma.locator(".desk-figure td, .desk-figure th").first.click()
    salma.keyboard.type("Night")
    assert "{" not in salma.locator(".desk-side").inner_text()
    salma.evaluate("scrollTo(0, 0)")
    picture(salma, "writing")
    salma.keyboard.press("Control+End")
    salma.evaluate(DROP)
    dialog = salma.get_by_role("dialog")
    dialog.get_by_label("For those who cannot see it").fill("A harbour at dawn")
    dialog.get_by_role("button", name="Keep").click()
    shown = salma.locator(".desk-figure img")
    shown.wait_for()
    assert shown.get_attribute("alt") == "A harbour at dawn"


def submit(salma):
    salma.locator("#then_words").fill("Ready for a look.")
    press(salma, "Submit to the desk")
    assert "submitted" in stage(salma)
    body = salma.locator("[name=body_html]").input_value()
    assert re.search(r'<figure class="plate" data-picture="\d+">', body)
    assert "Night" in body.partition("<table>")[2]


def open_from_the_mail_and_the_list(site, nadia):
    said = mail_about(site, nadia, f"Submitted: {HEADLINE}")
    assert "desk@meridian.example" in said
    assert "Ready for a look." in said

    nadia.goto(f"{site.url}/admin/articles/article/")
    nadia.get_by_role("link", name="Waiting for edit").click()
    nadia.get_by_role("link", name=HEADLINE).click()
    nadia.locator(".ProseMirror").wait_for()


def collide(nadia, salma, picture):
    """Both have it open, both save; the second is shown both texts and decides."""
    told = salma.locator("[data-others]")
    told.filter(has_text=re.compile("has this article open")).wait_for(timeout=SOON)
    salma.locator("[name=standfirst]").fill("In Sur the cranes hum. Nobody knows why.")
    save(salma)
    told = nadia.locator("[data-others]")
    told.filter(has_text=re.compile("saved this article")).wait_for(timeout=SOON)

    nadia.locator("[name=standfirst]").fill(STANDFIRST.replace("hum", "sing"))
    nadia.locator("[name=access_level]").select_option("pro")
    with nadia.expect_navigation():
        nadia.keyboard.press("Control+s")
    nadia.locator(".desk-collision ins", has_text="sing").first.wait_for()
    picture(nadia, "collision")
    assert "cranes sing" in nadia.locator("[name=standfirst]").input_value()
    save(nadia)
    assert nadia.locator(".desk-collision").count() == 0


def hand_back(site, nadia, salma, address):
    """Taken, the author reads it only; handed back with a question, it is theirs again."""
    press(nadia, "Take into edit")
    assert "in edit" in stage(nadia)
    nadia.locator("[name=standfirst]").fill("Typed, not saved.")
    nadia.locator("#desk-comment-text").fill("Who heard the cranes?")
    nadia.get_by_role("button", name="Add comment").click()
    nadia.locator(".desk-words", has_text="Who heard the cranes?").wait_for()
    assert nadia.locator("[name=standfirst]").input_value() == "Typed, not saved."
    salma.goto(address)
    assert salma.locator("[name=headline]").count() == 0
    assert "Who heard the cranes?" in salma.locator(".desk-comments").inner_text()
    comment_across_a_lost_session(site, salma, "author", "The night watch did.")

    nadia.locator("#then_words").fill("Please name a source.")
    press(nadia, "Hand back")
    assert "Please name a source." in mail_about(site, salma, f"Handed back: {HEADLINE}")
    salma.goto(address)
    assert salma.locator("[name=standfirst]").input_value() == "Typed, not saved."
    assert "draft" in stage(salma)
    press(salma, "Submit to the desk")
    salma.context.close()
    nadia.goto(address)
    nadia.locator(".ProseMirror").wait_for()


def preview(nadia, picture):
    """As anybody, as a member, on a phone; with the words on the screen, saved or not."""
    nadia.locator("[data-preview]").click()
    frame = nadia.frame_locator("[data-preview-panel] iframe")
    frame.locator(".wall").wait_for()
    assert frame.locator("text=Below the line").count() == 0
    picture(nadia, "preview")

    nadia.locator("[name=preview_as]").select_option("registered")
    frame.locator(".wall").wait_for()
    nadia.locator("[name=preview_as]").select_option("pro")
    frame.locator("text=Below the line").first.wait_for()
    nadia.locator("[name=preview_form]").select_option("phone")
    frame.locator("h1").wait_for()
    nadia.locator("[name=headline]").fill("The port that sings all night")
    frame.locator("h1", has_text="all night").wait_for(timeout=SOON)
    nadia.locator("[data-preview]").click()


def schedule(nadia, picture):
    nadia.locator("summary", has_text="Schedule").click()
    nadia.locator("[name=publish_on]").fill("2031-05-04T09:30")
    picture(nadia, "publishing")
    with nadia.expect_navigation():
        nadia.locator("button[name=_schedule]").click()
    assert nadia.locator(".desk-badge.desk-scheduled").count() == 1


def curate(site, nadia, picture):
    """Its edit screen leads to the board, which holds it ready; readers do not see it before its time."""
    nadia.get_by_role("link", name="Add to the front").click()
    held = nadia.locator("[data-held]")
    nadia.locator("[data-found] .front-card").first.wait_for()
    nadia.keyboard.press("Enter")
    assert "all night" in placed(nadia, "Lead")[0]
    assert "Lead, place 1 of 1" in held.inner_text()
    picture(nadia, "front")
    save_front(nadia)
    nadia.goto(site.url)
    assert not leads_with(nadia, "all night")


def publish(site, nadia, address):
    nadia.goto(address)
    nadia.locator(".ProseMirror").wait_for()
    nadia.locator("button[name=_publish]").click()
    with nadia.expect_navigation():
        nadia.get_by_role("dialog").get_by_role("button", name="Publish").click()
    assert nadia.locator(".desk-badge.desk-live").count() == 1
    with nadia.context.expect_page() as opened:
        nadia.get_by_role("link", name="View on site").click(modifiers=["Control"])
    reader = opened.value
    reader.locator("h1", has_text="sings all night").wait_for()
    assert SLUG in reader.url
    reader.goto(site.url)
    assert leads_with(reader, "all night")
    reader.close()


def correct(site, nadia):
    nadia.locator(".ProseMirror").wait_for()
    nadia.locator("summary", has_text="Correct").click()
    nadia.locator("[name=correction_text]").fill("An earlier version said that nobody knew why.")
    with nadia.expect_navigation():
        nadia.locator("button[name=_correct]").click()
    nadia.locator(".ProseMirror").wait_for()
    nadia.goto(f"{site.url}/corrections/")
    assert "nobody knew why" in nadia.locator("main").inner_text()
    nadia.go_back()


def look_back(nadia, picture):
    nadia.locator(".ProseMirror").wait_for()
    nadia.locator(".desk-part summary", has_text="What was done").click()
    nadia.get_by_role("link", name="All revisions").click()
    nadia.locator(".desk-compare, .desk-difference").first.wait_for()
    picture(nadia, "revisions")
    assert nadia.locator(".desk-log li").count() > 5


def invite(site, alma, browser, violations):
    """The letter's link is good once; who has joined signs in by the newsroom's own door."""
    alma.goto(f"{site.url}/admin/accounts/invitation/add/")
    alma.locator("[name=name]").fill("Nur Haddad")
    alma.locator("[name=email]").fill("nur@meridian.example")
    alma.locator("[name=role]").select_option(label="Editor")
    with alma.expect_navigation():
        alma.locator("[name=_save]").click()

    letter = mail_about(site, alma, "Join the newsroom of The Meridian")
    link = re.search(r"https?://\S+/account/invitation/\S+", letter)[0]
    context = browser.new_context(viewport={"width": 390, "height": 844})
    nur = context.new_page()
    nur.goto(link)
    assert violations(nur) == []
    nur.locator("[name=password1]").fill("seven tin lanterns")
    press(nur, "Join")
    nur.get_by_role("link", name="To the newsroom").click()
    nur.locator("[name=login]").fill("nur@meridian.example")
    nur.locator("[name=password]").fill("seven tin lanterns")
    press(nur, "Sign in")
    nur.goto(f"{site.url}/admin/articles/article/")

    assert nur.get_by_role("link", name="Waiting for edit").count() == 1
    nur.goto(link)
    assert "This invitation is over" in nur.locator("h1").inner_text()
    context.close()


def test_the_support_desk_answers_and_has_nothing_to_mend(site, signed_in, violations):
    page = signed_in("administrator", viewport=WIDE)
    page.goto(f"{site.url}/admin/support/")
    page.get_by_label("E-mail address of the reader").fill(site.account("member")["email"])
    page.get_by_label("Article, by its address").fill(site.pages["article_pro"])
    page.get_by_role("button", name="Look").click()
    page.get_by_text("complimentary access").first.wait_for()
    faults = violations(page)
    assert [fault for fault in faults if "desk-" in fault or "support-" in fault] == []


def test_an_editor_sees_a_page_as_a_visitor_and_comes_back(site, signed_in, violations):
    page = signed_in("editor", viewport={"width": 390, "height": 844})
    page.goto(site.pages["article_pro"])
    page.locator(".corner summary").click()
    page.get_by_role("button", name="Visitor").click()
    page.locator(".seen-as").wait_for()
    was_held_back = page.locator(".wall").count()
    faults = violations(page)

    # The bar comes back from the corner where its hint was lost.
    page.context.clear_cookies(name="view_as")
    page.goto(f"{site.url}/events/")
    page.locator(".seen-as").wait_for()
    page.get_by_role("button", name="Back to my own view").click()
    page.wait_for_url(f"{site.url}/events/")
    page.goto(site.pages["article_pro"])

    assert (was_held_back, faults) == (1, [])
    assert page.locator(".wall, .seen-as").count() == 0


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
