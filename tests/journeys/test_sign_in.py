"""Somebody makes an account with a code, adds a passkey, signs in with it, and looks at every account page."""

import re

import pytest

from tests.journeys.test_editors_day import mail_about, press

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
CODE = re.compile(r"\b[A-Z]{4}-[A-Z]{4}\b")
PAGES = [
    "/account/profile/", "/accounts/email/", "/accounts/password/change/", "/accounts/2fa/",
    "/accounts/2fa/webauthn/", "/accounts/2fa/webauthn/add/", "/accounts/2fa/totp/activate/",
    "/accounts/sessions/", "/account/second-step/", "/account/confirm/",
    "/accounts/social/connections/", "/accounts/logout/",
]  # fmt: skip


@pytest.fixture
def reader(browser):
    """A phone whose owner is there: their finger is always on the sensor."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
                "hasUserVerification": True, "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip
    yield page
    context.close()


def code_of(site, page, subject):
    """Read the letter in another tab, as people do."""
    tab = page.context.new_page()
    code = CODE.search(mail_about(site, tab, subject))[0]
    tab.close()
    return code


def test_a_reader_signs_up_by_code_and_in_by_passkey(site, reader, violations):
    by_number = f"{site.url}/accounts/login/"
    reader.goto(by_number)
    assert "Passkeys need a host name" in reader.locator("main").inner_text()
    assert reader.get_by_role("button", name="Sign in with a passkey").count() == 0

    here = site.url.replace("127.0.0.1", "localhost")
    reader.goto(f"{here}/accounts/signup/?next=/search/")
    reader.locator("[name=email]").fill("zaynab@example.org")
    press(reader, "Create the account")
    assert violations(reader) == []
    reader.locator("[name=code]").fill(code_of(site, reader, "confirm your e-mail address"))
    press(reader, "Confirm")
    assert reader.url == f"{here}/search/"

    reader.goto(f"{here}/accounts/2fa/webauthn/add/")
    press(reader, "Send me the code")
    assert violations(reader) == []
    reader.locator("[name=code]").fill(code_of(site, reader, "Is it you?"))
    press(reader, "Confirm")
    reader.get_by_label("Use it as a passkey").check()
    press(reader, "Add")
    assert "recovery codes" in reader.locator("main").inner_text().lower()

    found = {}
    for address in PAGES:
        reader.goto(f"{here}{address}")
        wide = reader.evaluate("document.documentElement.scrollWidth") > PHONE["width"]
        if rows := violations(reader) + ["scrolls sideways"] * wide:
            found[address] = rows
    assert found == {}
    reader.goto(f"{here}/accounts/2fa/totp/activate/")
    assert reader.evaluate("document.querySelector('img.qr').naturalWidth") > 0

    reader.goto(f"{here}/accounts/logout/")
    press(reader, "Sign out")
    reader.goto(f"{here}/accounts/login/")
    press(reader, "Sign in with a passkey")
    reader.goto(f"{here}/account/profile/")
    assert "zaynab@example.org" in reader.locator("main").inner_text()
