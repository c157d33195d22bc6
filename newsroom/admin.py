"""Operations in the admin: alerts, runs of jobs and tasks. To be read; only alerts are closed."""

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult
from unfold.admin import ModelAdmin

from newsroom.models import Alert, JobRun


class ReadOnlyAdmin(ModelAdmin):
    """What the machinery writes: nobody adds, changes or deletes it by hand."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Alert)
class AlertAdmin(ReadOnlyAdmin):
    fields = ["message", "key", "opened_at", "closed_at"]
    list_display = ["message", "opened_at", "closed_at"]
    list_filter = [("closed_at", admin.EmptyFieldListFilter)]
    ordering = ["-opened_at"]
    actions = ["close_now"]

    @admin.action(description=_("Close: it is mended"), permissions=["view"])
    def close_now(self, request, alerts):
        alerts.filter(closed_at=None).update(closed_at=timezone.now())
        self.message_user(request, _("Closed."), messages.SUCCESS)


@admin.register(JobRun)
class JobRunAdmin(ReadOnlyAdmin):
    fields = ["job", "slot", "started_at", "finished_at", "error"]
    list_display = ["job", "slot", "started_at", "finished_at", "failed"]
    list_filter = ["job"]
    ordering = ["-slot"]
    show_full_result_count = False

    @admin.display(description=_("failed"), boolean=True)
    def failed(self, run):
        return bool(run.error)


if admin.site.is_registered(DBTaskResult):
    admin.site.unregister(DBTaskResult)


@admin.register(DBTaskResult)
class TaskAdmin(ReadOnlyAdmin):
    fields = [
        "task_path",
        "status",
        "queue_name",
        "enqueued_at",
        "started_at",
        "finished_at",
        "exception_class_path",
        "traceback",
    ]
    list_display = ["task_path", "status", "queue_name", "enqueued_at", "finished_at"]
    list_filter = ["status", "queue_name"]
    ordering = ["-enqueued_at"]
    show_full_result_count = False
