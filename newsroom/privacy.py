"""A person's data in the whole site: each app gives and removes its own, then the records are cleaned."""

import itertools
import logging
import re

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django_tasks_db.models import DBTaskResult

from accounts import deletion
from accounts import privacy as accounts_privacy
from accounts.models import AccountDeletion, DataRequest, OutgoingMail, User
from articles import privacy as articles_privacy
from memberships import privacy as memberships_privacy
from newsroom.lib.persons import Fate, Held
from newsroom.models import Alert, JobRun

log = logging.getLogger(__name__)

# From the top down: the account goes last.
APPS = (articles_privacy, memberships_privacy, accounts_privacy)
MACHINERY = "It is a record of the machinery, which names a person only where something failed."
RECORDS = {
    "admin.LogEntry": Held(
        Fate.ERASED, not_exported_because="It is work in the newsroom's own pages."
    ),
    "newsroom.Alert": Held(Fate.ANONYMISED, not_exported_because=MACHINERY),
    "newsroom.JobRun": Held(Fate.ANONYMISED, not_exported_because=MACHINERY),
    "django_tasks_database.DBTaskResult": Held(Fate.ERASED, not_exported_because=MACHINERY),
    "publication.SiteSettings": Held(
        Fate.KEPT,
        not_exported_because="Its addresses are the paper's.",
        kept_because="Its addresses are the paper's.",
    ),
}
# Columns that repeat what went wrong, perhaps with an address in it.
TELLING = ((Alert, "message"), (JobRun, "error"), (OutgoingMail, "last_error"))
GONE = "[deleted]"


class NobodyLeft(Exception):
    """The account is the only superuser's: a person must look first."""


def held():
    """Every model that leads to a person, and what happens to its rows."""
    return RECORDS | {name: how for app in APPS for name, how in app.HELD.items()}


def export(user):
    """[(the part's name, its rows as plain data)] of all apps."""
    return itertools.chain.from_iterable(app.export(user) for app in reversed(APPS))


def erase_due(*, at):
    """Delete the accounts whose days of grace are over. One that fails stops no other."""
    failed = 0
    for number in list(AccountDeletion.objects.due(at).values_list("pk", flat=True)):
        try:
            erase_planned(number, at=at)
        except Exception:
            log.exception("planned deletion %s failed", number)
            failed += 1
    if failed:
        raise RuntimeError(f"{failed} planned deletions failed; the log says why.")


@transaction.atomic
def erase_planned(number, *, at):
    """Delete one account, unless that was taken back meanwhile or a mail to it is just leaving."""
    planned = AccountDeletion.objects.due(at).select_for_update(skip_locked=True).filter(pk=number)
    found = planned.first()
    if found is None or accounts_privacy.is_being_written_to(found.user):
        return False
    if deletion.is_last_superuser(found.user):
        raise NobodyLeft
    erase(found.user, at=at)
    return True


@transaction.atomic
def erase(user, *, at):
    """Remove a person from all apps and records; an audit row says that it was done."""
    number, addresses = user.pk, accounts_privacy.addresses_of(user)
    for app in APPS:
        app.erase(user, at=at)
    clean_records(number, addresses)
    DataRequest.objects.create(kind=DataRequest.Kind.ERASED, at=at)


def clean_records(number, addresses):
    """Take the person's addresses out of what the machinery wrote down."""
    for model, column in TELLING:
        take_out(model, column, addresses)
    DBTaskResult.objects.filter(mention(addresses, "args_kwargs", "traceback")).delete()
    users = ContentType.objects.get_for_model(User)
    about = Q(content_type=users, object_id=str(number))
    about |= mention(addresses, "object_repr", "change_message")
    LogEntry.objects.filter(about).update(object_repr=GONE, change_message="")


def mention(words, *columns):
    found = Q(pk=None)
    for word, column in itertools.product(words, columns):
        found |= Q(**{f"{column}__icontains": word})
    return found


def take_out(model, column, words):
    pattern = re.compile("|".join(re.escape(word) for word in words), re.IGNORECASE)
    for row in model.objects.filter(mention(words, column)):
        setattr(row, column, pattern.sub(GONE, getattr(row, column)))
        row.save(update_fields=[column])
