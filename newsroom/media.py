"""Pictures served by the site itself, where no nginx stands in front: demo and development."""

from django.conf import settings
from django.http import Http404
from django.views.decorators.http import require_safe
from django.views.static import serve

SANDBOX = "default-src 'none'; sandbox"
KEPT = "public, max-age=86400"


@require_safe
def media(request, path):
    """A file of MEDIA_ROOT that no browser will run. In production nginx does this."""
    if settings.PRODUCTION:
        raise Http404
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response["Cache-Control"] = KEPT
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    return response
