"""What is done to many articles at once: named, asked once more, done one by one, each with its row."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.widgets import UnfoldAdminSelectWidget

from articles import checklist, rights, sorting, workflow
from articles.models import Article, Section, Topic
from articles.models.workflow import WrongStage

MOST = 100
AUTOCOMPLETE = {"class": "unfold-admin-autocomplete"}


def publish(article, said, *, at, by):
    wants = [found.sentence for found in checklist.findings(article) if found.holds_back]
    if wants:
        raise ValidationError(wants)
    article.publish(at=at, by=by)


def withdraw(article, said, *, at, by):
    if article.published_at is None:
        raise WrongStage(_("It is not published."))
    article.withdraw(at=at, by=by)


def assign(article, said, *, at, by):
    workflow.assign(article, said["choice"], by=by)


def move(article, said, *, at, by):
    sorting.move_to_section(article, said["choice"], by=by)


def label(article, said, *, at, by):
    sorting.add_topic(article, said["choice"], by=by)


def a_colleague(model_admin):
    return forms.ModelChoiceField(
        rights.colleagues(), label=_("To"), required=False, empty_label=_("nobody"),
        widget=UnfoldAdminSelectWidget,
    )  # fmt: skip


def a_section(model_admin):
    sections = Section.objects.order_by("position", "name")
    return forms.ModelChoiceField(sections, label=_("Section"), widget=UnfoldAdminSelectWidget)


def a_topic(model_admin):
    field = Article._meta.get_field("topics")
    widget = AutocompleteSelect(field, model_admin.admin_site, attrs=AUTOCOMPLETE)
    return forms.ModelChoiceField(Topic.objects.all(), label=_("Topic"), widget=widget)


@dataclass(frozen=True)
class Bulk:
    """One thing to do: what is asked first, what is chosen, and what is done to each."""

    question: str
    button: str
    do: Callable
    choice: Callable | None = None


ACTIONS = {
    "publish_now": Bulk(
        gettext_lazy("Publish these articles? Readers will see them at once."),
        gettext_lazy("Publish"),
        publish,
    ),
    "withdraw_now": Bulk(
        gettext_lazy("Withdraw these articles? Their addresses will say that they are gone."),
        gettext_lazy("Withdraw"),
        withdraw,
    ),
    "assign": Bulk(
        gettext_lazy("Whose work are these articles next?"),
        gettext_lazy("Assign"),
        assign,
        a_colleague,
    ),
    "move": Bulk(
        gettext_lazy("Into which section? Old addresses go on leading to the articles."),
        gettext_lazy("Move"),
        move,
        a_section,
    ),
    "label": Bulk(
        gettext_lazy("Which topic do these articles get?"), gettext_lazy("Add"), label, a_topic
    ),
}


class Choice(forms.Form):
    """What is chosen for all of them, if anything."""

    def __init__(self, bulk, model_admin, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if bulk.choice:
            self.fields["choice"] = bulk.choice(model_admin)


def run(model_admin, request, articles, name):
    """Ask; once it is confirmed, do it and go back to the list as it was."""
    bulk, numbers = ACTIONS[name], list(articles.values_list("pk", flat=True)[: MOST + 1])
    if len(numbers) > MOST:
        too_many = _("At most %(most)d articles at once. Nothing was changed.") % {"most": MOST}
        model_admin.message_user(request, too_many, messages.WARNING)
        return None
    is_confirmed = "confirmed" in request.POST
    form = Choice(bulk, model_admin, request.POST if is_confirmed else None)
    if not (is_confirmed and form.is_valid()):
        return ask(model_admin, request, name, numbers, form)
    refused = do_to_each(numbers, bulk, form.cleaned_data, by=request.user)
    report(model_admin, request, len(numbers) - len(refused), refused)
    return HttpResponseRedirect(request.get_full_path())


def ask(model_admin, request, name, numbers, form):
    bulk = ACTIONS[name]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": bulk.question,
        "bulk": bulk,
        "action": name,
        "articles": Article.objects.filter(pk__in=numbers).for_lists().newest_first(),
        "form": form,
        "opts": model_admin.model._meta,
        "media": model_admin.media + form.media,
        "back": request.get_full_path(),
    }
    return TemplateResponse(request, "admin/articles/article/bulk.html", context)


def do_to_each(numbers, bulk, said, *, by):
    """[(article, why not)] of those to which it could not be done; the others are done."""
    refused, at = [], timezone.now()
    for number in numbers:
        with transaction.atomic():
            article = Article.objects.select_for_update(of=("self",)).filter(pk=number).first()
            if article is None:
                continue
            try:
                with transaction.atomic():
                    bulk.do(article, said, at=at, by=by)
            except (ValidationError, WrongStage) as error:
                refused.append((article, error))
    return refused


def report(model_admin, request, count, refused):
    if count:
        done = ngettext("One article done.", "%(count)d articles done.", count) % {"count": count}
        model_admin.message_user(request, done, messages.SUCCESS)
    for article, error in refused:
        why = " ".join(getattr(error, "messages", [str(error)]))
        model_admin.message_user(request, f"{article.headline}: {why}", messages.WARNING)
