"""What the sample edition's privacy page and terms promise is what the software does."""

import re
from datetime import timedelta

import pytest
from django.conf import settings

from accounts import sessions

PAGES = settings.BASE_DIR / "newsroom" / "sample_edition" / "data" / "copy"
WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBER = re.compile(
    rf"\d[\d,.]*\d|\d|\b(?:{'|'.join(WORDS)})\b|\bone (?:day|week|month|year)\b", re.I
)

# (page, sentence with one number, what the software does)
HELD_BY_SETTINGS = [
    ("privacy", "Sign-in sessions | Up to (30) days after last use", sessions.READERS.idle),
    ("privacy", "Reading history, if you switched it on | (365) days", settings.READING_HISTORY_KEPT),
    ("privacy", "Mails that we sent to you | (90) days", settings.SENT_MAIL_KEPT),
    ("privacy", "Records of mistakes and attacks on the site | (90) days", settings.SECURITY_EVENTS_KEPT),
    ("privacy", "Deletion takes effect after (seven) days", settings.ACCOUNT_DELETION_GRACE),
    ("privacy", "Copies in backups disappear when the backups do, within (35) days", settings.BACKUPS_KEPT),
    ("privacy", "We forget the number (60) days after", settings.GIFT_LINKS_KEPT),
    ("terms", "opens one article, for (14) days", settings.GIFT_LINK_LASTS),
    ("terms", "and up to (25) times", settings.GIFT_LINK_BROWSERS),
]  # fmt: skip
# Numbers that people keep, or that belong to what is not sold yet: nothing in the software holds them.
HELD_BY_PEOPLE = [
    ("privacy", "then as evidence for (three) years"),
    ("privacy", "the last (four) digits of the card"),
    ("privacy", "write to account holders (14) days before"),
    ("terms", "You must be at least (16)"),
    ("terms", "The free trial** lasts (one week)"),
    ("terms", "We write to you (three) days before it ends"),
    ("terms", "we tell you at least (30) days before it affects you"),
    ("terms", "Cancelling** takes (two) clicks"),
    ("terms", "you keep PRO for (14) days while we try again"),
    ("terms", "write to us within (14) days and we refund it"),
    ("terms", "of changes that matter (30) days before"),
]
# What the pages promise without a number.
SAID = [
    ("privacy", "one signed cookie that holds a random id. What it opened stands in our rows until the month ends"),
    ("privacy", "Visitor counts for the meter | Until the end of the month"),
    ("privacy", "**Reading history** is off unless you switch it on, and switching it off deletes it."),
]  # fmt: skip


def text_of(page):
    """The page without its head and the numbers of its headings."""
    text = (PAGES / f"{page}.md").read_text(encoding="utf-8").split("---\n", 2)[2]
    return re.sub(r"^## \d+\.", "##", text, flags=re.M)


def find(page, sentence):
    """(the number in it, where it stands); the sentence stands there once."""
    before, number, after = re.split(r"[()]", sentence)
    pattern = f"{re.escape(before)}({re.escape(number)}){re.escape(after)}"
    [match] = re.finditer(pattern, text_of(page))
    return number, match.start(1)


def value_of(number):
    return WORDS.index(number) + 2 if number in WORDS else int(number)


@pytest.mark.parametrize(("page", "sentence", "kept"), HELD_BY_SETTINGS)
def test_a_number_on_a_page_is_that_of_the_setting(page, sentence, kept):
    number, _place = find(page, sentence)

    assert value_of(number) == (kept.days if isinstance(kept, timedelta) else kept)


@pytest.mark.parametrize("page", ["privacy", "terms"])
def test_no_number_is_promised_that_nobody_keeps(page):
    known = {
        find(where, words)[1]
        for where, words, *_ in HELD_BY_SETTINGS + HELD_BY_PEOPLE
        if where == page
    }
    found = {match.start(): match[0] for match in NUMBER.finditer(text_of(page))}

    assert {place: found[place] for place in found.keys() - known} == {}


@pytest.mark.parametrize(("page", "words"), SAID)
def test_what_is_said_without_a_number_is_said(page, words):
    assert words in text_of(page)


def test_our_own_pages_say_the_same_days():
    """The words of the account pages are words: they follow when the setting changes."""
    page = (settings.BASE_DIR / "templates" / "accounts" / "delete_account.html").read_text()
    data = (settings.BASE_DIR / "templates" / "newsroom" / "your_data.html").read_text()

    assert (
        "seven days" in page and "seven days" in data and settings.ACCOUNT_DELETION_GRACE.days == 7
    )
    assert "within 35 days" in page and settings.BACKUPS_KEPT.days == 35
