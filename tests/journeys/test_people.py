"""People at the desk: an author submits, an editor is told and hands back; somebody new is invited and joins."""

import re

import pytest

from tests.journeys.test_writing import comment_across_a_lost_session, new_article

pytestmark = pytest.mark.browser
WIDE = {"width": 1440, "height": 1000}
PATIENCE = 30_000


def mail_about(site, page, subject):
    """Wait for a mail in the demo's inbox and open it."""
    inbox = site.facts["services"]["inbox"]
    link = page.get_by_role("link", name=re.compile(re.escape(subject)))
    for _ in range(40):
        page.goto(inbox)
        if link.count():
            link.first.click()
            return page.locator("main").inner_text()
        page.wait_for_timeout(500)
    return pytest.fail(f"no mail about “{subject}” came")


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def stage(page):
    return page.locator(".desk-workflow h2").inner_text().lower()


def test_an_author_submits_and_an_editor_hands_back(site, signed_in, violations):
    salma, nadia = signed_in("author", viewport=WIDE), signed_in("editor", viewport=WIDE)
    new_article(site, salma, "the-quiet-harbour")
    salma.locator("[name=headline]").fill("The quiet harbour")
    salma.locator(".ProseMirror").click()
    salma.keyboard.type("Nothing has moved here since noon.")
    assert salma.locator("[name=access_level]").count() == 0
    assert salma.locator("[name=_publish]").count() == 0
    salma.locator("#then_words").fill("Ready for a look.")
    press(salma, "Submit to the desk")
    assert "submitted" in stage(salma)
    address = salma.url

    said = mail_about(site, nadia, "Submitted: The quiet harbour")
    assert "desk@meridian.example" in said
    assert "Ready for a look." in said

    nadia.goto(f"{site.url}/admin/articles/article/")
    nadia.get_by_role("link", name="Waiting for edit").click()
    assert violations_of_ours(nadia, violations) == []
    nadia.get_by_role("link", name="The quiet harbour").click()
    press(nadia, "Take into edit")
    assert "in edit" in stage(nadia)

    nadia.locator("[name=standfirst]").fill("Typed, not saved.")
    nadia.locator("#desk-comment-text").fill("Who counted the ships?")
    nadia.get_by_role("button", name="Add comment").click()
    nadia.locator(".desk-words", has_text="Who counted the ships?").wait_for()
    assert nadia.locator("[name=standfirst]").input_value() == "Typed, not saved."

    salma.goto(address)
    assert salma.locator("[name=headline]").count() == 0
    assert "Who counted the ships?" in salma.locator(".desk-comments").inner_text()
    comment_across_a_lost_session(site, salma, "author", "The harbour master did.")

    nadia.locator("#then_words").fill("Please name a source.")
    press(nadia, "Hand back")
    assert "Please name a source." in mail_about(site, nadia, "Handed back: The quiet harbour")
    salma.goto(address)
    assert salma.locator("[name=standfirst]").input_value() == "Typed, not saved."
    assert "draft" in stage(salma)


def violations_of_ours(page, violations):
    """What axe says of the parts that are ours; the rest of the list is Unfold's."""
    return [row for row in violations(page) if "desk-" in row]


def test_an_administrator_invites_somebody_who_signs_in(site, signed_in, browser, violations):
    alma = signed_in("administrator", viewport=WIDE)
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
