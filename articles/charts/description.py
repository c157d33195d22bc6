"""What a chart says, in a sentence or two, for whoever does not see it."""

from django.utils.translation import gettext as _


def describe(kind, figures):
    """From what to what each series goes, or which is the most and the least."""
    goes_on = kind in ("line", "area") or figures.positions is not None
    tell = course_of if goes_on and kind not in ("map", "scatter") else extremes_of
    told = [tell(figures, place) for place in range(len(figures.names))]
    return " ".join([*filter(None, told), _("The figures are in the table below.")])


def course_of(figures, place):
    """ "Sea route: 46 (2021) to 20 (2026)." """
    known = known_in(figures, place)
    if not known:
        return ""
    first, last = known[0], known[-1]
    return _("%(name)s: %(first)s (%(first_label)s) to %(last)s (%(last_label)s).") % {
        "name": figures.names[place],
        "first": figures.cells[place][first],
        "first_label": figures.labels[first],
        "last": figures.cells[place][last],
        "last_label": figures.labels[last],
    }


def extremes_of(figures, place):
    """ "Contracts: most Saudi Arabia (6), least Algeria (1)." """
    known = known_in(figures, place)
    if not known:
        return ""
    row = figures.rows[place]
    most, least = max(known, key=row.__getitem__), min(known, key=row.__getitem__)
    return _("%(name)s: most %(most)s (%(most_value)s), least %(least)s (%(least_value)s).") % {
        "name": figures.names[place],
        "most": figures.labels[most],
        "most_value": figures.cells[place][most],
        "least": figures.labels[least],
        "least_value": figures.cells[place][least],
    }


def known_in(figures, place):
    return [i for i, value in enumerate(figures.rows[place]) if value is not None]
