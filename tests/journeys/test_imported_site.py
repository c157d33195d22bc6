"""An imported WordPress site is read in a browser.

CI looks at every fifth story with axe, `make accessibility` at all.
"""

import os
import re

import pytest

from tests.fixtures import shared_fixtures

pytestmark = pytest.mark.browser


def test_an_imported_site_is_read(site, browser, violations):
    folder = shared_fixtures("import/wxr")
    for name in ("wptt-themeunittestdata.wordpress.xml", "ghostmigrate-co-authors-plus.xml"):
        site.manage("import_wordpress", str(folder / name), "--section", "imported", "-v0")
    page = browser.new_page()
    addresses = imported(page, site)

    found = {}
    for address in addresses[:: 1 if os.environ.get("ALL_WIDTHS") else 5]:
        response = page.goto(address, wait_until="load")
        assert response.status == 200, address
        assert page.locator("h1").inner_text().strip()
        if rows := violations(page):
            found[address] = rows

    assert len(addresses) > 40
    assert found == {}
    page.close()


def imported(page, site):
    """Every imported story, by leafing through its section as a reader does."""
    addresses, address = [], f"{site.url}/imported/"
    while address:
        page.goto(address)
        hrefs = page.locator("main .hed a").evaluate_all("links => links.map(link => link.href)")
        addresses += [href for href in hrefs if re.search(r"/imported/.", href)]
        older = page.locator('a[rel="next"]')
        address = older.get_attribute("href") if older.count() else None
        address = (
            address and f"{site.url}/imported/{address}"
            if address and address[0] == "?"
            else address
        )
    return list(dict.fromkeys(addresses))
