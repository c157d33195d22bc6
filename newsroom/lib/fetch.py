"""The one function that fetches from outside, so that nobody can make us fetch from inside.

https on port 443 only, every address of the host public, the checked address is the one that is
connected to, at most three redirects, each checked again, a bounded time and size, no cookies.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

MOST_REDIRECTS = 3
LONGEST = 5.0
LARGEST = 2 * 1024 * 1024
CHUNK = 64 * 1024


class Refused(Exception):
    """This address is not fetched, or did not answer well; the sentence says why."""


@dataclass(frozen=True)
class Fetched:
    address: str
    content_type: str
    body: bytes


def fetch(address, *, largest=LARGEST, resolve=None, connect=None):
    """The body at a public https address. Raises Refused for anything else.

    `resolve(host)` gives the addresses of a host, `connect(host, ip, timeout)` a connection: both
    can be given by a test that has no outside.
    """
    deadline = time.monotonic() + LONGEST
    for _ in range(MOST_REDIRECTS + 1):
        host, path = checked(address)
        ip = public_address(host, resolve or resolved)
        connection = (connect or Pinned)(host, ip, remaining(deadline))
        try:
            answer = ask(connection, host, path)
            if answer.status not in (301, 302, 303, 307, 308):
                return taken(address, answer, deadline, largest)
            address = urljoin(address, answer.getheader("Location") or "")
        except (OSError, http.client.HTTPException) as error:
            raise Refused(f"{host} did not answer well: {type(error).__name__}.") from error
        finally:
            connection.close()
    raise Refused(f"more than {MOST_REDIRECTS} redirects.")


def checked(address):
    """(host, path) of an address of the only form that is fetched."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise Refused("this is no address.") from error
    if parts.scheme != "https" or port not in (None, 443):
        raise Refused("only https addresses on port 443 are fetched.")
    if parts.username or parts.password or not parts.hostname:
        raise Refused("an address with a user name, or without a host, is not fetched.")
    if any(character.isspace() or ord(character) < 33 for character in address):
        raise Refused("this is no address.")
    try:
        host = parts.hostname.encode("idna").decode()
    except UnicodeError as error:
        raise Refused("this host has no name that can be asked for.") from error
    path = parts.path or "/"
    return host, f"{path}?{parts.query}" if parts.query else path


def resolved(host):
    try:
        rows = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    except OSError as error:
        raise Refused(f"{host} has no address.") from error
    return [row[4][0] for row in rows]


def public_address(host, resolve):
    """One address of the host; refused if any of them is not public."""
    addresses = resolve(host)
    if not addresses:
        raise Refused(f"{host} has no address.")
    if not all(is_public(address) for address in addresses):
        raise Refused(f"{host} leads into a network that is not public.")
    return addresses[0]


def is_public(address):
    """Global, and not a way round: mapped, translated and tunnelled forms are looked into."""
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    if ip.version == 6:
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return is_public(str(inner))
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def remaining(deadline):
    left = deadline - time.monotonic()
    if left <= 0:
        raise Refused("it took longer than five seconds.")
    return left


class Pinned(http.client.HTTPSConnection):
    """A connection to the checked address, whose certificate must be the host's."""

    def __init__(self, host, ip, timeout):
        super().__init__(host, 443, timeout=timeout, context=ssl.create_default_context())
        self.ip = ip

    def connect(self):
        plain = socket.create_connection((self.ip, 443), self.timeout)
        self.sock = self._context.wrap_socket(plain, server_hostname=self.host)


def ask(connection, host, path):
    connection.request(
        "GET", path, headers={"Host": host, "User-Agent": "Newsroom", "Accept": "*/*"}
    )
    return connection.getresponse()


def taken(address, answer, deadline, largest):
    if answer.status != 200:
        raise Refused(f"the answer was {answer.status}.")
    body = bytearray()
    while chunk := answer.read(CHUNK):
        body += chunk
        remaining(deadline)
        if len(body) > largest:
            raise Refused("it is too large.")
    return Fetched(address, answer.getheader("Content-Type") or "", bytes(body))
