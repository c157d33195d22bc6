"""The canonical form of an article's text: which markup it may hold. Nothing else survives."""

import re

from newsroom.lib.html import Policy

NUMBER = re.compile(r"[1-9]\d{0,17}")
SLUG = re.compile(r"[a-z0-9-]{1,120}")
ANCHOR = re.compile(r"[a-z][a-z0-9-]{0,80}")
LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})?")
DIRECTION = re.compile(r"ltr|rtl|auto")
CHART = re.compile(r"bar|column|stacked|line|area|scatter|map")

BLOCK_POLICY = Policy(
    tags={
        "p": set(), "h2": {"id"}, "h3": {"id"}, "ul": set(), "ol": {"start"}, "li": {"id"},
        "blockquote": set(), "cite": set(), "hr": set(), "br": set(),
        "figure": {"data-picture", "data-chart", "data-embed"}, "figcaption": set(),
        "table": set(), "caption": set(), "thead": set(), "tbody": set(), "tfoot": set(),
        "tr": set(), "th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"},
        "aside": set(), "section": set(), "span": {"lang", "dir"}, "bdi": {"lang", "dir"},
        "a": {"href", "hreflang", "data-author", "id"}, "em": set(), "strong": set(),
        "sub": set(), "sup": set(), "code": set(), "abbr": {"title"}, "i": {"lang"},
    },
    classes={
        "p": {"fig-hed", "fig-sub", "credit"},
        "hr": {"paywall"},
        "blockquote": {"pull"},
        "figure": {"fig", "chart", "table", "plate", "embed"},
        "aside": {"keypoints"},
        "section": {"footnotes"},
        "span": {"runin", "num", "credit"},
        "sup": {"fnref"},
        "a": {"author"},
        "th": {"n"},
        "td": {"n"},
    },
    values={
        ("figure", "data-picture"): NUMBER,
        ("figure", "data-chart"): CHART,
        ("a", "data-author"): SLUG,
        ("a", "id"): ANCHOR,
        ("li", "id"): ANCHOR,
        ("h2", "id"): ANCHOR,
        ("h3", "id"): ANCHOR,
        ("ol", "start"): NUMBER,
        ("th", "scope"): re.compile(r"col|row|colgroup|rowgroup"),
        ("th", "colspan"): NUMBER,
        ("th", "rowspan"): NUMBER,
        ("td", "colspan"): NUMBER,
        ("td", "rowspan"): NUMBER,
        ("span", "lang"): LANGUAGE,
        ("span", "dir"): DIRECTION,
        ("bdi", "lang"): LANGUAGE,
        ("bdi", "dir"): DIRECTION,
        ("a", "hreflang"): LANGUAGE,
        ("i", "lang"): LANGUAGE,
    },
)  # fmt: skip
