"""The ranges of addresses that search engines publish for their crawlers: files that the operator downloads."""

import ipaddress
import json
import logging
from functools import lru_cache
from pathlib import Path

from django.conf import settings

log = logging.getLogger(__name__)


def hold(address):
    """Does this address lie in one of them?"""
    return any(address in network for path in settings.CRAWLER_RANGES for network in read(path))


def read(path):
    """The networks of a file as it is now; none where it cannot be read."""
    try:
        return networks_of(path, Path(path).stat().st_mtime_ns)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        log.error("The ranges of crawlers in %s cannot be read: %s", path, error)
        return ()


@lru_cache(maxsize=20)
def networks_of(path, changed_at):
    rows = json.loads(Path(path).read_text(encoding="utf-8"))["prefixes"]
    prefixes = [row.get("ipv4Prefix") or row["ipv6Prefix"] for row in rows]
    return tuple(ipaddress.ip_network(prefix) for prefix in prefixes)


def unreadable(paths):
    """Those of the files in which there is not a single network."""
    return [path for path in paths if not read(path)]
