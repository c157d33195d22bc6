"""The text of an article: its canonical form, the part that everybody may read, reading it."""

import re
from time import process_time

import html5lib
import pytest
from django.utils.safestring import SafeString
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import blocks
from articles.blocks.policy import BLOCK_POLICY
from newsroom.lib import html
from tests.blocks import BLOCKS
from tests.markup import elements_of, hostile_markup, leads_astray, naughty_strings, outside

quietly = settings(deadline=None, database=None, derandomize=True)


# The canonical form.


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_every_block_survives_cleaning_as_it_is(block):
    assert sorted_marks(blocks.clean(block)) == sorted_marks(block)
    assert blocks.clean(blocks.clean(block)) == blocks.clean(block)


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_every_block_survives_being_taken_apart(block):
    assert blocks.write(blocks.parse(block)) == blocks.clean(block)


def test_the_list_of_blocks_uses_all_of_the_policy():
    used = [element for block in BLOCKS.values() for element in elements_of(block)]
    classes = {(each.tag, name) for each in used for name in each.get("class", "").split()}
    attributes = {(each.tag, name) for each in used for name in each.attrib if name != "class"}
    rare = {"tfoot", "rowspan", "colspan"}

    assert {element.tag for element in used} == set(BLOCK_POLICY.tags) - rare
    assert classes == {(tag, name) for tag, names in BLOCK_POLICY.classes.items() for name in names}
    assert {name for _tag, name in attributes} == (
        {name for names in BLOCK_POLICY.tags.values() for name in names} - rare
    )


def sorted_marks(text):
    """The same markup whatever the order of attributes."""
    return re.sub(
        r"<(\w+)((?: [\w-]+=\"[^\"]*\")+)>",
        lambda match: f"<{match[1]} {sorted(re.findall(r'[\w-]+=\"[^\"]*\"', match[2]))}>",
        text,
    )


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("Just words", "<p>Just words</p>"),
        ("One <em>two</em> <strong>three</strong>", "<p>One <em>two</em> <strong>three</strong></p>"),
        ("<div>One</div><div>two</div>", "<p>One</p>\n<p>two</p>"),
        ("<div><p>One</p><ul><li>two</li></ul></div>", "<p>One</p>\n<ul><li>two</li></ul>"),
        ("<b>b</b><i>i</i>", "<p><strong>b</strong><em>i</em></p>"),
        ("<h1>A</h1><h4>B</h4>", "<h2>A</h2>\n<h3>B</h3>"),
        ("<p> </p><p><br></p><p>&nbsp;</p><h2></h2><p>x</p>", "<p>x</p>"),
        ("<section><p>a</p></section>b<aside>c</aside>", "<p>a</p>\n<p>b</p>\n<p>c</p>"),
        ("<blockquote>Said</blockquote>", "<blockquote><p>Said</p></blockquote>"),
        ("<ul><li>a</li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<li>a</li>", "<p>a</p>"),
        ("<h2>a<p>b</p></h2>", "<h2>a</h2>\n<p>b</p>"),
        ("<h2>a<blockquote>b</blockquote></h2>", "<p>a</p>\n<blockquote><p>b</p></blockquote>"),
        ("<p>a</p><hr><p>b</p>", "<p>a</p>\n<p>b</p>"),
        (
            "<blockquote><p>a</p><hr class=paywall><p>b</p></blockquote>",
            '<hr class="paywall">\n<blockquote><p>a</p><p>b</p></blockquote>',
        ),
        (
            "<p>a</p><hr class=paywall><p>b</p><hr class=paywall><p>c</p>",
            '<p>a</p>\n<hr class="paywall">\n<p>b</p>\n<p>c</p>',
        ),
        ("<figure data-picture=7></figure>", '<figure data-picture="7" class="plate"></figure>'),
        ("<a href='javascript:x'>words</a>", "<p>words</p>"),
    ],
)  # fmt: skip
def test_what_editors_and_imports_write_takes_the_canonical_form(written, canonical):
    assert blocks.clean(written) == canonical


def test_a_table_stands_in_a_figure():
    assert blocks.clean("<table><tr><td>a</td></tr></table>").startswith(
        '<figure class="fig table">'
    )


@pytest.mark.parametrize(
    "address", ["javascript:x", "http://youtu.be/x", "//youtu.be/x", "/x", "mailto:a@b.org"]
)
def test_an_embed_has_a_secure_address_of_somebody(address):
    assert "data-embed" not in blocks.clean(f'<figure data-embed="{address}">words</figure>')


def test_an_author_is_named_by_a_slug():
    assert blocks.clean("<a data-author='../admin'>words</a>") == "<p>words</p>"


def test_hostile_markup_leaves_nothing_outside_the_policy_and_settles_at_once():
    for payload in [*hostile_markup(), *naughty_strings()]:
        cleaned = blocks.clean(payload)

        assert outside(cleaned, BLOCK_POLICY) == [], payload
        assert blocks.clean(cleaned) == cleaned, payload


PIECES = [
    "<p>", "</p>", "<div>", "</div>", "<h1>", "</h1>", "<h2>a</h2>", "<hr>", "<hr class=paywall>", "<b>",
    "</b>", "<figure data-picture=3>", "<figure data-chart=bar>", "</figure>", "<figcaption>", "<section>",
    "<section class=footnotes>", "</section>", "<aside>", "<aside class=keypoints>", "</aside>", "<li>",
    "<ul>", "</ul>", "<li id=fn-1>", "<cite>", "<blockquote>", "</blockquote>", "<table>", "<tr><td>",
    "<th>", "</table>", "<caption>", "<a href=/x>", "</a>", "<em>", "</em>", "<span class=runin>", "</span>",
    "<sup class=fnref><a href=#fn-1 id=fnref-1>1</a></sup>", "words. ", "&nbsp;", "<br>", "<svg>", "<bdi>",
]  # fmt: skip
soup = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=20).map("".join)


@quietly
@given(soup)
def test_the_canonical_form_is_a_fixed_point(text):
    cleaned = blocks.clean(text)

    assert blocks.clean(cleaned) == cleaned
    assert outside(cleaned, BLOCK_POLICY) == []


@quietly
@given(soup)
def test_every_top_level_thing_is_a_block(text):
    found = html5lib.parseFragment(blocks.clean(text), namespaceHTMLElements=False)

    assert not (found.text or "").strip()
    assert all(not (block.tail or "").strip() for block in found)
    assert {block.tag for block in found} <= set(blocks.mending.ALONE) - {"table"}


# The part that everybody may read.


def words(start, number):
    """So many words that stand nowhere else, in sentences of ten."""
    return " ".join(
        f"w{place:04}{'.' if place % 10 == 9 else ''}" for place in range(start, start + number)
    )


def paragraphs(*lengths):
    start, made = 0, []
    for length in lengths:
        made.append(f"<p>{words(start, length)}</p>")
        start += length
    return made


def words_in(text):
    return re.findall(r"w\d{4}", blocks.plain_text(text))


def test_the_line_cuts_where_the_editor_put_it():
    first, second, third = paragraphs(50, 50, 50)

    assert blocks.public_part(f'{first}{second}<hr class="paywall">{third}') == f"{first}\n{second}"


def test_of_a_free_text_everything_is_public_but_the_line():
    first, second = paragraphs(50, 50)

    public = blocks.public_part(f'{first}<hr class="paywall">{second}', is_gated=False)

    assert public == f"{first}\n{second}"


def test_without_a_line_whole_paragraphs_come_up_to_two_fifths_of_the_text():
    made = paragraphs(30, 30, 30, 30, 30)

    assert words_in(blocks.public_part("".join(made))) == words(0, 60).replace(".", "").split()


def test_without_a_line_no_more_than_120_words_come():
    made = paragraphs(50, 50, 50, *[100] * 20)

    assert len(words_in(blocks.public_part("".join(made)))) == 100


@pytest.mark.parametrize("lengths", [[5], [12], [40], [300], [20, 20], [9, 200], [3, 3, 3]])
def test_a_short_text_never_gives_itself_away(lengths):
    public = words_in(blocks.public_part("".join(paragraphs(*lengths))))

    assert len(public) <= 0.4 * sum(lengths)


def test_of_one_long_paragraph_the_first_sentences_come():
    (only,) = paragraphs(300)

    assert words_in(blocks.public_part(only)) == words(0, 120).replace(".", "").split()


def test_sentences_are_not_cut_within_markup():
    text = f"<p>{words(0, 8)} <em>{words(8, 8)}</em> end. {words(16, 14)} <em>{words(30, 5)}. x</em></p>"

    public = blocks.public_part(text + "".join(paragraphs(10)))

    assert public == f"<p>{words(0, 8)} <em>{words(8, 8)}</em> end.</p>"


def test_a_sentence_does_not_end_at_initials():
    text = f"<p>{words(0, 7)} end. Then J. R. Smith of the U.S. office. {words(10, 20)}</p>"

    assert blocks.public_part(text) == f"<p>{words(0, 7)} end.</p>"


@pytest.mark.parametrize("end", ["in Jan. 2026", "by Prof. Haddad", "boats etc. from others"])
def test_a_sentence_does_not_end_at_an_abbreviation(end):
    text = f"<p>{words(0, 7)} end. Then {end} {words(10, 20)}</p>"

    assert blocks.public_part(text) == f"<p>{words(0, 7)} end.</p>"


def test_a_long_sentence_is_cut_after_a_word_and_says_so():
    text = f"<p>{words(0, 8)} <em>{words(8, 8)}</em> {words(16, 84)}</p>".replace(".", "")

    public = blocks.public_part(text)

    assert public.endswith(" w0039…</p>")
    assert "</em>" in public
    assert len(words_in(public)) == 40


@pytest.mark.parametrize("piece", ["word ", "end. ", "x", "a <em>b</em> "])
def test_a_very_long_paragraph_is_not_read_to_its_end(piece):
    began = process_time()

    blocks.public_part(f"<p>{piece * 20_000}</p>")

    assert process_time() - began < 5


def test_a_long_sentence_is_never_cut_within_markup():
    assert blocks.public_part(f"<p><em>{'w ' * 90}</em></p>") == ""


@pytest.mark.parametrize("below", ["", "<p></p>", "<p>End.</p>", "<h2>x</h2>"])
def test_a_line_at_the_end_gives_nothing_away(below):
    made = "".join(paragraphs(30, 30, 30, 30))

    public = blocks.public_part(f'{made}<hr class="paywall">{below}')

    assert len(words_in(public)) <= 48


def test_pictures_tables_and_key_points_at_the_top_are_passed_over():
    text = BLOCKS["key points"] + BLOCKS["figure"] + "".join(paragraphs(20, 20, 20))

    assert words_in(blocks.public_part(text)) == words(0, 20).replace(".", "").split()
    assert "figure" not in blocks.public_part(text)


def test_a_heading_without_its_paragraph_does_not_end_the_lead_in():
    text = "<h2>Head</h2>" + "".join(paragraphs(20)) + "<h2>Next</h2>" + "".join(paragraphs(60))

    assert blocks.public_part(text).startswith("<h2>Head</h2>")
    assert "Next" not in blocks.public_part(text)


NOTES = (
    '<section class="footnotes"><ol>'
    '<li id="fn-1"><p>Zqone. <a href="#fnref-1">↩</a></p></li>'
    '<li id="fn-2"><p>Zqtwo. <a href="#fnref-2">↩</a> <a href="#fnref-2-1">↩</a></p></li>'
    "</ol></section>"
)


def mark(number, place=""):
    return (
        f'<sup class="fnref"><a href="#fn-{number}" id="fnref-{number}{place}">{number}</a></sup>'
    )


def test_a_footnote_comes_with_the_lead_in_that_refers_to_it_and_keeps_its_number():
    first, second = paragraphs(40, 40)
    text = f'<p>a{mark(2)}</p>{first}<hr class="paywall"><p>b{mark(1)}{mark(2, "-1")}</p>{second}{NOTES}'

    public = blocks.public_part(text)

    assert "Zqtwo" in public
    assert 'value="2"' in public
    assert "Zqone" not in public
    assert "#fnref-2-1" not in public


def test_footnotes_stay_below_even_where_the_line_stands_under_them():
    first, second = paragraphs(40, 40)

    public = blocks.public_part(f'{first}{NOTES}<hr class="paywall"><p>{mark(1)}</p>{second}')

    assert "Zqone" not in public


def report(*chapters):
    return '<p>Lead.</p><hr class="paywall">' + "".join(
        f"<h2>{number}. Chapter</h2>{text}" for number, text in enumerate(chapters, start=1)
    )


def test_the_sample_chapter_follows_the_lead_in():
    first, second, third = paragraphs(30, 30, 30)

    public = blocks.public_part(report(first, second, third), free_sample_chapter=2)

    assert public == f'<p>Lead.</p>\n<hr class="paywall">\n<h2>2. Chapter</h2>\n{second}'


@pytest.mark.parametrize("number", [None, 0, 4, 99])
def test_a_chapter_that_is_not_there_opens_nothing(number):
    text = report(*paragraphs(30, 30, 30))

    assert blocks.public_part(text, free_sample_chapter=number) == "<p>Lead.</p>"


def test_a_report_of_one_chapter_has_no_sample():
    assert blocks.public_part(report(*paragraphs(60)), free_sample_chapter=1) == "<p>Lead.</p>"


texts = st.lists(
    st.tuples(
        st.sampled_from(["p", "p", "p", "p", "h2", "li", "quote", "figure", "keypoints", "table", "line"]),
        st.integers(1, 80),
    ),
    min_size=1,
    max_size=14,
)  # fmt: skip
SHAPES = {
    "p": "<p>{}</p>", "h2": "<h2>{}</h2>", "li": "<ul><li>{}</li></ul>",
    "quote": "<blockquote><p>{}</p></blockquote>",
    "figure": '<figure class="plate" data-picture="1"><figcaption>{}</figcaption></figure>',
    "keypoints": '<aside class="keypoints"><ul><li>{}</li></ul></aside>',
    "table": "<table><tr><td>{}</td></tr></table>",
}  # fmt: skip


def written(pieces):
    """(HTML, number of words in it, number of those above its first line or None)."""
    made, start, above = [], 0, None
    for shape, length in pieces:
        if shape == "line":
            made.append('<hr class="paywall">')
            above = start if above is None else above
        else:
            made.append(SHAPES[shape].format(words(start, length)))
            start += length
    return "".join(made), start, above


@quietly
@given(texts, st.sampled_from([None, 1, 2]))
def test_nothing_from_below_the_line_is_public(pieces, sample):
    text, total, above = written(pieces)

    public = words_in(blocks.public_part(text))

    if above is not None and total - above > 0.1 * total:
        assert public == words(0, above).replace(".", "").split()
    else:
        assert len(public) <= min(120, 0.4 * total)


@quietly
@given(texts, st.sampled_from([None, 1, 2, 3]))
def test_the_public_part_is_never_the_whole_and_is_made_of_whole_blocks(pieces, sample):
    text, total, _above = written(pieces)
    stored = {blocks.write([block]) for block in blocks.parse(text)}

    public = blocks.public_part(text, free_sample_chapter=sample)

    assert len(words_in(public)) < total or total == 0
    shown = [blocks.write([block]) for block in blocks.parse(public)]
    assert len([block for block in shown if block not in stored]) <= 1
    assert blocks.clean(public) == public


# Words.


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Three plain words", 3),
        ("3,000 co-operatives’ 4.5% rise — or fall", 6),
        ("2021–2026 ... and/or", 4),
        ("خطّاط لافتات متقاعد", 3),
        ("می‌شود گفت", 2),
        ("למה זה חשוב: לפי נתוני התאגיד", 6),
        ("", 0),
        ("— … !", 0),
    ],
)
def test_words_are_counted_as_people_count_them(text, number):
    assert blocks.word_count(text) == number


def test_counting_takes_time_in_proportion_to_the_text():
    assert blocks.word_count("." * 300_000) == 0


def test_arabic_takes_longer_to_read_than_english():
    assert blocks.reading_minutes(0) == 1
    assert blocks.reading_minutes(230) == 1
    assert blocks.reading_minutes(231) == 2
    assert blocks.reading_minutes(600, "ar") > blocks.reading_minutes(600, "en")


def test_footnote_marks_are_not_part_of_the_plain_text():
    assert blocks.plain_text(BLOCKS["footnote"]) == "Said. A note."


# Reading.


def render(text, **said):
    return blocks.render(blocks.clean(text), **said)


def test_an_author_mention_leads_to_the_author():
    reading = render(BLOCKS["author mention"], author_addresses=lambda slug: f"/author/{slug}/")

    assert '<a class="author" href="/author/alice-amari/">Alice Amari</a>' in reading


def test_a_mention_of_nobody_is_only_words():
    assert render(BLOCKS["author mention"]) == "<p>Alice Amari writes.</p>"


def test_a_picture_stands_above_its_caption():
    reading = render(BLOCKS["figure"], pictures=lambda number: f'<img src="/{number}.webp" alt="">')

    assert reading.startswith('<figure class="plate"><img src="/7.webp" alt=""><figcaption>A port.')


def test_a_picture_that_is_gone_takes_its_caption_with_it():
    assert render("<p>a</p>" + BLOCKS["figure"]) == "<p>a</p>"


def test_the_numbers_of_pictures_are_found():
    assert blocks.picture_numbers(BLOCKS["figure"] * 2 + BLOCKS["chart"]) == [7, 7]


def test_links_to_other_sites_give_them_nothing_of_ours():
    reading = render(
        "<p><a href='https://a.example/'>a</a><a href='https://ours.example/'>b</a><a href='/c'>c</a></p>",
        own_host="ours.example",
    )

    assert re.findall(r"<a [^>]*>", reading) == [
        '<a href="https://a.example/" rel="noopener">',
        '<a href="https://ours.example/">',
        '<a href="/c">',
    ]


def test_a_table_scrolls_by_itself_and_with_the_keyboard():
    reading = render(BLOCKS["table"])

    assert (
        '<div class="table" role="group" tabindex="0" aria-label="Table 1. What"><table>' in reading
    )


def test_an_empty_head_of_a_table_is_no_head():
    reading = render("<table><tr><th scope=col></th><th scope=col>A</th></tr></table>")

    assert '<td></td><th scope="col">A</th>' in reading


def test_the_dateline_opens_the_first_paragraph():
    reading = render(
        BLOCKS["figure"] + "<p>Officials <em>said</em>.</p><p>b</p>", dateline="Tripoli"
    )

    assert reading.startswith(
        '<p><span class="dateline">Tripoli</span> Officials <em>said</em>.</p>'
    )


def test_the_paywall_line_is_not_shown():
    assert render(BLOCKS["paywall line"]) == "<p>a</p>\n<p>b</p>"


def test_before_the_sample_chapter_the_line_says_what_follows():
    text = '<p>Lead.</p><hr class="paywall"><h2>2. Chapter</h2>'

    assert "Free sample: chapter 2" in render(text, sample_chapter=2)
    assert "Free sample" not in render(text)


def test_a_chart_is_drawn_above_its_folded_table():
    reading = render(BLOCKS["chart"])

    assert reading.index("</figcaption>") < reading.index("<svg") < reading.index("<details")
    assert "<summary><bdi>The figures as a table</bdi></summary>" in reading
    assert "data-chart" not in reading


def test_a_chart_without_figures_is_its_table():
    reading = render('<figure data-chart="bar"><table><tr><td>a</td></tr></table></figure>')

    assert "<svg" not in reading
    assert "<table>" in reading


def test_words_of_the_interface_say_their_language():
    assert '<bdi lang="en" dir="ltr">The figures as a table</bdi>' in render(
        BLOCKS["chart"], language="ar"
    )


@pytest.mark.parametrize("language", ["ar", "he", "fa"])
def test_latin_names_are_isolated_where_the_text_runs_to_the_left(language):
    reading = render("<p>اسمه Souk 41، و<em>Natural Earth</em> ثم</p>", language=language)

    assert '<bdi lang="en">Souk 41</bdi>،' in reading
    assert '<em><bdi lang="en">Natural Earth</bdi></em> ثم' in reading


def test_a_name_that_is_isolated_already_stays_as_it_is():
    text = '<p>اسمه <bdi lang="fr">Chantier Naval</bdi></p>'

    assert render(text, language="ar") == text


def test_in_english_nothing_is_isolated():
    assert "bdi" not in render("<p>Souk 41</p>")


def test_reading_cleans_what_is_stored():
    reading = blocks.render("<p onclick=x()>a<script>b()</script><iframe src=c></iframe></p>")

    assert reading == "<p>a</p>"
    assert isinstance(reading, SafeString)


RUNS = {
    "script",
    "iframe",
    "object",
    "embed",
    "form",
    "style",
    "base",
    "link",
    "meta",
    "img",
    "video",
}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_hostile_reaches_a_reader(language):
    for payload in [*hostile_markup(), *naughty_strings()]:
        wrapped = f"<figure data-chart=bar><table><tr><th>{payload}<td>1</table></figure>{payload}"
        for element in elements_of(blocks.render(wrapped, language=language, dateline=payload)):
            assert element.tag not in RUNS, payload
            assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
            assert not leads_astray(element.get("href", "/")), payload


@quietly
@given(soup)
def test_what_is_read_has_the_words_that_were_stored(text):
    stored = blocks.clean(text)

    reading = blocks.render(stored, pictures=lambda number: "<img>", own_host="x")

    assert "x-slot" not in reading
    for word in set(re.findall(r"words", html.plain_text(stored))):
        assert word in reading


def test_a_slot_cannot_be_forged():
    reading = render('<p>&lt;x-slot n="0"&gt;&lt;/x-slot&gt;</p>' + BLOCKS["chart"])

    assert reading.count("<svg") == render(BLOCKS["chart"]).count("<svg")
