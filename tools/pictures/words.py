"""Words on maps in the language of the story; the names that stand in a country."""

from functools import cache
from pathlib import Path

import yaml

SHORT = {"United Arab Emirates": "U.A.E.", "W. Sahara": "Western Sahara", "S. Sudan": "South Sudan",
         "Dem. Rep. Congo": "Congo", "Central African Rep.": "C.A.R.", "Czechia": "Czech Rep."}  # fmt: skip
COUNTRIES_UNNAMED = {"Cyprus U.N. Buffer Zone", "N. Cyprus", "Dhekelia", "Akrotiri", "Siachen Glacier",
                     "Baikonur", "Gibraltar", "Bosnia and Herz.", "Somaliland"}  # fmt: skip

PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


@cache
def dictionary():
    return yaml.safe_load((Path(__file__).parent / "data" / "words.yaml").read_text("utf-8"))


class Words:
    """English is how directions are written; other languages look a word up, and fail where it is missing."""

    def __init__(self, language):
        self.language = language

    def __call__(self, words):
        if self.language == "en":
            return words
        return dictionary()[self.language][words]

    def country(self, name):
        if self.language == "en":
            return SHORT.get(name, name).upper()
        return dictionary()[self.language].get(name, "")

    def distance(self, km):
        digits = f"{km:,}"
        if self.language == "fa":
            digits = digits.translate(PERSIAN)
        return f"{digits} {self('km')}"
