"""One check from seed to report: of this code, or of a live site."""

import secrets

from newsroom.leakcheck import asking, canaries, readers, seeding
from newsroom.leakcheck.crawl import Crawl


def new_edition():
    return canaries.Edition(mark=f"leakcheck{secrets.token_hex(4)}")


def furnished(edition, *, shows=True, states=readers.STATES):
    """Somebody of each state, and what they must not all see."""
    people = readers.everybody(edition, states=states)
    author, editor = people["author"].user, people["editor"].user
    seeding.seed(edition, author, editor, shows=shows)
    if shows:
        seeding.keep_for_readers(edition, [one.user for one in people.values() if one.user])
    return readers.with_openings(edition, people)


def check_code(*, whole, outputs=None):
    """Everything in this process; what it seeds is removed."""
    with canaries.nothing_left_of(new_edition()) as edition:
        people = furnished(edition)
        return Crawl(edition, people, asking.InProcess(), whole=whole, outputs=outputs).run()


def check_site(url, *, whole):
    """A live site that has this database: published stories only, and nothing is written by asking.

    Whoever is somebody only under other settings or from another address cannot ask there.
    """
    states = [one for one in readers.STATES if not one.settings]
    with canaries.nothing_left_of(new_edition()) as edition:
        people = furnished(edition, shows=False, states=states)
        return Crawl(edition, people, asking.OverHttp(url), whole=whole, is_live=True).run()
