"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from newsroom import checks

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
application = get_wsgi_application()
checks.refuse_unsafe()
