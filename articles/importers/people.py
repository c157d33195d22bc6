"""Who wrote it: the accounts of the old site become authors, everybody else is a guest.

An account is known by site and login, never by a slug: j.doe and jdoe are two people, and two
names in Arabic are not one author without a name.
"""

from dataclasses import dataclass

from articles.importers.report import Report
from articles.importers.words import fingerprint, slug_of, words_of
from articles.models import Author, Byline, ImportedItem

LONGEST = 120


@dataclass
class People:
    """The writers of one export. `accounts` leads from a login to a name."""

    site: str
    accounts: dict
    report: Report

    def sign(self, article, item):
        """The co-authors in their order, each once; else whoever posted it."""
        named = {nicename: name for domain, nicename, name in item.categories if domain == "author"}
        if not named and item.creator:
            named = {item.creator: item.creator}
        article.bylines.all().delete()
        signed = [self.who(login.removeprefix("cap-"), name) for login, name in named.items()]
        for position, who in enumerate(dict.fromkeys(signed)):
            field = "author" if isinstance(who, Author) else "guest_name"
            Byline.objects.create(article=article, position=position, **{field: who})

    def who(self, login, name):
        """An author, or the name of a guest; never an e-mail address."""
        if login in self.accounts:
            return self.author(login, name_in(self.accounts[login]) or name_in(login))
        return (name_in(name) or name_in(login))[:LONGEST] or "?"

    def author(self, login, name):
        key = f"wordpress:{self.site[:100]}:author:{fingerprint(login)}"
        known = ImportedItem.objects.select_related("author").filter(key=key).first()
        if known:
            return known.author
        author = self.new_author(login, name[:LONGEST] or "?")
        ImportedItem.objects.create(key=key, author=author)
        return author

    def new_author(self, login, name):
        """Somebody of that name who is nobody else's account, or a new author."""
        slug = slug_of(login.partition("@")[0], name, otherwise="author", longest=LONGEST - 20)
        taken = Author.objects.filter(slug=slug).first()
        if taken is None:
            return Author.objects.create(slug=slug, name=name)
        if taken.name == name and not ImportedItem.objects.filter(author=taken).exists():
            return taken
        self.report.add("changed", f"author {name}", f"{taken.name} has the address “{slug}”")
        return Author.objects.create(slug=f"{slug}-{fingerprint(login)[:8]}", name=name)


def name_in(text):
    """A name for everybody to read: of an e-mail address, what stands before the @."""
    name = words_of(text)
    return name if " " in name else name.partition("@")[0]
