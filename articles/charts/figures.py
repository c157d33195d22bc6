"""The figures of a chart, read from its table."""

import math
import re
from dataclasses import dataclass

MOST_SERIES, MOST_ROWS = 6, 60
EASTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬", "01234567890123456789.,")
FIGURE = re.compile(
    r"(?P<sign>[-−–+]?)\s?[$€£₪₺]?\s?(?P<digits>\d[\d.,]*)\s?(?P<unit>%|[^\W\d]{0,3}[²³]?)"
)
YEAR = re.compile(r"(1[89]|20|21)\d\d")


@dataclass(frozen=True)
class Figures:
    """What a chart shows: words along its axis, and a row of numbers (or None) for each series.

    `cells` are the numbers as the table writes them; `codes` the countries of a map.
    """

    axis: str
    labels: tuple
    names: tuple
    rows: tuple
    cells: tuple
    codes: tuple = ()

    @property
    def numbers(self):
        return [number for row in self.rows for number in row if number is not None]

    @property
    def positions(self):
        """Where the labels stand on a scale of numbers; None where they are only words."""
        numbers = [number_in(label) for label in self.labels]
        rising = None not in numbers and all(a < b for a, b in zip(numbers, numbers[1:]))  # noqa: B905
        return numbers if rising and len(numbers) > 1 else None

    @property
    def are_years(self):
        return all(YEAR.fullmatch(label.translate(EASTERN)) for label in self.labels)


def read(table):
    """The figures of a table whose first row and column are words; None where there are none."""
    lines = [list(line) for line in table.iter("tr") if len(line) > 1][: MOST_ROWS + 1]
    if len(lines) < 2:
        return None
    head, body = words_of(lines[0]), [words_of(line) for line in lines[1:]]
    names = tuple(head[1 : MOST_SERIES + 1])
    cells = tuple(
        tuple(line[place] if place < len(line) else "" for line in body)
        for place in range(1, len(names) + 1)
    )
    rows = tuple(tuple(map(number_in, column)) for column in cells)
    codes = tuple(line[0].get("data-country", "") for line in lines[1:])
    figures = Figures(head[0], tuple(line[0] for line in body), names, rows, cells, codes)
    return figures if figures.numbers else None


def words_of(line):
    return [" ".join(cell.text_content().split()) for cell in line]


def number_in(text):
    """A number as tables write them ("1,240", "4.5%", "−3", "٤٫٥"), or None."""
    match = FIGURE.fullmatch(text.translate(EASTERN).strip())
    if match is None:
        return None
    try:
        value = float(plain_digits(match["digits"]))
    except ValueError:
        return None
    return (-value if match["sign"] in ("-", "−", "–") else value) if math.isfinite(value) else None


def plain_digits(digits):
    """Without marks between thousands: a comma before three digits is one, any other a point."""
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", digits):
        return digits.replace(",", "")
    if re.fullmatch(r"\d{1,3}(\.\d{3}){2,}(,\d+)?", digits):
        return digits.replace(".", "").replace(",", ".")
    return digits.replace(",", ".")


def written(value, *, eastern=False):
    """A number for an axis: "1,500", "−2.5"."""
    text = f"{value:,.10g}".replace("-", "−")
    return text.translate(str.maketrans("0123456789.,", "٠١٢٣٤٥٦٧٨٩٫٬")) if eastern else text


def is_eastern(figures):
    """Are its numbers written in the digits of Arabic?"""
    return any(re.search("[٠-٩۰-۹]", cell) for row in figures.cells for cell in row)
