"""Charts: the figures as they are, drawn by every kind, with words for those who do not see them."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from articles import charts
from articles.blocks.policy import CHART
from articles.charts import drawing, figures, maps, scales
from articles.charts.canvas import width_of, wrapped

quietly = settings(deadline=None, database=None, derandomize=True)
KINDS = CHART.pattern.split("|")
PRICES = [
    ["year", "Sea route", "Land route", "Both"],
    ["2021", "46", "", ""],
    ["2022", "39", "71", ""],
    ["2023", "33", "58", "84"],
    ["2024", "27", "43", "63"],
]
SHARES = [["place", "%"], ["Lebanon", "27.4"], ["Jordan", "9.6"], ["Egypt", "−0.4"]]
CONTRACTS = [["country", "contracts"], ["Saudi Arabia", "6"], ["Oman", "5"], ["Jordan", "3"]]


def table(rows, codes=None):
    element = lxml_html.Element("table")
    for place, row in enumerate(rows):
        line = etree.SubElement(element, "tr")
        for column, words in enumerate(row):
            cell = etree.SubElement(line, "th" if not column or not place else "td")
            cell.text = words
            if codes and place and not column:
                cell.set("data-country", codes[place - 1])
    return lxml_html.fromstring(lxml_html.tostring(element))


def draw(kind, rows, **said):
    codes = said.pop("codes", None)
    said = {"title": "Title", "name": "chart-1", **said}
    return charts.draw(kind, table(rows, codes), **said)


def drawings(markup):
    """Both drawings, parsed as strict XML."""
    return list(etree.fromstring(f"<both>{markup}</both>"))


def texts(markup):
    return [" ".join(text.itertext()) for text in drawings(markup)[0].iter("text")]


def shapes(markup, tag, css):
    found = drawings(markup)[0].iter(tag)
    return [shape for shape in found if css in shape.get("class", "").split()]


# What every drawing is.


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rows", [PRICES, SHARES, CONTRACTS], ids=["prices", "shares", "contracts"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_kind_is_drawn_for_wide_columns_and_for_phones(kind, rows, language):
    wide, narrow = drawings(draw(kind, rows, language=language))

    assert (wide.get("class"), narrow.get("class")) == ("drawing wide", "drawing narrow")
    assert wide.get("viewBox").startswith("0 0 640 ")
    assert narrow.get("viewBox").startswith("0 0 360 ")


@pytest.mark.parametrize("kind", KINDS)
def test_a_drawing_carries_no_style_no_colour_and_no_address(kind):
    for drawn in drawings(draw(kind, CONTRACTS)):
        names = {name for shape in drawn.iter() for name in shape.attrib}

        assert names <= {
            "class", "viewBox", "role", "aria-labelledby", "id", "d", "x", "y", "width", "height",
            "cx", "cy", "r", "direction", "href", "transform",
        }  # fmt: skip
        assert all(shape.get("href")[0] == "#" for shape in drawn.iter("use"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_drawing_has_a_name_and_says_what_it_shows(kind):
    for drawn in drawings(draw(kind, SHARES, title="Money <sent> home")):
        named, said = (
            drawn.find(f"*[@id='{each}']") for each in drawn.get("aria-labelledby").split()
        )

        assert drawn.get("role") == "img"
        assert named.text == "Money <sent> home"
        assert "table below" in said.text


def test_the_names_of_two_drawings_differ():
    first, second = draw("bar", SHARES, name="chart-1"), draw("bar", SHARES, name="chart-2")

    ids = re.findall(r' id="([^"]+)"', first + second)
    assert len(ids) == len(set(ids)) == 8


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_drawn_off_the_sheet(kind):
    for drawn in drawings(draw(kind, PRICES) + draw(kind, SHARES)):
        width, height = map(float, drawn.get("viewBox").split()[2:])
        for shape in drawn.iter("rect", "text", "circle"):
            x = float(shape.get("x") or shape.get("cx"))
            y = float(shape.get("y") or shape.get("cy"))
            assert -1 <= x <= width + 1
            assert -1 <= y <= height + 1


@pytest.mark.parametrize("kind", KINDS)
def test_words_of_the_table_cannot_become_markup(kind):
    hostile = [["<a>", "</svg><script>"], ["</text><b onload=x>", "1"], ['"&lt;', "2"]]

    drawn = drawings(draw(kind, hostile, title="</title><script>"))

    assert {shape.tag for each in drawn for shape in each.iter()} <= {
        "svg", "title", "desc", "path", "rect", "text", "tspan", "circle",
    }  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [[], [["a"]], [["a", "b"]], [["a", "b"], ["c", "d"]], [["a", "b"], ["c", ""]], [["a"], ["b"]]],
)
def test_a_table_without_figures_is_not_drawn(rows):
    assert draw("bar", rows) == ""


cells = st.sampled_from(["", "0", "1", "-3", "4.5%", "1,200", "x", "٤٫٥", "99999999999", "0.0001"])


@quietly
@given(
    st.sampled_from(KINDS),
    st.lists(st.tuples(st.text(max_size=12), cells, cells, cells), min_size=1, max_size=14),
    st.sampled_from(["en", "ar"]),
)
def test_any_table_is_drawn_or_left_alone(kind, rows, language):
    said = [["head", "one", "two", "three"], *([clean(words), *rest] for words, *rest in rows)]

    assert len(drawings(draw(kind, said, language=language))) in (0, 2)


def clean(words):
    return re.sub(r"[^\w ]", "", words)


# What the figures are.


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12), ("1,240", 1240), ("1,234,567.5", 1234567.5), ("4.5%", 4.5), ("4,5", 4.5),
        ("−3", -3), ("-3", -3), ("+2", 2), ("$40", 40), ("€ 40", 40), ("14.2bn", 14.2), ("٢٧٫٤", 27.4),
        ("٣٬٠٠٠", 3000), ("1.234.567", 1234567), ("", None), ("n/a", None), ("4 of 27", None),
        ("55–70%", None), ("1e400", None), ("1.2.3", None), ("nan", None), ("inf", None), ("9" * 400, None),
    ],
)  # fmt: skip
def test_numbers_are_read_as_tables_write_them(text, number):
    assert figures.number_in(text) == number


def test_labels_that_rise_are_a_scale_of_their_own():
    uneven = [["share", "cost"], ["60", "0"], ["90", "11"], ["95", "19"], ["100", "48"]]

    middles = [float(mark.get("x")) for mark in drawings(draw("line", uneven))[0].iter("text")
               if mark.text in ("60", "90", "95", "100") and float(mark.get("y")) > 200]  # fmt: skip

    steps = [b - a for a, b in zip(middles, middles[1:], strict=False)]
    assert steps[0] == pytest.approx(6 * steps[1], rel=0.05)


@quietly
@given(
    st.lists(st.decimals(-(10**9), 10**9, places=3).map(float), min_size=1, max_size=20),
    st.booleans(),
)
def test_the_lines_across_hold_all_numbers(numbers, from_zero):
    reach = scales.round_range(numbers, from_zero=from_zero)

    assert reach.low <= min(numbers) + 1e-6 * reach.step
    assert reach.high >= max(numbers) - 1e-6 * reach.step
    assert 2 <= len(reach.ticks) <= 9


@quietly
@given(st.lists(st.tuples(st.floats(0, 200), st.floats(10, 30)), min_size=1, max_size=6))
def test_names_are_moved_apart(places):
    ys, heights = [y for y, _ in places], [height for _, height in places]

    moved = scales.apart(ys, heights, low=0, high=230)

    order = sorted(range(len(ys)), key=lambda i: moved[i])
    for a, b in zip(order, order[1:], strict=False):
        assert moved[b] - moved[a] >= (heights[a] + heights[b]) / 2 - 0.01


def test_words_wrap_where_they_would_be_too_wide():
    assert wrapped("Both on one contract", 90) == ["Both on one", "contract"]
    assert width_of("iii") < width_of("WWW")
    assert width_of("خطّاط") == width_of("خطاط")


# Kind by kind.


def test_bars_are_as_long_as_their_numbers():
    longest, shorter, _ = (
        float(bar.get("width")) for bar in shapes(draw("bar", SHARES), "rect", "s1")
    )

    assert shorter / longest == pytest.approx(9.6 / 27.4, rel=0.02)


def test_bars_below_zero_lie_on_the_other_side():
    (_, positive, negative) = shapes(draw("bar", SHARES), "rect", "s1")

    assert float(negative.get("x")) + float(negative.get("width")) == pytest.approx(
        float(positive.get("x")), abs=0.2
    )


def test_bars_say_their_figures_as_the_table_does():
    assert {"27.4", "9.6", "−0.4"} <= set(texts(draw("bar", SHARES)))


def test_bars_of_years_stand():
    heights = {float(bar.get("height")) for bar in shapes(draw("bar", PRICES), "rect", "s1")}

    assert len(heights) >= 4


def test_bars_run_to_the_left_where_the_text_does():
    plain = shapes(draw("bar", SHARES), "rect", "s1")[0]
    mirrored = shapes(draw("bar", SHARES, language="ar"), "rect", "s1")[0]

    assert float(mirrored.get("x")) == pytest.approx(
        640 - float(plain.get("x")) - float(plain.get("width")), abs=0.2
    )


def test_words_that_run_to_the_left_say_so_and_keep_their_side():
    drawn = draw("bar", [["بلد", "٪"], ["لبنان", "٢٧٫٤"]], language="ar")

    (label,) = [text for text in drawings(drawn)[0].iter("text") if text.text == "لبنان"]
    assert label.get("direction") == "rtl"
    assert float(label.get("x")) > 500
    assert "end" in label.get("class")


def test_digits_are_those_of_the_table():
    drawn = draw("line", [["سنة", "سعر"], ["٢٠٢١", "٤٠"], ["٢٠٢٢", "١٠٠"]], language="ar")

    assert "١٠٠" in texts(drawn)
    assert "100" not in texts(drawn)


def test_a_line_breaks_where_figures_are_missing():
    gaps = [["year", "n"], ["1", "5"], ["2", "6"], ["3", ""], ["4", "7"], ["5", "8"]]

    assert len(shapes(draw("line", gaps), "path", "s1")) == 2


def test_each_line_is_named_at_its_end_with_its_last_figure():
    assert {"Sea route  27", "Land route  43", "Both  63"} <= set(texts(draw("line", PRICES)))


def test_names_of_lines_that_end_together_do_not_meet():
    rows = [["year", "a", "b", "c"], ["1", "1", "2", "3"], ["2", "5", "5", "5"]]

    drawn = drawings(draw("line", rows))[0]

    names = [text for text in drawn.iter("text") if text.get("class") == "name"]
    heights = sorted(float(name.get("y")) for name in names)
    assert len(heights) == 3
    assert min(b - a for a, b in zip(heights, heights[1:], strict=False)) >= 16


def test_one_line_alone_needs_no_name():
    assert "%" not in texts(draw("line", SHARES))


def test_names_that_find_no_room_at_the_ends_stand_in_a_key():
    rows = [
        ["year", *["A name that is far too long for the end of a line"] * 6],
        ["1", *"123456"],
        ["2", *"567812"],
    ]

    wide, narrow = drawings(draw("line", rows))
    assert len(list(wide.iter("rect"))) == 0
    assert len(list(narrow.iter("rect"))) == 6


def test_areas_lie_on_one_another():
    rows = [["year", "a", "b"], ["2020", "60", "40"], ["2021", "50", "50"]]

    (upper,) = shapes(draw("area", rows), "path", "s2")
    (lower,) = shapes(draw("area", rows), "path", "s1")
    assert points_of(upper)[2:][::-1] == points_of(lower)[:2]


def points_of(shape):
    return re.findall(r"[\d.]+ [\d.]+", shape.get("d"))


def test_years_shrink_and_then_thin_out_until_they_fit():
    rows = [["year", "n"], *([str(year), "1"] for year in range(1990, 2027))]

    narrow = drawings(draw("line", rows))[1]
    years = [text.text for text in narrow.iter("text") if float(text.get("y")) > 255]
    assert years[0] == "1990"
    assert years[-1] == "26"
    assert 4 < len(years) < 12


def test_points_stand_by_their_two_figures_and_are_named():
    rows = [["city", "Height", "Cost"], ["Amman", "780", "105"], ["Aqaba", "10", "61"]]

    drawn = draw("scatter", rows)
    (amman, aqaba) = shapes(drawn, "circle", "dot")
    assert float(amman.get("cx")) > float(aqaba.get("cx"))
    assert float(amman.get("cy")) < float(aqaba.get("cy"))
    assert {"Amman", "Aqaba", "Height", "Cost"} <= set(texts(drawn))


def test_the_more_a_country_has_the_darker_it_is():
    drawn = drawings(draw("map", CONTRACTS))[0]
    shades = [
        shape.get("class") for shape in drawn.iter("path") if shape.get("class", "").startswith("q")
    ]

    assert sorted(shades) == ["q1", "q3", "q4"] or sorted(shades) == ["q1", "q4", "q4"]
    assert {"6", "5", "3"} <= set(texts(draw("map", CONTRACTS)))


def test_countries_are_known_by_code_whatever_the_language():
    drawn = draw("map", [["بلد", "عدد"], ["عُمان", "5"], ["مصر", "4"]], codes=["OMN", "EGY"])

    assert shapes(drawn, "path", "land")


def test_a_country_that_is_not_on_our_map_makes_it_a_chart_of_bars():
    drawn = draw("map", [["country", "n"], ["Oman", "5"], ["Peru", "4"]])

    assert not shapes(drawn, "path", "land")
    assert "Peru" in texts(drawn)


def test_every_country_that_has_a_name_is_on_the_map():
    assert set(maps.NAMES.values()) - set(maps.region()) <= {"MLT"}


def test_the_same_figures_are_drawn_once():
    drawing.drawn.cache_clear()
    draw("line", PRICES)
    draw("line", PRICES)

    assert drawing.drawn.cache_info().hits == 1


def test_the_outlines_of_a_map_are_sent_once():
    wide, narrow = drawings(draw("map", CONTRACTS, name="chart-7"))

    used = narrow.find("use")
    assert used.get("href") == "#chart-7-ground"
    assert wide.find("g[@id='chart-7-ground']").findall("path")
    assert narrow.find("g") is None


def test_what_no_one_sees_of_a_map_is_not_sent():
    box = (0, 0, 10, 10)
    square = [[-30, 5], [5, -30], [40, 5], [5, 40]]

    cut = maps.clipped(square, box)

    assert cut
    assert all(0 <= x <= 10 and 0 <= y <= 10 for x, y in cut)
    assert maps.clipped([[20, 20], [30, 20], [30, 30]], box) == []


def test_figures_that_touch_go_on_touching():
    rows = [["year", "a", "b"], ["2021", "1.7", "2.9"], ["2022", "3.3", "1.1"]]

    for first, second in zip(
        shapes(draw("stacked", rows), "rect", "s1")[1:],
        shapes(draw("stacked", rows), "rect", "s2")[1:],
        strict=True,
    ):
        assert int(second.get("y")) + int(second.get("height")) == int(first.get("y"))


BALANCE = [["year", "in", "out", "rest"], ["2024", "5", "−3", "2"], ["2025", "4", "−6", "1"]]


def test_a_pile_has_its_losses_below_the_ground_and_apart_from_the_rest():
    assert scales.piled([5, -3, 2, None, -1]) == [(0, 5), (-3, 0), (5, 7), (7, 7), (-4, -3)]


def test_a_stacked_column_hangs_what_is_below_nothing_from_the_ground_line():
    drawn = draw("stacked", BALANCE)
    above, below = shapes(drawn, "rect", "s1")[1], shapes(drawn, "rect", "s2")[1]

    assert int(below.get("height")) > 0
    assert int(above.get("y")) + int(above.get("height")) == int(below.get("y"))


def test_a_stacked_bar_goes_to_both_sides_of_the_ground_line():
    rows = [["place", "in", "out"], ["Here", "5", "−3"], ["There", "4", "−6"]]
    drawn = draw("stacked", rows)
    above, below = shapes(drawn, "rect", "s1")[1], shapes(drawn, "rect", "s2")[1]

    assert int(below.get("width")) > 0
    assert int(below.get("x")) + int(below.get("width")) == int(above.get("x"))


def test_stacked_areas_stay_on_their_side_of_the_ground_line():
    drawn = draw("area", BALANCE)
    (losses,) = shapes(drawn, "path", "s2")
    (gains,) = shapes(drawn, "path", "s1")
    heights = [
        [int(point.split()[1].strip("Z")) for point in area.get("d")[1:].split("L")]
        for area in (gains, losses)
    ]

    assert max(heights[0]) == min(heights[1])
