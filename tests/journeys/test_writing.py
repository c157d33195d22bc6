"""Somebody writes: every block goes through the editor and back; no word is lost on the way."""

import json
import re

import pytest

from articles import blocks
from tests.blocks import BLOCKS
from tests.journeys.conftest import sign_in

pytestmark = pytest.mark.browser
WIDE = {"width": 1440, "height": 1000}
SEND_ROUND = """async (bodies) => {
    const { Editor } = await import("django-prose-editor/editor");
    const { extensions } = await import("desk/schema");
    const { fromStored, toStored } = await import("desk/stored");
    const editor = new Editor({ element: document.createElement("div"), extensions });
    return bodies.map((body) => {
        editor.commands.setContent(fromStored(body));
        return toStored(editor.getHTML());
    });
}"""
PASTE = """([kind, words]) => {
    const data = new DataTransfer();
    data.setData(kind, words);
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    document.querySelector(".ProseMirror").dispatchEvent(event);
}"""
WORD_ITEM = """<p class=MsoListParagraph style='text-indent:-18pt;mso-list:l0 level1 lfo1'>
<span style='mso-list:Ignore'>·<span>&nbsp;</span></span>{}</p>"""
WORD = f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p{{color:red}}</style></head><body>
<h1 style="mso-x:1">A heading</h1><p class=MsoNormal>Plain and <b style='color:red'>strong</b><o:p></o:p></p>
{WORD_ITEM.format("One")}{WORD_ITEM.format("Two")}
<table class=MsoTable><tr><th><p>Year</p></th><th><p>Boats</p></th></tr>
<tr><td><p>2025</p></td><td><p>7</p></td></tr></table><script>alert(1)</script></body></html>"""
DOCS = """<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"
style="line-height:1.38"><span style="font-weight:700">Bold</span><span style="font-weight:400"> and plain </span>
<a href="https://example.org/"><span style="color:#1155cc">a link</span></a></p></b>"""


@pytest.fixture
def desk(signed_in):
    return signed_in("administrator", viewport=WIDE)


def open_article(site, page, headline="Aqaba bidders"):
    page.goto(f"{site.url}/admin/articles/article/?q={headline}")
    page.locator("#result_list").get_by_role("link", name=headline).first.click()
    page.locator(".ProseMirror").wait_for()


def new_article(site, page, slug):
    page.goto(f"{site.url}/admin/articles/article/add/")
    page.locator(".ProseMirror").wait_for()
    page.locator("[name=headline]").fill(f"About {slug}")
    page.keyboard.press("Tab")
    page.locator("[name=slug]").fill(slug)
    page.locator("[name=section]").select_option(index=1)
    page.locator("[name=kind]").select_option(index=1)


def save(page):
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    page.locator(".ProseMirror").wait_for()


def stored(site, slug):
    code = f"from articles.models import ArticleText as T; print(T.objects.get(article__slug={slug!r}).body_html)"
    return site.manage("shell", "--no-imports", "-c", code).strip()


def written(page):
    """The text as the form would send it."""
    page.wait_for_timeout(400)
    return blocks.clean(page.locator("[name=body_html]").input_value())


def test_every_block_goes_through_the_editor_and_back(site, desk):
    open_article(site, desk)
    first = [blocks.clean(body) for body in desk.evaluate(SEND_ROUND, list(BLOCKS.values()))]
    again = [blocks.clean(body) for body in desk.evaluate(SEND_ROUND, first)]

    assert again == first
    changed = [
        name for name, body in zip(BLOCKS, first, strict=True) if body != blocks.clean(BLOCKS[name])
    ]
    assert changed == ["chart"]  # its first row of heads becomes the table's head


def test_ten_saves_change_nothing_after_the_first(site, desk):
    new_article(site, desk, "ten-saves")
    save(desk)
    body = json.dumps("\n".join(BLOCKS.values()))
    code = ("from articles.models import Article; from articles import writing;"
            f" writing.write(Article.objects.get(slug='ten-saves'), body_html={body})")  # fmt: skip
    site.manage("shell", "--no-imports", "-c", code)
    desk.reload()
    save(desk)
    first = stored(site, "ten-saves")

    for _ in range(9):
        save(desk)

    assert stored(site, "ten-saves") == first
    assert all(
        name in first for name in ("data-picture", "data-chart", "data-embed", "keypoints", "fnref")
    )


def test_what_word_and_docs_give_comes_out_clean(site, desk):
    new_article(site, desk, "pasted")
    desk.locator(".ProseMirror").click()
    desk.evaluate(PASTE, ["text/html", WORD])
    pasted = written(desk)
    desk.keyboard.press("Control+a")
    desk.evaluate(PASTE, ["text/html", DOCS])

    assert pasted == (
        "<h2>A heading</h2>\n<p>Plain and <strong>strong</strong></p>\n<ul><li>One</li><li>Two</li></ul>\n"
        '<figure class="fig table"><table><thead><tr><th scope="col">Year</th><th scope="col">Boats</th></tr></thead>'
        "<tbody><tr><td>2025</td><td>7</td></tr></tbody></table></figure>"
    )
    assert '<strong>Bold</strong> and plain <a href="https://example.org/">a link</a>' in written(
        desk
    )


def test_a_paste_of_five_megabytes_is_refused_and_the_text_stays(site, desk):
    new_article(site, desk, "long")
    desk.locator(".ProseMirror").click()
    desk.keyboard.type("What was there.")

    desk.evaluate(PASTE, ["text/plain", "x" * 5_000_000])

    assert "too long" in desk.get_by_role("alert").inner_text()
    assert written(desk) == "<p>What was there.</p>"


def test_words_survive_a_crash_and_are_offered_not_forced(site, desk):
    """Whatever the clocks of this machine say."""
    desk.clock.set_fixed_time("2044-05-04")
    open_article(site, desk, "In Sur, the fishermen")
    desk.locator("[name=standfirst]").fill("Saved.")
    desk.wait_for_timeout(1500)
    save(desk)
    assert desk.locator("[data-recovery]").count() == 0
    desk.clock.set_fixed_time("2019-05-04")
    before = desk.locator("[name=headline]").input_value()
    address = desk.url
    desk.locator("[name=headline]").fill("Typed just before the crash")
    desk.locator(".ProseMirror p").first.click()
    desk.keyboard.type("Typed into the text. ")
    desk.wait_for_timeout(1500)  # the browser keeps its copy every second
    context = desk.context
    desk.close(run_before_unload=False)

    page = context.new_page()
    page.goto(address)
    offer = page.locator("[data-recovery]")
    offer.wait_for()
    assert offer.count() == 1  # kept here and at the desk, and offered once
    assert page.locator("[name=headline]").input_value() == before
    offer.get_by_role("button", name="Bring them back").click()

    assert page.locator("[name=headline]").input_value() == "Typed just before the crash"
    assert "Typed into the text." in written(page)
    save(page)
    assert page.locator("[data-recovery]").count() == 0


def test_two_tabs_keep_their_own_words_and_the_second_save_shows_both(site, desk):
    new_article(site, desk, "in-two-tabs")
    save(desk)
    second = desk.context.new_page()
    second.goto(desk.url)
    second.locator(".ProseMirror").wait_for()
    for page in (desk, second):
        page.locator("[data-others]", has_text="open in another tab").wait_for(timeout=15_000)
    desk.locator("[name=standfirst]").fill("Of the first tab.")
    second.locator("[name=standfirst]").fill("Of the second tab.")
    save(desk)
    second.locator("[data-others]", has_text="You saved this article in another tab").wait_for(
        timeout=15_000
    )
    assert second.locator("[data-recovery]").count() == 0
    assert second.locator("[name=standfirst]").input_value() == "Of the second tab."

    with second.expect_navigation():
        second.keyboard.press("Control+s")

    second.locator(".desk-collision", has_text="in the other tab").wait_for()
    assert second.locator("[name=standfirst]").input_value() == "Of the second tab."
    assert desk.locator("[name=standfirst]").input_value() == "Of the first tab."


def test_each_tab_that_closes_leaves_its_words_and_none_is_lost_by_bringing_one_back(site, desk):
    new_article(site, desk, "left-by-tabs")
    save(desk)
    address, context = desk.url, desk.context
    second = context.new_page()
    second.goto(address)
    for page, words in ((desk, "Left by the first."), (second, "Left by the second.")):
        page.locator(".ProseMirror").wait_for()
        page.locator("[name=kicker]").evaluate("(field) => field.closest('details').open = true")
        page.locator("[name=kicker]").fill(words)
        page.wait_for_timeout(1500)
    third = context.new_page()
    third.goto(address)
    third.locator("[data-others]", has_text="open in another tab").wait_for(timeout=15_000)
    assert third.locator("[data-recovery]").count() == 0
    desk.close()
    second.close()

    offers, kicker = third.locator("[data-recovery]"), third.locator("[name=kicker]")
    offers.nth(1).wait_for(timeout=15_000)
    offers.nth(0).get_by_role("button", name="Bring them back").click()
    assert kicker.input_value() == "Left by the second."
    third.wait_for_timeout(300)
    offers.nth(0).get_by_role("button", name="Bring them back").click()
    assert kicker.input_value() == "Left by the first."
    assert offers.count() == 1  # what the screen showed meanwhile
    third.wait_for_timeout(1500)
    third.reload()
    third.locator(".ProseMirror").wait_for()
    offers.nth(1).wait_for(timeout=15_000)

    third.wait_for_timeout(300)
    for _ in range(2):
        offers.first.get_by_role("button", name="Discard them").click()
    third.reload()
    third.locator(".ProseMirror").wait_for()
    third.wait_for_timeout(500)
    assert offers.count() == 0
    assert third.evaluate(HERE) == []


def test_words_brought_back_without_a_line_are_offered_once(site, desk):
    new_article(site, desk, "brought-back")
    save(desk)
    address, context = desk.url, desk.context
    desk.locator("[name=standfirst]").fill("Typed and brought back.")
    desk.wait_for_timeout(1500)
    desk.close()
    second = context.new_page()
    second.goto(address)
    second.locator("[data-recovery]").wait_for()
    context.set_offline(True)
    second.get_by_role("button", name="Bring them back").click()
    second.wait_for_timeout(1500)
    second.close()
    context.set_offline(False)

    third = context.new_page()
    third.goto(address)
    third.locator("[data-recovery]").first.wait_for()
    third.wait_for_timeout(500)
    assert third.locator("[data-recovery]").count() == 1
    third.get_by_role("button", name="Bring them back").click()
    save(third)
    assert third.locator("[data-recovery]").count() == 0
    assert third.evaluate(HERE) == []


def test_a_lost_session_and_a_lost_line_take_no_words(site, desk):
    open_article(site, desk, "growers trade their wells")
    desk.locator("[name=standfirst]").fill("Typed while signed out.")
    cookies = desk.context.cookies()
    desk.context.clear_cookies()
    desk.keyboard.press("Control+s")

    state = desk.locator("[data-state]")
    desk.wait_for_function(
        "document.querySelector('[data-state]').textContent.includes('signed out')"
    )
    assert desk.locator("[name=standfirst]").input_value() == "Typed while signed out."

    desk.context.add_cookies(cookies)
    desk.context.set_offline(True)
    desk.keyboard.press("Control+s")
    desk.wait_for_function(
        "document.querySelector('[data-state]').textContent.includes('No connection')"
    )
    assert "kept in this browser" in state.inner_text()

    desk.context.set_offline(False)
    save(desk)
    assert desk.locator("[name=standfirst]").input_value() == "Typed while signed out."


def from_the_picture(page):
    page.locator("[data-preview-panel] iframe").wait_for()
    page.frame_locator("[data-preview-panel] iframe").locator("h1").click()


PLACES = {
    "the headline": lambda page: page.locator("[name=headline]").focus(),
    "a search for topics": lambda page: page.locator(".field-topics .select2-search__field, "
        ".desk-field:has([name=topics]) .select2-search__field").first.focus(),
    "the side": lambda page: page.locator("[name=section]").focus(),
    "a comment": lambda page: page.locator("#desk-comment-text").focus(),
    "nowhere": lambda page: page.evaluate("document.activeElement.blur()"),
    "the preview": from_the_picture,
}  # fmt: skip


def test_the_keys_work_wherever_one_is_on_the_screen(site, desk):
    new_article(site, desk, "keys-everywhere")
    save(desk)
    is_cut, panel = [], desk.locator("[data-preview-panel]")
    desk.route("**/desk/keep/", lambda route: route.abort() if is_cut else route.continue_())
    for go in PLACES.values():
        desk.locator("[name=headline]").focus()
        desk.keyboard.press("Control+p")
        panel.wait_for()
        go(desk)
        desk.keyboard.press("Control+/")
        desk.locator("#desk-inserts :focus").wait_for()
        desk.keyboard.press("Escape")
        go(desk)
        desk.keyboard.press("Control+Enter")
        desk.get_by_role("dialog").get_by_role("button", name="Cancel").click()
        go(desk)
        is_cut.append("a save goes out only where the desk answers")
        desk.keyboard.press("Control+s")
        desk.locator("[data-state]", has_text="No connection").wait_for()
        is_cut.clear()
        go(desk)
        desk.keyboard.press("Control+p")
        panel.wait_for(state="hidden")


def test_the_keys_work_under_letters_of_other_scripts(site, desk):
    open_article(site, desk, "growers trade their wells")
    desk.locator("[name=headline]").focus()
    with desk.expect_navigation():
        desk.evaluate(PRESS, {"key": "س", "code": "KeyS"})


def test_blocks_are_made_by_keyboard(site, desk):
    new_article(site, desk, "by-keyboard")
    desk.locator(".ProseMirror").click()
    desk.keyboard.type("Above.")
    desk.keyboard.press("Enter")
    insert(desk, "Paywall line")
    desk.keyboard.type("Below.")
    insert(desk, "Footnote")
    desk.keyboard.press("Control+End")
    save(desk)

    body = stored(site, "by-keyboard")
    assert '<p>Above.</p>\n<hr class="paywall">' in body
    assert '<sup class="fnref"><a href="#fn-1" id="fnref-1">1</a></sup>' in body
    assert '<li id="fn-1">' in body


def test_words_of_a_new_article_survive_a_crash_while_signed_out(site, desk):
    new_article(site, desk, "signed-out-crash")
    desk.wait_for_function("document.querySelector('[data-state]').textContent.includes('Kept')")
    cookies = desk.context.cookies()
    desk.context.clear_cookies()
    desk.locator(".ProseMirror").click()
    desk.keyboard.type("Written while signed out.")
    desk.wait_for_timeout(1500)
    context = desk.context
    desk.close(run_before_unload=False)
    context.add_cookies(cookies)

    page = context.new_page()
    page.goto(f"{site.url}/admin/articles/article/add/")
    page.locator("[data-recovery]").get_by_role("button", name="Bring them back").click()
    assert "Written while signed out." in written(page)
    save(page)
    page.goto(f"{site.url}/admin/articles/article/add/")
    page.locator(".ProseMirror").wait_for()

    assert page.locator("[data-recovery]").count() == 0
    assert page.evaluate(HERE) == []


def test_what_was_discarded_or_is_a_week_old_is_not_offered(site, desk):
    add = f"{site.url}/admin/articles/article/add/"
    desk.goto(add)
    reader = desk.locator("[data-desk]").get_attribute("data-reader")
    desk.evaluate(KEEP_HERE, [f"desk:{reader}:new:yesterday", 1])
    desk.evaluate(KEEP_HERE, [f"desk:{reader}:new:last-week", 8])
    desk.reload()

    desk.locator("[data-recovery]").get_by_role("button", name="Discard them").click()
    desk.reload()
    desk.locator(".ProseMirror").wait_for()

    assert desk.locator("[data-recovery]").count() == 0
    assert desk.evaluate(HERE) == []


def test_blocks_stand_beside_each_other_never_in_one_another(site, desk):
    new_article(site, desk, "side-by-side")
    desk.locator(".ProseMirror").click()
    insert(desk, "Key points")
    desk.keyboard.type("First point")
    insert(desk, "Paywall line")
    insert(desk, "Pull quote")
    desk.keyboard.type("Said so")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Enter")
    desk.keyboard.type("Below the quote.")
    insert(desk, "Table")
    desk.keyboard.press("Enter")
    desk.keyboard.type("Year")
    desk.evaluate(PASTE, ["text/html", "<p> one</p><ul><li>two</li></ul>"])
    insert(desk, "Key points")
    desk.keyboard.type("Second point")

    body = written(desk)
    assert body.split("<table>")[0] == (
        '<aside class="keypoints"><ul><li>First point</li></ul></aside>\n<hr class="paywall">\n'
        '<blockquote class="pull"><p>Said so</p></blockquote>\n<p>Below the quote.</p>\n<figure class="fig table">'
    )
    assert re.search(r"<th[^>]*>Year ?one<br>two</th>", body)
    assert body.endswith('<aside class="keypoints"><ul><li>Second point</li></ul></aside>')


def test_publishing_by_keyboard_breaks_no_line_and_notes_are_counted_again(site, desk):
    new_article(site, desk, "counted-notes")
    desk.locator(".ProseMirror").click()
    desk.keyboard.type("AB")
    insert(desk, "Footnote")
    desk.keyboard.press("ArrowLeft")
    desk.keyboard.press("ArrowLeft")
    insert(desk, "Footnote")
    desk.keyboard.press("Control+Enter")
    desk.wait_for_timeout(300)
    desk.keyboard.press("Escape")
    assert re.findall(r'">(\d)</a></sup>', written(desk)) == ["1", "2"]

    desk.keyboard.press("Backspace")

    body = written(desk)
    assert re.findall(r'">(\d)</a></sup>', body) == ["1"]
    assert "<br" not in body


def test_addresses_that_lead_nowhere_are_refused_in_the_dialog(site, desk):
    new_article(site, desk, "addresses")
    desk.locator(".ProseMirror").click()
    desk.keyboard.press("Control+k")
    dialog = desk.get_by_role("dialog")
    dialog.get_by_label("Address").fill("javascript:alert(1)")
    desk.keyboard.press("Enter")
    assert "https://" in dialog.get_by_role("alert").inner_text()
    dialog.get_by_label("Address").fill("www.example.org/x")
    desk.keyboard.press("Enter")
    assert 'href="https://www.example.org/x"' in written(desk)

    insert(desk, "Embed")
    dialog.get_by_label("Address").fill("https://example.org/watch")
    desk.keyboard.press("Enter")
    assert "YouTube" in dialog.get_by_role("alert").inner_text()


def test_a_comment_that_is_not_taken_stays_and_goes_out_after_a_new_sign_in(site, desk):
    open_article(site, desk)
    desk.route("**/desk/keep/", lambda route: route.abort())  # it would renew the token
    comment_across_a_lost_session(site, desk, "administrator", "A remark")


def comment_across_a_lost_session(site, page, role, words):
    """Refused while signed out; sent from the same field once one is signed in again in another tab."""
    field = page.locator("#desk-comment-text")
    field.fill(words)
    page.context.clear_cookies()
    page.get_by_role("button", name="Add comment").click()

    dialog = page.get_by_role("dialog")
    assert "was not taken" in dialog.inner_text()
    assert field.input_value() == words

    sign_in(site, page.context.new_page(), role).close()
    dialog.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Add comment").click()
    page.locator(".desk-words", has_text=words).wait_for()
    assert field.input_value() == ""


# Nothing of the headline is cut off, however narrow its column has become.
IS_WHOLE = """() => {
    const field = document.querySelector("[name=headline]");
    return field.scrollHeight <= field.clientHeight + 2;
}"""


def test_the_screen_fits_a_phone_and_names_its_parts(site, desk):
    open_article(site, desk)
    address = desk.url
    desk.set_viewport_size({"width": 390, "height": 900})
    desk.wait_for_function(IS_WHOLE)
    for page in (address, address.replace("/change/", "/history/")):
        desk.goto(page)
        desk.wait_for_load_state("load")

        assert desk.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert desk.get_by_role("main").count() == 1
    desk.goto(address)
    desk.locator(".desk-side .select2-search__field[aria-label]").first.wait_for(state="attached")
    assert desk.locator(".desk-side .select2-search__field:not([aria-label])").count() == 0


PRESS = """(key) => document.activeElement.dispatchEvent(
    new KeyboardEvent("keydown", { ...key, ctrlKey: true, bubbles: true, cancelable: true })
)"""
HERE = "Object.keys(localStorage).filter((name) => name.startsWith('desk:'))"
KEEP_HERE = """([place, days]) => localStorage.setItem(place, JSON.stringify({
    values: { fields: { headline: ["Old words"] }, labels: {} },
    at: new Date(Date.now() - days * 86400000).toISOString(),
}))"""
DROP = """async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 300, height: 200 });
    const blob = await new Promise((done) => canvas.toBlob(done));
    const file = new File([blob], "harbour.png", { type: "image/png" });
    const data = new DataTransfer();
    data.items.add(file);
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    document.querySelector(".ProseMirror").dispatchEvent(event);
}"""


def test_the_head_gets_its_picture_from_the_library(site, desk):
    open_article(site, desk)

    desk.locator(".desk-part summary", has_text="Pictures").click()
    desk.locator("[data-pick=lead_picture]").click()
    dialog = desk.get_by_role("dialog")
    with desk.expect_response(lambda answer: "q=map" in answer.url):
        dialog.get_by_role("searchbox").fill("map")
    desk.wait_for_timeout(300)
    choice = dialog.get_by_role("listitem").first.get_by_role("button")
    name = choice.inner_text()
    choice.click()

    assert (
        name[:30]
        in desk.locator(".field-lead_picture, .desk-field:has([name=lead_picture])").inner_text()
    )


def insert(page, name):
    page.keyboard.press("Control+/")
    page.locator("#desk-inserts :focus").wait_for()
    page.get_by_role("menuitem", name=name, exact=True).focus()
    page.keyboard.press("Enter")
