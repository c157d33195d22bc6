"""Two people, one article: the second save is shown both texts and decides; nothing goes silently."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles import blocks, differences, revisions

COMPARED = ("headline", "standfirst", "short_headline", "kicker", "dateline", "summary", "note", "slug",
            "picture_caption", "picture_alt", "search_title", "search_description", "share_headline",
            "share_description")  # fmt: skip
CHOSEN = ("kind", "section", "access_level", "language", "lead_picture", "cover")


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

    @property
    def sentence(self):
        return _(
            "%(name)s saved this article at %(time)s, after you opened it. Nothing of yours was"
            " lost, and nothing was saved yet: compare the two below, then save again."
        ) % {"name": self.by, "time": date_format(localtime(self.at), "H:i")}


def between(form):
    """The collision of this form's save with what was saved since it was opened, or None."""
    newest = form.instance.revisions.select_related("made_by").first()
    based_on = int(form.data.get(form.add_prefix("based_on")) or 0)
    if newest is None or newest.number == based_on:
        return None
    texts = {name: newest.values.get(name) or "" for name in COMPARED}
    theirs = {**texts, "body_html": newest.values[revisions.BODY]}
    by = newest.made_by.get_short_name() if newest.made_by else _("Somebody")
    return Collision(newest.number, by, newest.made_at, differing(form, newest.values), theirs)


def differing(form, values):
    """[Difference] between what was saved, left, and what this form says, right."""
    found = []
    for name in names_in(form, COMPARED):
        left, right = values.get(name) or "", (form.data.get(form.add_prefix(name)) or "").strip()
        if left != right:
            found.append(difference(form, name, differences.of_lines([left], [right])))
    left = values[revisions.BODY]
    right = blocks.clean(form.data.get(form.add_prefix("body_html")) or "")
    if left != right:
        found.append(difference(form, "body_html", differences.of_bodies(left, right)))
    return found + [
        chosen(form, name) for name in names_in(form, CHOSEN) if says_other(form, name, values)
    ]


def names_in(form, names):
    """Those that this person's form has: an author's lacks what only editors set."""
    return [name for name in names if name in form.fields]


def difference(form, name, rows):
    return Difference(name, form.fields[name].label, rows)


def says_other(form, name, values):
    return str(values.get(name) or "") != str(form.data.get(form.add_prefix(name)) or "")


def chosen(form, name):
    """A choice has no words to compare: the screen shows mine, this line names the field."""
    return Difference(name, form.fields[name].label, [])
