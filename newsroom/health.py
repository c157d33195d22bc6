"""Is it alive, is it ready? No detail: whoever may know more reads the log."""

from datetime import timedelta

from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import SendingPause
from newsroom.lib import background, caching

QUEUE_TOO_OLD = timedelta(minutes=10)


@require_safe
@caching.private
def healthz(request):
    """The process answers. Nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@caching.private
def readyz(request):
    """The database answers, all migrations are applied, the queue moves: 200, else 503."""
    if is_ready():
        return HttpResponse("ready\n", content_type="text/plain")
    return HttpResponse("not ready\n", content_type="text/plain", status=503)


def queue_moves():
    """Or rests because an operator paused it: readers are served all the same."""
    return SendingPause.stands() or background.queue_age(at=timezone.now()) < QUEUE_TOO_OLD


def is_ready():
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        return not waiting and queue_moves()
    except DatabaseError:
        return False
