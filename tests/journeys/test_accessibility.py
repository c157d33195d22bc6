"""axe on every public template, light and dark, at three widths: nothing to mend.

CI looks at each template once in each theme; `make accessibility` at all widths.
"""

import os

import pytest

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
