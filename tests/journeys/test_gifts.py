"""A member gives a memo to a friend; the member's access ends, and with it both doors close."""

import pytest

pytestmark = pytest.mark.browser
WHOLE = "Key judgements"  # stands below the line of the memo
PHONE = {"width": 390, "height": 844}


def test_a_gift_is_made_opened_and_dies_with_its_givers_access(
    site, signed_in, browser, violations
):
    member = signed_in("member", viewport={"width": 1280, "height": 900})
    member.goto(site.pages["article_pro"])
    assert WHOLE in member.content()
    member.get_by_role("link", name="Give this article").click()
    member.get_by_role("button", name="Make a link").click()
    assert violations(member) == []
    link = member.get_by_label("Address of the gift").input_value()

    context = browser.new_context(viewport=PHONE)
    friend = context.new_page()
    friend.goto(link)
    assert violations(friend) == []
    assert WHOLE not in friend.content()
    friend.get_by_role("button", name="Read the article").click()
    friend.wait_for_url(site.pages["article_pro"])
    assert WHOLE in friend.content()
    member.goto(f"{site.url}/account/gifts/")
    assert "Opened in 1 of 25 browsers." in member.locator("main").inner_text()

    revoke_grants(site)
    for page in (member, friend):
        page.goto(site.pages["article_pro"])
        assert WHOLE not in page.content()
        assert page.locator(".wall").count() == 1
    assert "has been used up or has expired" in friend.locator(".wall").inner_text()
    friend.goto(link)
    assert violations(friend) == []
    assert friend.get_by_role("button", name="Read the article").count() == 0
    context.close()


def revoke_grants(site):
    email = site.account("member")["email"]
    site.manage(
        "shell",
        "-c",
        "from django.utils import timezone; from memberships.models import Grant\n"
        f"for grant in Grant.objects.in_force().filter(user__email='{email}'):\n"
        "    grant.revoke(reason='The journey ends', by=None, at=timezone.now())",
    )
