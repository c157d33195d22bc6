"""Two people, one article: the second save is shown both texts and decides; nothing goes silently."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles import blocks, differences, drafts, revisions
from articles.models import Article, Author

WORDS = ("headline", "standfirst", "short_headline", "kicker", "dateline", "summary", "note", "slug",
         "picture_caption", "picture_alt", "search_title", "search_description", "share_headline",
         "share_description")  # fmt: skip
CHOICES = ("access_level", "next_level", "next_level_after_days", "language", "free_sample_chapter")


@dataclass(frozen=True)
class Difference:
    """One field that the two say differently."""

    name: str
    label: str
    rows: list


@dataclass(frozen=True)
class Collision:
    """What was saved in between: the newest revision's number, who and when, and what differs."""

    number: int
    by: str
    at: datetime
    differences: list
    theirs: dict
    is_mine: bool = False  # the same person's save, on another screen

    @property
    def sentence(self):
        time = date_format(localtime(self.at), "H:i")
        if self.is_mine:
            return _(
                "You saved this article in another tab at %(time)s, after you opened it here."
                " Nothing was lost, and nothing of this tab was saved yet: compare the two below,"
                " then save again."
            ) % {"time": time}
        return _(
            "%(name)s saved this article at %(time)s, after you opened it. Nothing of yours was"
            " lost, and nothing was saved yet: compare the two below, then save again."
        ) % {"name": self.by, "time": time}

    @property
    def sides(self):
        """What the two columns are called."""
        return (_("The other tab"), _("This tab")) if self.is_mine else (self.by, _("You"))


def between(form):
    """The collision of this form's save with what was saved since it was opened, or None."""
    newest = form.instance.revisions.select_related("made_by").first()
    based_on = form.cleaned_data.get("based_on") or 0
    if newest is None or newest.number == based_on:
        return None
    texts = {name: newest.values.get(name) or "" for name in WORDS}
    theirs = {**texts, "body_html": newest.values[revisions.BODY]}
    by = newest.made_by.get_short_name() if newest.made_by else _("Somebody")
    is_mine = newest.made_by_id is not None and newest.made_by_id == form.by.pk
    found = differing(form, newest.values)
    return Collision(newest.number, by, newest.made_at, found, theirs, is_mine)


def differing(form, values):
    """[Difference] between what was saved, left, and what this form says, right."""
    found = []
    for name in WORDS:
        left, right = values.get(name) or "", (form.data.get(form.add_prefix(name)) or "").strip()
        if left != right and name in form.fields:
            label = form.fields[name].label
            found.append(Difference(name, label, differences.of_lines([left], [right])))
    left = values[revisions.BODY]
    right = blocks.clean(form.data.get(form.add_prefix("body_html")) or "")
    if left != right:
        label = form.fields["body_html"].label
        found.append(Difference("body_html", label, differences.of_bodies(left, right)))
    return found + [
        Difference(name, label, differences.of_lines([left], [right]))
        for name, label, left, right in chosen(form, values)
        if left != right
    ]


def chosen(form, values):
    """(field, label, theirs, mine) of everything that is chosen rather than written, in words."""
    for name in [*CHOICES, *revisions.ONE, *revisions.MANY]:
        if name in form.fields:
            field, theirs = form.fields[name], values.get(name)
            yield name, field.label, named(field, theirs), named(field, form.cleaned_data.get(name))
    until = form.cleaned_data.get("embargoed_until")
    if "embargoed_until" in values:
        mine = until.isoformat() if until else ""
        yield "embargoed_until", _("Embargo"), values["embargoed_until"] or "", mine
    yield "bylines", _("Bylines"), signed(values["bylines"]), signed_on(form)
    yield "related", _("Related"), headlines(values.get("related", []), form), related_on(form)


def named(field, value):
    """What was chosen as the screen says it: rows by their names, in one order."""
    if value in (None, ""):
        return ""
    if hasattr(field, "queryset"):
        numbers = (
            value
            if isinstance(value, list)
            else [getattr(row, "pk", row) for row in rows_in(value)]
        )
        return ", ".join(sorted(str(row) for row in field.queryset.filter(pk__in=numbers)))
    return str(dict(getattr(field, "choices", ())).get(value, value))


def rows_in(value):
    return value if hasattr(value, "__iter__") else [value]


def signed(rows):
    names = dict(
        Author.objects.filter(pk__in=[row["author"] for row in rows]).values_list("pk", "name")
    )
    return "; ".join(
        byline(names.get(row["author"]) or row["guest_name"], row["role"]) for row in rows
    )


def signed_on(form):
    """The bylines of this screen."""
    rows = drafts.rows_of(drafts.fields_of(form.data), "bylines")
    authors = drafts.authors_in(rows)
    names = [
        getattr(authors.get(row.get("author")), "name", row.get("guest_name", "")) for row in rows
    ]
    pairs = zip(names, rows, strict=True)
    return "; ".join(byline(name, row.get("role", "")) for name, row in pairs if name)


def byline(name, role):
    return f"{name} ({role})" if role else name


def related_on(form):
    """The related articles of this screen."""
    rows = drafts.rows_of(drafts.fields_of(form.data), "chosen_related")
    given = [row["related"] for row in rows if drafts.NUMBER.fullmatch(row.get("related", ""))]
    return headlines([int(number) for number in given], form)


def headlines(numbers, form):
    """The headlines of these articles, in this order, as far as whoever saves may meet them."""
    articles = Article.objects.nameable_by(form.by).filter(pk__in=numbers)
    said = dict(articles.values_list("pk", "headline"))
    return "; ".join(said[number] for number in numbers if number in said)
