"""The edition's Markdown in the canonical form: each of its forms, and nothing lost on the way."""

import re
from collections import Counter

import pytest
from lxml import html as lxml_html

from articles import blocks
from newsroom.sample_edition import source
from newsroom.sample_edition.markdown import to_html

STORIES = source.edition().stories
GATED = [slug for slug, story in STORIES.items() if "<!-- paywall -->" in story.body]


def converted(text):
    return to_html(text, address_of=lambda place: f"/{place.replace(':', '/')}/")


# Form by form.


def test_the_paywall_line():
    assert converted("Above.\n\n<!-- paywall -->\n\nBelow.") == (
        '<p>Above.</p>\n<hr class="paywall">\n<p>Below.</p>'
    )


@pytest.mark.parametrize(
    "head",
    ["Why it matters:", "Bottom line.", "Was it the languages?", "למה זה חשוב:", "ماذا بعد؟"],
)
def test_strong_words_that_open_a_paragraph_are_a_run_in_head(head):
    assert converted(f"**{head}** It does.").startswith(f'<p><span class="runin">{head}</span> ')


@pytest.mark.parametrize(
    "text", ["**A question?**", "**Founders** should ask.", "So **Why:** it does"]
)
def test_other_strong_words_stay_strong(text):
    assert "<strong>" in converted(text)


def test_a_chart_keeps_its_figures_in_a_table():
    text = (
        '```chart {"type": "line", "title": "Price of a \'bit\' ($000)", "source": "Us"}\n'
        "year,Sea,Land\n2021,46,\n2022,39,71\n```"
    )

    assert converted(text) == (
        '<figure class="fig chart" data-chart="line"><figcaption>'
        '<p class="fig-hed">Price of a ‘bit’</p><p class="fig-sub">$000</p></figcaption>'
        '<table><thead><tr><th scope="col">year</th><th scope="col">Sea</th>'
        '<th scope="col">Land</th></tr></thead><tbody>'
        '<tr><th scope="row">2021</th><td class="n">46</td><td class="n"></td></tr>'
        '<tr><th scope="row">2022</th><td class="n">39</td><td class="n">71</td></tr>'
        '</tbody></table><p class="credit">Us</p></figure>'
    )


def test_a_map_keeps_the_codes_of_its_countries():
    text = '```chart {"type": "map", "title": "T", "source": "S"}\niso,country,n\nOMN,Oman,5\n```'

    assert '<th scope="row" data-country="OMN">Oman</th>' in converted(text)
    assert '<th scope="col">country</th>' in converted(text)


def test_the_line_above_a_table_is_its_caption():
    figure = converted(
        "**Table 2. Layers**\n\n| | A | B |\n|---|---|---|\n| x | 1,200 | long |\n| y | 5% | words |"
    )

    assert re.sub(r">\n+<", "><", figure) == (
        '<figure class="fig table"><table><caption>Table 2. Layers</caption><thead><tr><td></td>'
        '<th scope="col" class="n">A</th><th scope="col">B</th></tr></thead><tbody>'
        '<tr><th scope="row">x</th><td class="n">1,200</td><td>long</td></tr>'
        '<tr><th scope="row">y</th><td class="n">5%</td><td>words</td></tr></tbody></table></figure>'
    )


def test_footnotes_lead_there_and_back():
    text = converted("A.[^1] B.[^1]\n\n[^1]: Note.")

    marks = re.findall(r'<sup class="fnref"><a href="(.*?)" id="(.*?)">(.*?)</a></sup>', text)
    assert marks == [("#fn-1", "fnref-1", "1"), ("#fn-1", "fnref-1-1", "1")]
    assert '<li id="fn-1">' in text
    assert re.findall(r'<a href="(#fnref[^"]*)">↩', text) == ["#fnref-1", "#fnref-1-1"]


def test_a_pull_quote_with_who_said_it():
    assert converted("> {pullquote}\n> Said so.\n> Somebody") == (
        '<blockquote class="pull"><p>Said so.</p><cite>Somebody</cite></blockquote>'
    )


def test_links_lead_to_pages_stories_and_authors():
    assert converted(
        "[a](page:about) [b](story:x) [c](author:alice) [d](https://example.org/)"
    ) == (
        '<p><a href="/page/about/">a</a> <a href="/story/x/">b</a> '
        '<a class="author" data-author="alice">c</a> <a href="https://example.org/">d</a></p>'
    )


def test_quotation_marks_are_those_of_a_printer_but_in_hebrew():
    assert converted("\"He said 'no'\"") == "<p>“He said ‘no’”</p>"
    assert converted('התנ"ך') == '<p>התנ"ך</p>'


# The edition as a whole.


@pytest.mark.parametrize("slug", STORIES)
def test_every_story_is_in_the_canonical_form_and_keeps_its_words(slug):
    body = STORIES[slug].body

    text = converted(body)

    assert blocks.clean(text) == text
    lost = Counter(words_of(without_marks(body))) - Counter(words_of(shown(text)))
    assert lost == Counter()


@pytest.mark.parametrize("slug", GATED)
def test_what_stands_below_the_line_stays_there(slug):
    story = STORIES[slug]
    above, _line, below = story.body.partition("<!-- paywall -->")

    public = words_of(shown(blocks.public_part(converted(story.body))))

    notes = re.findall(r"^\[\^\w+\]: (.*)", below, re.M)
    allowed = Counter(words_of(without_marks(" ".join([above, *notes]))))
    assert public
    assert Counter(public) - allowed == Counter()


@pytest.mark.parametrize(
    "slug", [slug for slug, story in STORIES.items() if "free_sample_chapter" in story.facts]
)
def test_of_a_report_one_chapter_is_public(slug):
    story = STORIES[slug]
    number = story.facts["free_sample_chapter"]

    public = blocks.public_part(converted(story.body), free_sample_chapter=number)

    assert re.findall(r"<h2>(\d+)\.", public) == [str(number)]


def test_every_chart_of_the_edition_is_drawn():
    drawn = [
        blocks.render(converted(story.body)).count('class="drawing wide"')
        for story in STORIES.values()
    ]
    asked = sum(story.body.count("```chart") for story in STORIES.values())

    assert sum(drawn) == asked >= 12


def without_marks(body):
    """The words of a Markdown text, marks and addresses left out."""
    body = re.sub(
        r"^```chart .*?\"title\": (\".*?\"), \"source\": (\".*?\")\}$", r"\1 \2", body, flags=re.M
    )
    body = re.sub(r"^([A-Z]{3}|iso),", "", body, flags=re.M)
    body = re.sub(r"\]\([^)]*\)|\[\^\w+\]:?|<!--.*?-->|\{pullquote\}|```", " ", body)
    return re.sub(r"^\d+\. ", " ", body, flags=re.M)


def shown(text):
    return lxml_html.fromstring(f"<div>{blocks.plain_text(text)}</div>").text_content()


def words_of(text):
    return re.findall(r"[^\W_]+", text.lower())
