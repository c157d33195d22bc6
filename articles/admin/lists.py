"""The desk's list of articles: what it shows, how it is searched and narrowed, what is done from it."""

from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db import OperationalError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from psycopg2.errors import QueryCanceled
from unfold.decorators import display
from unfold.views import ChangeList

from articles import desk_search, rights
from articles.admin import bulk
from articles.admin.list_filters import FILTERS, STATES, is_allowed
from articles.models import WorkingCopy

COUNTED = 1000
COLOURS = {"draft": "", "submitted": "warning", "in_edit": "info", "ready": "primary",
           "scheduled": "info", "live": "success", "withdrawn": "danger"}  # fmt: skip
# (what the tab says, what it asks for, for editors only?)
VIEWS = [
    (_("All"), {}, False),
    (_("My drafts"), {"whose": "mine", "state": "draft"}, False),
    (_("Assigned to me"), {"whose": "assigned"}, False),
    (_("Waiting for edit"), {"state": "submitted"}, True),
    (_("Scheduled today"), {"state": "scheduled", "when": "today"}, True),
    (_("Live today"), {"state": "live", "when": "today"}, True),
]


class BoundedPaginator(Paginator):
    """Finds a thousand and no more: whoever looks for others narrows the list.

    What is found is looked for once: a page's rows are then asked for by their numbers.
    """

    @cached_property
    def numbers(self):
        return list(self.object_list.values_list("pk", flat=True)[: COUNTED + 1])

    @cached_property
    def count(self):
        return len(self.numbers)

    def page(self, number):
        number = self.validate_number(number)
        numbers = self.numbers[:COUNTED][(number - 1) * self.per_page : number * self.per_page]
        return self._get_page(self.object_list.filter(pk__in=numbers), number, self)

    @property
    def is_cut(self):
        return self.count > COUNTED

    @cached_property
    def num_pages(self):
        return max(1, -(-min(self.count, COUNTED) // self.per_page))


class BoundedList(ChangeList):
    """A list of which only what its paginator found is asked for, also where it is one page."""

    def get_results(self, request):
        super().get_results(request)
        page = self.paginator.page(self.page_num if self.multi_page else 1)
        self.result_list = page.object_list


class DeskList(BoundedList):
    """One page of articles with what each line shows: two queries, whatever the size of the archive."""

    def get_filters(self, request):
        """No filter of ours finds an article twice, so nothing has to be made distinct."""
        specs, has_any, rest, _may_repeat, has_active = super().get_filters(request)
        return specs, has_any, rest, False, has_active

    def get_queryset(self, request, exclude_parameters=None):
        return super().get_queryset(request, exclude_parameters).for_lists()

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        names = names_at([article.pk for article in self.result_list])
        for article in self.result_list:
            article.open_with = names.get(article.pk, [])


def names_at(numbers):
    """{article: names of those who have it open now}."""
    copies = WorkingCopy.objects.open_now().filter(article__in=numbers).select_related("user")
    people = {}
    for copy in copies.order_by("opened_at"):
        people.setdefault(copy.article_id, {})[copy.user_id] = copy.user.get_short_name()
    return {number: list(names.values()) for number, names in people.items()}


class DeskLists:
    """The list half of ArticleAdmin."""

    list_display = ["listed_headline", "listed_state", "listed_section", "listed_byline", "listed_access",
                    "listed_assigned", "listed_open", "listed_published", "listed_modified"]  # fmt: skip
    list_display_links = ["listed_headline"]
    list_filter = FILTERS
    list_filter_submit = True
    list_per_page = 50
    list_max_show_all = 0
    list_disable_select_all = True
    list_before_template = "admin/articles/article/includes/views.html"
    paginator = BoundedPaginator
    empty_value_display = ""
    sortable_by = ()
    search_fields = ["headline"]  # shows the box; get_search_results() does the work
    search_help_text = _("Words of the headline or the text, or an address. Finds drafts, too.")
    actions = ["publish_now", "withdraw_now", "assign", "move", "label"]
    # Drafts first, then what is scheduled, then the newest: the order that the indexes have.
    ordering = ["-published_at", "-pk"]
    show_full_result_count = False

    def get_changelist(self, request, **kwargs):
        return DeskList

    def lookup_allowed(self, lookup, value, request=None):
        return is_allowed(lookup)

    def get_search_results(self, request, articles, query):
        return desk_search.found_by(articles, query), False

    def changelist_view(self, request, extra_context=None):
        """A search that takes too long is given up with a sentence, not with an error."""
        context = {**(extra_context or {}), "views": self.views_for(request)}
        try:
            return super().changelist_view(request, context)
        except OperationalError as error:
            if not isinstance(error.__cause__, QueryCanceled) or not request.GET:
                raise
            sentence = _("This took too long and was given up. Fewer or rarer words are quicker.")
            self.message_user(request, sentence, messages.WARNING)
            return HttpResponseRedirect(request.path)

    def views_for(self, request):
        """The tabs above the list: each is nothing but filters that a person could have chosen."""
        address, is_editor = (
            reverse("admin:articles_article_changelist"),
            rights.may_edit_any(request.user),
        )
        asked = request.GET.dict()
        return [
            {
                "label": label,
                "url": f"{address}?{urlencode(filters)}" if filters else address,
                "is_here": asked == filters,
            }
            for label, filters, for_editors in VIEWS
            if is_editor or not for_editors
        ]

    # What is done from the list.

    def has_publish_permission(self, request):
        return rights.may_publish(request.user)

    def has_edit_any_permission(self, request):
        return rights.may_edit_any(request.user)

    @admin.action(description=_("Publish now"), permissions=["publish"])
    def publish_now(self, request, articles):
        return bulk.run(self, request, articles, "publish_now")

    @admin.action(description=_("Withdraw"), permissions=["publish"])
    def withdraw_now(self, request, articles):
        return bulk.run(self, request, articles, "withdraw_now")

    @admin.action(description=_("Assign"), permissions=["edit_any"])
    def assign(self, request, articles):
        return bulk.run(self, request, articles, "assign")

    @admin.action(description=_("Change section"), permissions=["edit_any"])
    def move(self, request, articles):
        return bulk.run(self, request, articles, "move")

    @admin.action(description=_("Add topic"), permissions=["edit_any"])
    def label(self, request, articles):
        return bulk.run(self, request, articles, "label")

    # What a line shows.

    @display(description=_("headline"))
    def listed_headline(self, article):
        return format_html('<span class="desk-listed" dir="auto">{}</span>', article.headline)

    @display(description=_("state"), label=COLOURS)
    def listed_state(self, article):
        return article.state, STATES[article.state]

    @display(description=_("section"))
    def listed_section(self, article):
        return article.section.name

    @display(description=_("byline"))
    def listed_byline(self, article):
        return ", ".join(row["name"] for row in article.byline_rows)

    @display(description=_("access"))
    def listed_access(self, article):
        return article.get_access_level_display()

    @display(description=_("assigned to"))
    def listed_assigned(self, article):
        return article.assigned_to and article.assigned_to.get_short_name()

    @display(description=_("open now"))
    def listed_open(self, article):
        return ", ".join(article.open_with)

    @display(description=_("published"))
    def listed_published(self, article):
        return in_words(article.published_at)

    @display(description=_("changed"))
    def listed_modified(self, article):
        return in_words(article.modified_at)


def in_words(moment):
    """By the clocks of the paper; the year where it is another."""
    if moment is None:
        return None
    here = timezone.localtime(moment)
    is_this_year = here.year == timezone.localtime().year
    words = date_format(here, "j M, H:i" if is_this_year else "j M Y")
    return format_html('<span class="desk-when">{}</span>', words)
