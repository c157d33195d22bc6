"""axe on every public template and on the desk, light and dark: nothing to mend.

CI looks at each public template once in each theme and at the desk's busiest screens; `make accessibility`
at all widths and at every list of the desk. docs/accessibility.md says what is known and not ours.
"""

import os

import pytest
from django.urls import reverse

from newsroom import desk_frame
from tests.journeys.test_writing import open_article

pytestmark = pytest.mark.browser
WIDTHS = (360, 768, 1440)
IN_CI = {"light": (360,), "dark": (1440,)}
# One page of each template; the article pages come from the demo itself.
PATHS = [
    "/", "/business/", "/region/gulf/", "/topic/water/", "/industry/banking/", "/kind/intel/",
    "/author/salma-al-kharusi/", "/ar/", "/corrections/", "/search/?q=water", "/search/?q=xyzzyplu",
    "/page/about/", "/newsletters/", "/membership/", "/events/", "/no-such-page/",
    "/accounts/login/", "/accounts/login/code/", "/accounts/signup/", "/accounts/password/reset/",
    "/technology/digital-connectivity-corridors/", "/environment/brine-the-gulfs-hardest-permit/print/",
]  # fmt: skip
PAGES = ["article_free", "article_registered", "article_pro", "article_arabic"]
# What the markup of Unfold and Select2 breaks, beyond the reach of our templates and styles.
KNOWN = [
    ("list", "select2-selection__rendered"),
    ("empty-table-header", "border-b border-base-200"),
]
LISTS = [
    f"admin:{name}_changelist"
    for _title, items in desk_frame.PARTS
    for _words, name, _icon, _may in items
]
# The front board is looked at where it is arranged.
IN_CI_LISTS = {
    "light": [],
    "dark": [f"admin:articles_{name}_changelist" for name in ("article", "picture")],
}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_has_anything_to_mend(site, browser, violations, theme):
    addresses = [site.url + path for path in PATHS] + [site.pages[name] for name in PAGES]
    found = {}
    context = browser.new_context(color_scheme=theme)
    page = context.new_page()
    widths = WIDTHS if os.environ.get("ALL_WIDTHS") else IN_CI[theme]

    for address in addresses:
        page.goto(address, wait_until="load")
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            if rows := violations(page):
                found[address, width] = rows
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found[address, width, "scrolls sideways"] = True

    context.close()
    assert found == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_desk_has_nothing_to_mend(site, signed_in, violations, theme):
    page = signed_in("administrator", color_scheme=theme, viewport={"width": 1440, "height": 900})
    lists = LISTS if os.environ.get("ALL_WIDTHS") else IN_CI_LISTS[theme]
    found = {}

    open_article(site, page)
    for opener in page.locator(".desk-part > summary").all():
        if not opener.evaluate("element => element.parentElement.open"):
            opener.click()
    found["edit"] = violations(page, KNOWN)
    page.goto(page.url.replace("/change/", "/history/"))
    found["history"] = violations(page, KNOWN)
    for name in lists:
        page.goto(site.url + reverse(name), wait_until="load")
        found[name] = violations(page, KNOWN)

    assert {name: rows for name, rows in found.items() if rows} == {}
