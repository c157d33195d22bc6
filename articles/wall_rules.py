"""Which rule of the wall holds for an article. Read with the frame of the page: no query of its own."""

import json
from functools import lru_cache

from memberships.meter import FreeReads
from publication import frame as frames

# Where the desk has said nothing.
DEFAULT = FreeReads(visitors=3, samples=0)
SELECT = """
    SELECT jsonb_agg(jsonb_build_array(section_id, kind_id, visitor_reads, pro_samples))::text
    FROM articles_wallrule"""


@lru_cache(maxsize=8)
def read(found):
    """{(section, kind): FreeReads}, None for "every"; from what the database answered."""
    rows = json.loads(found or "[]")
    return {(section, kind): FreeReads(*numbers) for section, kind, *numbers in rows}


def free_reads(article, request):
    """The rule that fits best: section and kind, section, kind, everything; or the default."""
    rules = frames.of(request).joined["wall_rules"]
    section, kind = article.section_id, article.kind_id
    places = ((section, kind), (section, None), (None, kind), (None, None))
    return next((rules[place] for place in places if place in rules), DEFAULT)
