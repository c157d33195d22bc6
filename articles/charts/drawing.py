"""Which drawing shows which figures, at the two widths at which charts are read."""

from functools import lru_cache

from django.utils import translation

from articles.charts import bars, columns, figures, lines, maps, scatter
from articles.charts.description import describe

# Class of the drawing -> width it is drawn at; the style sheet shows the one that fits.
SIZES = {"wide": 640, "narrow": 360}
RIGHT_TO_LEFT = frozenset({"ar", "he", "fa"})


def draw(kind, table, *, title, name, language="en"):
    """The drawing of a table as SVG; nothing where the table holds no figures."""
    shown = figures.read(table)
    if shown is None:
        return ""
    return drawn(kind, shown, title, name, language, translation.get_language())


@lru_cache(maxsize=512)
def drawn(kind, shown, title, name, language, _spoken):
    """The same figures always give the same drawing, so it is kept."""
    painter, mirrored = painter_of(kind, shown), language in RIGHT_TO_LEFT
    words = {"name": name, "title": title, "said": describe(kind, shown)}
    wide, narrow = (painter(shown, width, mirrored=mirrored) for width in SIZES.values())
    ground = maps.borrowed(f"{name}-ground", wide, narrow) if wide.outlines else ""
    return wide.svg("wide", **words) + narrow.svg("narrow", ground=ground, **words)


def painter_of(kind, shown):
    """What suits these figures best of what was asked for."""
    if kind == "map" and maps.knows(shown):
        return maps.choropleth
    if kind == "scatter" and len(shown.names) > 1:
        return scatter.points
    if kind in ("line", "area") and len(shown.labels) > 1:
        return lines.stacked_areas if kind == "area" else lines.plain_lines
    goes_on = shown.positions is not None
    if kind == "stacked":
        return columns.stacked if goes_on else bars.stacked
    return columns.side_by_side if goes_on or kind == "column" else bars.side_by_side
