"""Search engines that may read what is gated: nobody, unless the operator says so.

A crawler is known by its address: it lies in a range that the search engine publishes, or DNS names
it backwards and forwards. What it calls itself opens nothing. It must say its name all the same:
tools with which anybody looks at a page through the search engine come from the same addresses,
under other names, and get the lead-in.
"""

import ipaddress
import threading
import time
from collections import OrderedDict
from datetime import timedelta
from functools import lru_cache

import dns.exception
import dns.resolver
import dns.reversename
from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied

from memberships import crawler_ranges
from memberships.access import Reader
from newsroom.lib import caching

CRAWLER = Reader(is_crawler=True)
# Names under a search engine's domain whose fetches its users trigger.
FETCHERS = ("rate-limited-proxy-", "google-proxy-")
# One address is looked up in this many seconds at most, and no more than so many at once.
SECONDS, ONE_TRY, AT_ONCE = 1.0, 0.5, 2
MOST_NAMES, MOST_ADDRESSES = 3, 2000
# How long an answer is believed; None: DNS did not answer.
KEPT = {
    True: timedelta(minutes=10),
    False: timedelta(minutes=5),
    None: timedelta(seconds=30),
}


class Memory:
    """What was found out about addresses, for some minutes; the oldest go first."""

    def __init__(self, most):
        self.most, self.rows, self.lock = most, OrderedDict(), threading.Lock()

    def recall(self, address, *, at):
        """(is it known?, the answer)"""
        with self.lock:
            answer, until = self.rows.get(address, (None, at))
        return at < until, answer

    def keep(self, address, answer, *, at):
        with self.lock:
            self.rows[address] = (answer, at + KEPT[answer])
            self.rows.move_to_end(address)
            while len(self.rows) > self.most:
                self.rows.popitem(last=False)

    def forget(self):
        with self.lock:
            self.rows.clear()


memory = Memory(MOST_ADDRESSES)
places = threading.BoundedSemaphore(AT_ONCE)


def may_read(request, *, at):
    """Is this a verified crawler? Asked only where a reader was refused; when in doubt it is none."""
    if not settings.CRAWLERS_READ or request.method not in ("GET", "HEAD"):
        return False
    if caching.is_known(request) or not says_its_name(request):
        return False
    address = address_of(request)
    return address is not None and (crawler_ranges.hold(address) or is_named(address, at=at))


def says_its_name(request):
    words = request.headers.get("User-Agent", "")
    return any(name in words for name in settings.CRAWLER_AGENTS)


def address_of(request):
    """Where the request comes from: past our own proxies, and never by what a stranger forwards."""
    try:
        address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    except (ValueError, PermissionDenied, ImproperlyConfigured):
        return None
    return getattr(address, "ipv4_mapped", None) or address


def is_named(address, *, at):
    """Does DNS say so? Remembered; not asked while too many ask."""
    is_remembered, answer = memory.recall(address, at=at)
    if not is_remembered:
        if not places.acquire(blocking=False):
            return False
        try:
            answer = looked_up(address)
        finally:
            places.release()
        memory.keep(address, answer, at=at)
    return answer is True


def looked_up(address):
    """True, False, or None where DNS gave no answer in time."""
    try:
        ask = Question(time.monotonic() + SECONDS)
        names = ask(dns.reversename.from_address(str(address)), "PTR")
        ours = [row.target for row in names if is_of_a_crawler(row.target)][:MOST_NAMES]
        kind = "A" if address.version == 4 else "AAAA"
        found = {ipaddress.ip_address(row.address) for name in ours for row in ask(name, kind)}
    except (dns.exception.DNSException, OSError):
        return None
    return address in found


class Question:
    """Asks DNS until its time is over."""

    def __init__(self, deadline):
        self.deadline = deadline
        self.resolver = resolver_at(tuple(settings.CRAWLER_RESOLVERS))

    def __call__(self, name, kind):
        """The rows that the name has; none where there is no such name."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise dns.exception.Timeout
        try:
            return list(self.resolver.resolve(name, kind, lifetime=left, search=False))
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []


@lru_cache(maxsize=4)
def resolver_at(servers):
    """The machine's own resolver, or "address" or "address#port" where the settings name some."""
    resolver = dns.resolver.Resolver(configure=not servers)
    resolver.timeout = ONE_TRY
    pairs = [server.partition("#") for server in servers]
    if pairs:
        resolver.nameservers = [address for address, _hash, _port in pairs]
        resolver.nameserver_ports = {address: int(port or 53) for address, _hash, port in pairs}
    return resolver


def is_of_a_crawler(target):
    """By whole labels at its end: crawl-1.googlebot.com, and never googlebot.com.evil.example."""
    name = target.to_text(omit_final_dot=True).lower()
    of_domain = any(name.endswith(f".{domain.lower()}") for domain in settings.CRAWLER_DOMAINS)
    return of_domain and not name.startswith(FETCHERS)
