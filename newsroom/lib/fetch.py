"""The one function that fetches from outside, so that nobody can make us fetch from inside.

https on port 443 only, every address of the host public, the checked address is the one that is
connected to, at most three redirects, each checked again, a bounded time and size, no cookies.
"""

import http.client
import io
import ipaddress
import socket
import ssl
import time
from dataclasses import dataclass
from functools import partial
from threading import Thread
from urllib.parse import quote, urljoin, urlsplit

MOST_REDIRECTS = 3
LONGEST = 5.0
LARGEST = 2 * 1024 * 1024
CHUNK = 64 * 1024
# What stands in an address as it is; letters of other alphabets are percent-encoded.
IN_PATH, IN_QUERY = "/%:@!$&'()*+,;=~", "/?%:@!$&'()*+,;=~"
# Global by the registry, or taken for it by older ones, and yet a way inside: site-local, 6to4
# relays, Azure's own, IPv4 in several IPv6 dresses (mapped, 6to4 and Teredo are looked into).
NOT_PUBLIC = [
    ipaddress.ip_network(network)
    for network in (
        "fec0::/10",
        "192.88.99.0/24",
        "168.63.129.16/32",
        "::/96",
        "::ffff:0:0:0/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
    )
]
ISATAP = (0x00005EFE, 0x02005EFE)


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
            connection.response_class = partial(Answer, deadline=deadline)
            answer = ask(connection, host, path)
            remaining(deadline)
            if answer.status not in (301, 302, 303, 307, 308):
                return taken(address, answer, deadline, largest)
            address = urljoin(address, answer.getheader("Location") or "")
        except (OSError, http.client.HTTPException, ValueError) as error:
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
    path, query = quote(parts.path or "/", safe=IN_PATH), quote(parts.query, safe=IN_QUERY)
    return host, f"{path}?{query}" if query else path


def resolved(host):
    """The addresses of a host. A name server has no time limit of its own: hence the thread."""
    rows = []
    asking = Thread(target=look_up, args=(host, rows), daemon=True)
    asking.start()
    asking.join(LONGEST)
    if not rows:
        raise Refused(f"{host} has no address.")
    return [row[4][0] for row in rows]


def look_up(host, rows):
    try:
        rows += socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    except (OSError, ValueError):
        rows.clear()


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
        if int(ip) >> 32 & 0xFFFFFFFF in ISATAP:
            return False
    if any(ip in network for network in NOT_PUBLIC):
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
        deadline = time.monotonic() + self.timeout
        plain = socket.create_connection((self.ip, 443), self.timeout)
        plain.settimeout(remaining(deadline))
        self.sock = self._context.wrap_socket(plain, server_hostname=self.host)


class Answer(http.client.HTTPResponse):
    """An answer that must be whole by the deadline, however slowly its bytes drip."""

    def __init__(self, sock, *args, deadline, **words):
        super().__init__(sock, *args, **words)
        self.fp = io.BufferedReader(Hasty(self.fp.detach(), sock, deadline))


class Hasty(io.RawIOBase):
    """A socket's file in which each receive has only what is left of the time.

    The time limit of a socket begins anew with each byte that arrives.
    """

    def __init__(self, raw, sock, deadline):
        self.raw, self.sock, self.deadline = raw, sock, deadline

    def readable(self):
        return True

    def readinto(self, buffer):
        self.sock.settimeout(remaining(self.deadline))
        return self.raw.readinto(buffer)

    def close(self):
        self.raw.close()
        super().close()


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
