"""The canonical form of an article's text: which markup it may hold. Nothing else survives."""

import re

from newsroom.lib.html import Policy

NUMBER = re.compile(r"[1-9]\d{0,17}")
SPAN = re.compile(r"[1-9]\d?")
SLUG = re.compile(r"[a-z0-9-]{1,120}")
ANCHOR = re.compile(r"[a-z][a-z0-9-]{0,80}")
LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})?")
DIRECTION = re.compile(r"ltr|rtl|auto")
CHART = re.compile(r"bar|column|stacked|line|area|scatter|map")
COUNTRY = re.compile(r"[A-Z]{3}")
PAGE_OF_A_PROVIDER = re.compile(r"https://\S{4,500}")

BLOCK_POLICY = Policy(
    tags={
        "p": set(), "h2": {"id"}, "h3": {"id"},
        "ul": set(), "ol": {"start"}, "li": {"id", "value"},
        "blockquote": set(), "cite": set(), "hr": set(), "br": set(),
        "figure": {"data-picture", "data-chart", "data-embed"}, "figcaption": set(),
        "table": set(), "caption": set(), "thead": set(), "tbody": set(), "tfoot": set(),
        "tr": set(), "th": {"scope", "colspan", "rowspan", "data-country"},
        "td": {"colspan", "rowspan"},
        "aside": set(), "section": set(), "span": {"lang", "dir"}, "bdi": {"lang", "dir"},
        "a": {"href", "hreflang", "data-author", "id"}, "em": set(), "strong": set(),
        "sub": set(), "sup": set(), "code": set(), "abbr": {"title"},
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
        ("figure", "data-embed"): PAGE_OF_A_PROVIDER,
        ("a", "data-author"): SLUG,
        ("a", "id"): ANCHOR,
        ("li", "id"): ANCHOR,
        ("li", "value"): NUMBER,
        ("h2", "id"): ANCHOR,
        ("h3", "id"): ANCHOR,
        ("ol", "start"): NUMBER,
        ("th", "scope"): re.compile(r"col|row|colgroup|rowgroup"),
        ("th", "data-country"): COUNTRY,
        ("th", "colspan"): SPAN,
        ("th", "rowspan"): SPAN,
        ("td", "colspan"): SPAN,
        ("td", "rowspan"): SPAN,
        ("span", "lang"): LANGUAGE,
        ("span", "dir"): DIRECTION,
        ("bdi", "lang"): LANGUAGE,
        ("bdi", "dir"): DIRECTION,
        ("a", "hreflang"): LANGUAGE,
    },
)  # fmt: skip
