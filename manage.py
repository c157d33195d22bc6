#!/usr/bin/env python3
"""Django's command line, which makes its own environment first (newsroom/bootstrap.py)."""

import os
import sys

from newsroom import bootstrap


def main(argv):
    command = argv[1] if len(argv) > 1 else ""
    bootstrap.go_on_in_venv(argv, with_tests=command == "test")
    if command == "test":
        from newsroom import testing

        testing.hand_over(argv[2:])
    if command == "demo":
        from newsroom.demo import launcher

        sys.exit(launcher.main(argv[2:]))
    if command == "serve":
        os.environ.setdefault("NEWSROOM_MODE", "production")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        settings.DEBUG  # noqa: B018  (reads the settings: one that does not parse stops here)
        execute_from_command_line(argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Newsroom does not start: {error}")


if __name__ == "__main__":
    main(sys.argv)
