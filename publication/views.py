"""Standing pages."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from newsroom.lib import caching
from publication.models import Page


@require_safe
@caching.shareable
def page_detail(request, slug):
    page = get_object_or_404(Page, slug=slug)
    return render(request, "publication/page_detail.html", {"page": page})
