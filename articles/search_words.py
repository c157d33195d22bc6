"""What a search asks for: the reader's words as PostgreSQL reads them in each language."""

from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from articles.models.text import SEARCH_CONFIGURATIONS
from articles.search_letters import fold

LONGEST_QUERY = 200
OTHER_LANGUAGES = "text.language NOT IN ({})".format(
    ", ".join(f"'{code}'" for code in SEARCH_CONFIGURATIONS)
)
# Which texts a configuration is for; Hebrew and Persian have none of their own.
TEXTS_OF = {name: f"text.language = '{code}'" for code, name in SEARCH_CONFIGURATIONS.items()}
TEXTS_OF["simple"] = OTHER_LANGUAGES
LANGUAGE_OF = {name: code for code, name in SEARCH_CONFIGURATIONS.items()}
FIRST = SEARCH_CONFIGURATIONS.get(settings.LANGUAGE_CODE, "simple")
# `querytree` says what of a query an index can answer: "T" or nothing for "-water" alone.
READ = "SELECT name, words::text, querytree(words) FROM (VALUES {}) AS asked (name, words)".format(
    ", ".join(f"('{name}', websearch_to_tsquery('{name}', %({name})s))" for name in TEXTS_OF)
)


class Problem(TextChoices):
    """Why a query finds nothing, whatever the archive holds; the label is what the reader is told."""

    NO_WORDS = "no_words", _("There is no word in this to search for. Please type one or two.")
    COMMON_WORDS = (
        "common_words",
        _("These words are in nearly every story. Please add one that is particular to yours."),
    )
    ONLY_EXCLUDED = (
        "only_excluded",
        _("This says only what to leave out. Please add a word that the story should have."),
    )
    TOO_SLOW = (
        "too_slow",
        _("This search took too long and was given up. Fewer or rarer words will be quicker."),
    )


@dataclass(frozen=True)
class Words:
    """The tsqueries of one search, each with the condition on the texts that it is for.

    They are common where the site's own language passes over them, as over "the".
    """

    queries: tuple = ()
    are_common: bool = False
    problem: Problem | None = None

    @property
    def parameters(self):
        return {f"words_{place}": query for place, (query, _texts) in enumerate(self.queries)}

    def match(self, vector):
        """SQL: does this vector hold the words? Constants, so that the index answers it."""
        return " OR ".join(
            f"({condition} AND text.{vector} @@ %(words_{place})s::tsquery)"
            for place, (_query, condition) in enumerate(self.queries)
        )

    @property
    def of_text(self):
        """SQL: the tsquery in the language of a text."""
        cases = (
            f"WHEN {condition} THEN %(words_{place})s::tsquery"
            for place, (_query, condition) in enumerate(self.queries)
        )
        return f"CASE {' '.join(cases)} END"


def usable(query):
    """The words without what no text holds, and no longer than a long headline."""
    return " ".join(query.replace("\0", " ").split())[:LONGEST_QUERY].strip()


def read(query):
    """The words of a query, or what is wrong with it. One query, of no table."""
    folded = {name: fold(query, LANGUAGE_OF.get(name, "")) for name in TEXTS_OF}
    with connection.cursor() as cursor:
        cursor.execute(READ, folded)
        rows = cursor.fetchall()
    said, texts = {name: words for name, words, _tree in rows}, {}
    for name, words, tree in rows:
        if tree not in ("", "T"):
            texts.setdefault(words, []).append(TEXTS_OF[name])
    if not texts:
        return Words(problem=problem_of(said))
    queries = tuple((words, condition(tests)) for words, tests in texts.items())
    return Words(queries, are_common=not said[FIRST])


def condition(tests):
    """What reads the same in all languages is looked up once."""
    return "TRUE" if len(tests) == len(TEXTS_OF) else f"({' OR '.join(tests)})"


def problem_of(words):
    if not words["simple"]:
        return Problem.NO_WORDS
    return Problem.ONLY_EXCLUDED if "!" in words["simple"] else Problem.COMMON_WORDS
