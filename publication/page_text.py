"""What markup a standing page may hold."""

from newsroom.lib import html

POLICY = html.Policy(
    tags={
        "a": {"href", "lang", "hreflang"},
        "p": set(), "h2": {"id"}, "h3": {"id"}, "ul": set(), "ol": set(), "li": set(),
        "em": set(), "strong": set(), "br": set(), "blockquote": set(), "code": set(),
        "table": set(), "caption": set(), "thead": set(), "tbody": set(), "tr": set(),
        "th": {"scope"}, "td": set(), "dl": set(), "dt": set(), "dd": set(),
        "bdi": {"lang", "dir"}, "span": set(),
    },
    classes={"span": {"runin"}},
)  # fmt: skip


def clean_page(text_html):
    """The markup of a standing page, cleaned to a fixed point."""
    return html.clean(text_html, POLICY)
