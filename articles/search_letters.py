"""Letters that a search takes for one: Ghardaia finds Ghardaïa, an Arabic keyboard finds Persian.

The words of a text are folded when they are stored and those of a query when it is read; Python and
PostgreSQL fold by the same table, one letter for one, so that an excerpt can show the original.
"""

import unicodedata

from django.db import connection

LATIN = [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]
OTHERS = {
    **dict(zip("øØđĐłŁı", "oOdDlLi", strict=True)),  # letters that Unicode does not take apart
    # PostgreSQL's Arabic stemmer knows the Arabic letters, hence this way round.
    **dict(zip("یىکأإآٱ", "ييكاااا", strict=True)),
}
# Accents that stand alone; Hebrew points; Arabic marks; the line that stretches an Arabic word.
MARKS = [*range(0x300, 0x370), *range(0x591, 0x5BE), 0x5BF, 0x5C1, 0x5C2, 0x5C4, 0x5C5, 0x5C7,
         0x640, *range(0x64B, 0x660), 0x670]  # fmt: skip
# Letters of their own, on which the rules of a language stand.
KEPT = {"tr": "çÇğĞıİöÖşŞüÜ"}


def bare(letter):
    """The letter without its accents, where it is one letter with accents."""
    parts = [
        part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part)
    ]
    return parts[0] if len(parts) == 1 else letter


def table_of(kept=""):
    folded = {chr(code): bare(chr(code)) for code in LATIN} | OTHERS
    pairs = {one: other for one, other in folded.items() if one != other and one not in kept}
    return pairs | {chr(code): "" for code in MARKS}


TABLES = {language: str.maketrans(table_of(kept)) for language, kept in {"": "", **KEPT}.items()}


def table(language):
    return TABLES.get(language, TABLES[""])


def fold(text, language=""):
    return composed(text).translate(table(language))


def composed(text):
    """Each letter with its accents as one letter, where there is one."""
    return unicodedata.normalize("NFC", text)


def fold_sql(text):
    """SQL for fold() of this expression, in the language of text.language."""
    cases = " ".join(f"WHEN '{language}' THEN {_translate(text, language)}" for language in KEPT)
    return f"CASE text.language {cases} ELSE {_translate(text, '')} END"


def _translate(text, language):
    """translate() takes away the letters that have no partner: they stand last."""
    pairs = {chr(code): other for code, other in table(language).items()}
    pairs = dict(sorted(pairs.items(), key=lambda pair: not pair[1]))
    return f"translate(normalize({text}, NFC), '{''.join(pairs)}', '{''.join(pairs.values())}')"


def unfolded(part, text, language, *, marks):
    """The piece of the composed `text` of which `part` is the folded form, with its `marks`."""
    kept = [place for place, letter in enumerate(text) if letter.translate(table(language))]
    words = "".join(letter for letter in part if letter not in marks)
    start = "".join(text[place] for place in kept).translate(table(language)).find(words)
    if start < 0 or not words:
        return part
    pieces, at = [], start
    for letter in part:
        if letter in marks:
            pieces.append(letter)
        else:
            end = kept[at + 1] if at + 1 < len(kept) else len(text)
            pieces.append(text[kept[at] : end])
            at += 1
    return "".join(pieces)


def refold(batch=500):
    """Fold what is stored unfolded, some rows at a time; says how many after each. Safe to repeat."""
    columns = ("headline", "standfirst", "body_text", "public_text")
    settings = ", ".join(f"{name} = {fold_sql(f'text.{name}')}" for name in columns)
    changed = " OR ".join(f"text.{name} <> {fold_sql(f'text.{name}')}" for name in columns)
    statement = (
        f"UPDATE articles_articletext AS text SET {settings}"
        f" WHERE article_id BETWEEN %s AND %s AND ({changed})"
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(article_id), 0) FROM articles_articletext")
        for start in range(0, cursor.fetchone()[0] + 1, batch):
            cursor.execute(statement, [start, start + batch - 1])
            yield cursor.rowcount
