"""A copy of all that we hold about one person: one JSON file, made on demand, row by row."""

import json
from datetime import timedelta

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from accounts.models import DataRequest, User
from newsroom import privacy


class TooManyCopies(Exception):
    """As many were made today as anybody may have."""


@transaction.atomic
def begin(user, *, at):
    """Write down that a copy is made; TooManyCopies where a day's number is reached."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    exported = DataRequest.Kind.EXPORTED
    made = user.data_requests.filter(kind=exported, at__gt=at - timedelta(days=1))
    if made.count() >= settings.DATA_EXPORTS_A_DAY:
        raise TooManyCopies
    user.data_requests.create(kind=exported, at=at)


def written(user, *, at):
    """The file in pieces, so that a heavy reader's is never whole in memory."""
    yield '{\n"made_at": ' + json.dumps(at.isoformat())
    for name, rows in privacy.export(user):
        yield f",\n{json.dumps(name)}: ["
        for number, row in enumerate(rows):
            yield (",\n" if number else "\n") + json.dumps(
                row, cls=DjangoJSONEncoder, ensure_ascii=False
            )
        yield "]"
    yield "\n}\n"
