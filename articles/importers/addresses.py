"""Addresses in old texts: often broken, and never a reason to lose the text."""

from urllib.parse import SplitResult, unquote, urlsplit

NOTHING = SplitResult("", "", "", "", "")


def parts_of(address):
    """The parts of an address; none for what is no address, such as http://[broken/."""
    try:
        return urlsplit(address)
    except ValueError:
        return NOTHING


def host_of(address):
    return parts_of(address).hostname or ""


def file_name(address):
    """The last word of an address, for people to read."""
    path = parts_of(address).path.rstrip("/")
    return unquote(path.rpartition("/")[2]) or host_of(address) or address


def is_address(address):
    return (
        parts_of(address) is not NOTHING
        and parts_of(address).scheme in ("http", "https", "mailto", "")
        and "\\" not in address
    )


def old_paths(item):
    """Where readers found it: WordPress's short address, and those that the export names."""
    paths = {f"/?p={item.number}"}
    for address in (item.link, item.guid):
        parts = parts_of(address)
        if parts.query:
            paths.add(f"{parts.path or '/'}?{parts.query}")
        elif parts.path:
            paths.add(unquote(parts.path))
    return paths
