"""What the memberships hold about a person, how they get a copy of it, and how it goes."""

from newsroom.lib.persons import Held

HELD: dict[str, Held] = {}


def export(user):
    """[(the part's name, its rows as plain data)]"""
    return []


def erase(user, *, at):
    """Nothing of ours stands beside the account yet."""
