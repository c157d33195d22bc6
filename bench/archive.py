"""An archive of a million articles, for measuring: PostgreSQL makes it of a few that newsroom.seeds made.

Each article is a copy of one of these patterns with words, dates, states, people and pictures of its
own. Texts are short, some eighty words: what a list, a search or a screen reads of the archive does
not grow with them, and the million is there in minutes.
"""

import json
import random
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from articles import revisions
from articles.models import Article, ArticleText, Industry, Region
from newsroom.seeds import KEY, SLUG, Seeds

PATTERNS, SENTENCES, NAMES = 200, 5000, 5000
SIZES = {
    "patterns": PATTERNS, "sentences": SENTENCES, "names": NAMES, "authors": 2000, "staff": 200,
    "topics": 3000, "pictures": 100_000, "key": KEY, "slug": SLUG,
    "revised": 100_000,  # the newest have revisions, and rows of what was done
    "revisions_of_one": 150,  # one piece has been at the desk for long
}  # fmt: skip
FASTER = ("statement_timeout = 0", "synchronous_commit = off", "work_mem = '256MB'",
          "idle_in_transaction_session_timeout = 0", "maintenance_work_mem = '1GB'",
          "session_replication_role = replica")  # fmt: skip
PEOPLE = """
    INSERT INTO accounts_user (password, is_superuser, email, name, is_staff, is_active, joined_at)
    SELECT '', false, 'archive-' || n || '@news.example', initcap(words) || ' ' || n, true, true, now()
    FROM generate_series(1, {staff}) AS n JOIN name ON number = n;
    INSERT INTO articles_author (name, slug, role, biography, languages, email, is_desk, user_id)
    SELECT initcap(one.words || ' ' || other.words), '{slug}writer-' || n, '', '', '{{}}', '', false,
        (SELECT id FROM accounts_user WHERE email = 'archive-' || n || '@news.example')
    FROM generate_series(1, {authors}) AS n JOIN name AS one ON one.number = n
    JOIN name AS other ON other.number = 1 + (n * 7) % {names};
    INSERT INTO articles_topic (name, slug) SELECT words || ' ' || n, '{slug}topic-' || n
    FROM generate_series(1, {topics}) AS n JOIN name ON number = n;
    INSERT INTO articles_picture (image, width, height, alt, caption, credit, creator, copyright_notice,
        source, focal_x, focal_y, original_name, renditions_made_at, created_at)
    SELECT 'pictures/archive-' || n || '.webp', 1440, 900,
        CASE WHEN n % 5 = 0 THEN '' ELSE left(alt.words, 200) END, left(said.words, 300),
        CASE WHEN n % 7 = 0 THEN '' ELSE 'Photo ' || credit.words END, '', '', '', 50, 50,
        'DSC_' || n || '.jpg', NULL, now() - ({pictures} - n) * interval '40 minutes'
    FROM generate_series(1, {pictures}) AS n
    JOIN sentence AS said ON said.number = 1 + (n * 31) % {sentences}
    JOIN sentence AS alt ON alt.number = 1 + (n * 17) % {sentences}
    JOIN name AS credit ON credit.number = 1 + n % 300
"""
# Where the numbers of each begin.
FIRST = """
    SELECT (SELECT min(id) FROM accounts_user WHERE email LIKE 'archive-%') AS person,
        (SELECT min(id) FROM articles_author WHERE slug LIKE '{slug}writer-%') AS author,
        (SELECT min(id) FROM articles_topic WHERE slug LIKE '{slug}topic-%') AS topic,
        (SELECT min(id) FROM articles_picture WHERE image LIKE 'pictures/archive-%') AS picture,
        (SELECT max(id) FROM articles_article) AS article
"""
# From the oldest to the newest; the last few are scheduled.
DRAWN = """
    SELECT setseed(0.5);
    CREATE TEMPORARY TABLE drawn ON COMMIT DROP AS
    SELECT n, {article} + n AS id, n % {patterns} AS pattern, n % 100 = 50 AS is_draft,
        now() - ({number} - 300 - n) * interval '7 minutes' AS at, random() AS chance,
        1 + floor(random() * {sentences})::int AS one, 1 + floor(random() * {sentences})::int AS two,
        1 + floor(random() * {sentences})::int AS three,
        CASE n % 20 WHEN 13 THEN 'ar' WHEN 14 THEN 'ar' WHEN 15 THEN 'tr' WHEN 16 THEN 'he'
            WHEN 17 THEN 'fa' ELSE 'en' END AS language,
        CASE WHEN n % 3000 = 50 THEN 'submitted' WHEN n % 10000 = 150 THEN 'in_edit'
            WHEN n % 20000 = 250 THEN 'ready' ELSE 'draft' END AS stage
    FROM generate_series(1, {number}) AS n;
    ANALYZE drawn
"""
WORDS = """FROM drawn JOIN sentence AS one ON one.number = drawn.one
    JOIN sentence AS two ON two.number = drawn.two JOIN sentence AS three ON three.number = drawn.three"""
# What is an article's own; every other column is its pattern's.
OWN = {
    "id": "drawn.id",
    "slug": "'{slug}' || regexp_replace(lower(left(one.words, 40)), '\\W+', '-', 'g') || '-' || n",
    "import_key": "'{key}' || {patterns} + n - 1",
    "headline": "left(one.words, 70)",
    "standfirst": "left(two.words, 150)",
    "public_html": "'<p>' || two.words || '</p>'",
    "lead_in_text": "two.words",
    "language": "drawn.language",
    "translation_of_id": "CASE WHEN n % 20 IN (14, 15, 16) THEN drawn.id - n % 20 + 12 END",
    "stage": "drawn.stage",
    "published_at": "CASE WHEN NOT is_draft THEN at END",
    "withdrawn_at": "CASE WHEN n % 200 = 3 AND at < now() THEN at + interval '1 minute' END",
    "created_at": "at - interval '1 day'",
    "modified_at": "at + chance * interval '1 day'",
    "created_by_id": "CASE WHEN n % 5 = 0 OR is_draft THEN {person} + floor(power(random(), 2) * {staff})::int END",
    "assigned_to_id": "CASE WHEN is_draft AND n % 3 > 0 THEN {person} + floor(random() * {staff})::int END",
    "lead_picture_id": "CASE WHEN chance < 0.9 THEN {picture} + floor(power(random(), 2) * {pictures})::int END",
    "cover_id": "CASE WHEN n % 100 = 7 THEN {picture} + floor(random() * {pictures})::int END",
}  # fmt: skip
TEXTS = f"""
    INSERT INTO articles_articletext
        (article_id, body_html, body_text, public_text, headline, standfirst, language)
    SELECT id, '<p>' || two.words || '</p><hr class="paywall"><p>' || three.words || ' ' || one.words || '</p>',
        two.words || ' ' || three.words || ' ' || one.words, two.words, left(one.words, 70),
        left(two.words, 150), language {WORDS}"""
# (table, its columns, what stands in them, in which rows): what has a low number is used the most.
AROUND = [
    ("byline", "article_id, author_id, guest_name, role, position",
     "id, {author} + floor(power(random(), 2) * {authors})::int, '', '', 0", "TRUE"),
    ("byline", "article_id, author_id, guest_name, role, position",
     "id, {author} + n % {authors}, '', '', 1", "n % 4 = 0"),
    ("article_topics", "article_id, topic_id",
     "id, {topic} + floor(power(random(), 3) * {topics})::int", "TRUE"),
    ("article_topics", "article_id, topic_id", "id, {topic} + (n * 13) % {topics}", "TRUE"),
    ("article_regions", "article_id, region_id",
     "id, ({regions})[1 + floor(power(random(), 2) * cardinality({regions}))::int]", "TRUE"),
    ("article_industries", "article_id, industry_id",
     "id, ({industries})[1 + n % cardinality({industries})]", "n % 2 = 0"),
    ("pictureuse", "article_id, picture_id",
     "id, {picture} + floor(power(random(), 2) * {pictures})::int", "n % 3 = 0"),
    ("relatedarticle", "article_id, related_id, position", "id, id - 1 - n % 50, 0",
     "n % 5 = 0 AND n > 60"),
    ("redirect", "old_path, article_id, new_path", "'/old/' || n || '/', id, ''", "n % 20 = 0"),
    ("deskaction", "article_id, verb, detail, at, by_id",
     "id, 'published', '', at, {person} + n % {staff}", "n > {number} - {revised} AND NOT is_draft"),
    ("revision", "article_id, number, values, note, made_at, made_by_id",
     "id, 1, said.values, '', at, {person} + n % {staff}", "n > {number} - {revised}"),
    ("revision", "article_id, number, values, note, made_at, made_by_id",
     "{long_at_the_desk}, n, said.values, '', at, {person} + n % {staff}", "n <= {revisions_of_one}"),
    ("deskaction", "article_id, verb, detail, at, by_id",
     "{long_at_the_desk}, 'moved', '', at, {person} + n % {staff}", "n <= {revisions_of_one}"),
]  # fmt: skip


def fill(number):
    """So many articles with all that stands around them; nothing where they are there already."""
    if Article.objects.filter(import_key=f"{KEY}{number}").exists():
        return
    call_command("seed_articles", PATTERNS, verbosity=0)
    with connection.cursor() as cursor:
        for setting in FASTER:
            cursor.execute(f"SET {setting}")
        with transaction.atomic():
            make(cursor, number)
        cursor.execute("VACUUM ANALYZE")
        for setting in FASTER:
            cursor.execute(f"RESET {setting.partition(' ')[0]}")


def make(cursor, number):
    keep_words(cursor)
    cursor.execute(PEOPLE.format(**SIZES))
    names = {**SIZES, "number": number, **rows_to_name(cursor)}
    cursor.execute(DRAWN.format(**names))
    columns = [field.column for field in Article._meta.concrete_fields]
    own = {name: said.format(**names) for name, said in OWN.items()}
    values = ", ".join(own.get(column, f"pattern.{column}") for column in columns)
    cursor.execute(
        f"INSERT INTO articles_article ({', '.join(columns)}) SELECT {values} {WORDS}"
        f" JOIN articles_article AS pattern ON pattern.import_key = '{KEY}' || drawn.pattern"
    )
    cursor.execute("SELECT setval('articles_article_id_seq', max(id)) FROM articles_article")
    with without_search():
        cursor.execute(TEXTS)
    for table, columns, values, which in AROUND:
        cursor.execute(
            f"INSERT INTO articles_{table} ({columns}) SELECT {values.format(**names)}"
            f" FROM drawn, said WHERE {which.format(**names)} ON CONFLICT DO NOTHING"
        )


def keep_words(cursor):
    """Sentences and names as unequal as those of the seeds, and what a revision says."""
    seeds = Seeds(seed=1, at=timezone.now())
    sentences = [seeds.words(25) for _ in range(SENTENCES)]
    for table, words in (
        ("sentence", sentences),
        ("name", random.Random(1).sample(seeds.names, NAMES)),
    ):
        cursor.execute(
            f"CREATE TEMPORARY TABLE {table} ON COMMIT DROP AS"
            " SELECT number::int, words FROM unnest(%s) WITH ORDINALITY AS of (words, number)",
            [words],
        )
    pattern = Article.objects.get(import_key=f"{KEY}0")
    cursor.execute(
        "CREATE TEMPORARY TABLE said ON COMMIT DROP AS SELECT %s::jsonb AS values",
        [json.dumps(revisions.values_of(pattern))],
    )


def rows_to_name(cursor):
    """Where the numbers of each table begin, and those of the few that the paper has already."""
    cursor.execute(FIRST.format(**SIZES))
    names = [column.name for column in cursor.description]
    regions, industries = (
        f"ARRAY{list(model.objects.values_list('pk', flat=True))}" for model in (Region, Industry)
    )
    return {
        **dict(zip(names, cursor.fetchone(), strict=True)),
        "regions": regions,
        "industries": industries,
        "long_at_the_desk": long_at_the_desk().pk,
    }


def long_at_the_desk():
    """The piece with many revisions."""
    return Article.objects.get(import_key=f"{KEY}1")


@contextmanager
def without_search():
    """The indexes of the search are made afterwards: many times as fast."""
    with connection.schema_editor() as editor:
        for index in ArticleText._meta.indexes:
            editor.remove_index(ArticleText, index)
        yield
        for index in ArticleText._meta.indexes:
            editor.add_index(ArticleText, index)
