"""The sanitiser: nothing outside the policy, a fixed point, and only addresses that lead somewhere."""

import re
import time

import nh3
import pytest
from django.utils.safestring import SafeString
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.lib import html
from tests.markup import (
    elements_of,
    hostile_markup,
    leads_astray,
    misleading_addresses,
    naughty_strings,
    outside,
)

POLICY = html.Policy(
    tags={
        "p": set(), "em": set(), "blockquote": set(), "ul": set(), "li": set(), "br": set(),
        "a": {"href", "data-author"}, "abbr": {"title"}, "table": set(), "tr": set(), "td": set(),
        "tbody": set(),
    },
    classes={"p": {"credit", "lead"}},
    values={("a", "data-author"): re.compile(r"[a-z-]+")},
)  # fmt: skip
PIECES = [
    "<p>", "</p>", "<p class='credit x'>", "<em>", "</em>", "<a href='/x'>", "<a href='java\tscript:x'>",
    "</a>", "<ul><li>", "</ul>", "<table><tr><td>", "</table>", "<blockquote>", "<br>", "<svg>", "<math>",
    "<style>", "</style>", "<!--", "-->", "<![CDATA[", "&#13;", "&#0;", "&#xFEFF;", "&lt;", "&amp;#38;",
    "\x00", "\ufeff", "\r", "\r\n", "\x0c", "&nbsp;", "<script>", "</script>", "<title>", "'", '"', ">",
    "<abbr title='<p>'>", "</abbr>", "<noscript>", "<template>", "<p title=x lang=en id=a onclick=b()>",
]  # fmt: skip
soup = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=25).map("".join)
quietly = settings(deadline=None, database=None, derandomize=True)


# Against the corpora.


def test_nothing_outside_the_policy_is_left_of_any_hostile_markup():
    left = {
        payload: outside(html.clean(payload, POLICY), POLICY)
        for payload in [*hostile_markup(), *naughty_strings()]
    }

    assert len(left) > 500
    assert {payload: found for payload, found in left.items() if found} == {}


def test_hostile_markup_is_clean_after_one_cleaning():
    unsettled = [
        payload
        for payload in [*hostile_markup(), *naughty_strings()]
        if html.clean(once := html.clean(payload, POLICY), POLICY) != once
    ]

    assert unsettled == []


def test_no_misleading_address_is_kept():
    kept = [address for address in misleading_addresses() if html.is_safe_link(address)]

    assert [address for address in kept if leads_astray(address)] == []


def test_without_the_wrapper_the_sanitiser_would_leave_what_the_policy_forbids():
    def plainly(text):
        return nh3.clean(text, tags=set(POLICY.tags), attributes={"a": {"href"}})

    left = [fault for payload in hostile_markup() for fault in outside(plainly(payload), POLICY)]

    assert left


# Properties.


@quietly
@given(soup)
def test_what_is_clean_stays_as_it_is(text):
    cleaned = html.clean(text, POLICY)

    assert html.clean(cleaned, POLICY) == cleaned


@quietly
@given(soup)
def test_a_browser_finds_nothing_that_the_policy_forbids(text):
    assert outside(html.clean(text, POLICY), POLICY) == []


@quietly
@given(st.text(alphabet=st.characters(exclude_categories=[])))
def test_any_text_whatever_can_be_cleaned(text):
    cleaned = html.clean(text, POLICY)

    assert isinstance(cleaned, SafeString)
    assert not html.CONTROLS.search(cleaned)


@quietly
@given(st.text())
def test_a_kept_address_is_one_that_a_browser_reads_as_we_do(address):
    assert not html.is_safe_link(address) or not leads_astray(address)


# One by one.


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ("a\x00b\ufeffc", "abc"),
        ("a&#0;b&#xFEFF;c&#xfeff", "abc"),
        ("\x00\ufeff<p>x</p>", "<p>x</p>"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a&#13;b&#x0d;c&#xD", "a\nb\nc\n"),
        ("it&#146;s", "it’s"),
        ("\ud800x", "x"),
        ("&#xD800;x&#x110000;", "x"),
    ],
)
def test_no_nul_no_mark_one_line_end(given_, kept):
    assert html.clean(given_, POLICY) == kept


def test_line_ends_are_one_before_anything_is_parsed():
    assert html.normal("a\r\nb\rc&#13;d") == "a\nb\nc\nd"


def test_generic_attributes_are_not_kept():
    assert html.clean("<p title=a lang=b id=c dir=d data-x=e style=f>x</p>", POLICY) == "<p>x</p>"


def test_of_the_classes_only_the_allowed_are_kept_and_each_once():
    assert html.clean("<p class='x lead y lead credit'>a</p>", POLICY) == (
        '<p class="lead credit">a</p>'
    )
    assert html.clean("<p class='x'>a</p>", POLICY) == "<p>a</p>"
    assert html.clean("<em class='lead'>a</em>", POLICY) == "<em>a</em>"


def test_a_value_matches_its_pattern_as_a_whole_or_goes():
    assert html.clean("<a data-author='a-b'>x</a>", POLICY) == '<a data-author="a-b">x</a>'
    assert html.clean("<a data-author='a-b\n'>x</a>", POLICY) == "<a>x</a>"


def test_what_runs_goes_with_its_words_what_only_marks_leaves_its_words():
    assert html.clean("a<script>b</script><font>c</font><svg>d</svg>", POLICY) == "ac"


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a?b=c&copy=d#e",
        "http://example.org:8080/",
        "https://example.org/قصة/",
        "https://[2001:db8::1]/",
        "mailto:desk@example.org",
        "mailto:desk@example.org?subject=Hello",
        "/section/story/",
        "/a//b",
        "?q=x",
        "#fn-1",
    ],
)
def test_ordinary_addresses_are_kept(address):
    assert html.is_safe_link(address)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "\x01javascript:alert(1)",
        "java\tscript:alert(1)",
        "java\u200bscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "tel:1",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "http:evil.example",
        "https:/evil.example",
        "https://",
        "https://ours.example@evil.example/",
        "https://exa%6dple.org/",
        "https://example.org:99999/",
        "https://example.org:x/",
        "https://[::1",
        "https://a b/",
        "mailto:",
        "mailto:a@b.org,c@d.org",
        "mailto:a@b.org?subject=x%0aBcc:c@d.org",
        "page.html",
        "www.example.org",
        "",
    ],
)
def test_odd_addresses_are_not_kept(address):
    assert not html.is_safe_link(address)


def test_space_around_an_address_is_not_part_of_it():
    assert html.clean("<a href=' https://example.org/\n'>x</a>", POLICY) == (
        '<a href="https://example.org/">x</a>'
    )


def test_controls_within_an_address_cost_the_address():
    assert html.clean("<a href='\x01/x&#1;'>x</a>", POLICY) == '<a href="/x">x</a>'
    assert html.clean("<a href='https://a.org/&#10;b'>x</a>", POLICY) == "<a>x</a>"


@pytest.mark.parametrize(
    "piece", ["<blockquote>", "<em>", "<ul><li>", "<p><em>", "<table><tr><td>"]
)
@pytest.mark.parametrize("times", [100, 1_500, 30_000])
def test_markup_nested_beyond_reason_is_no_markup_and_costs_little(piece, times):
    started = time.process_time()

    cleaned = html.clean(f"{piece * times}words", POLICY)

    assert time.process_time() - started < 2
    assert "words" in cleaned
    assert html.depth(cleaned) <= html.DEEPEST


def test_plain_text_keeps_words_apart_and_entities_read():
    cleaned = html.clean(
        "<p>One</p><ul><li>two</li><li>three &amp; four</li></ul>a<br>b<abbr title='x>y'>c</abbr>",
        POLICY,
    )

    assert html.plain_text(cleaned) == "One two three & four a bc"


def test_what_stays_is_read_by_a_browser_as_it_was_meant():
    (paragraph, link) = elements_of(html.clean("<p>A <a href='/b'>b</a>", POLICY))

    assert (paragraph.tag, link.tag, link.attrib) == ("p", "a", {"href": "/b"})
