"""Which network a request comes from, and its hash: no address is ever stored."""

import ipaddress

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.utils.crypto import salted_hmac

NOWHERE = "unknown"  # whoever hides where they come from shares one count with all who do


def network_of(request):
    """An IPv4 address, or the /64 of an IPv6 one: what one household or office has.

    The address is the one that allauth limits by: from the proxies that we know, and no others.
    """
    try:
        address = ipaddress.ip_address(get_adapter(request).get_client_ip(request))
    except (ImproperlyConfigured, PermissionDenied, ValueError):
        return NOWHERE
    address = getattr(address, "ipv4_mapped", None) or address
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((int(address), 64), strict=False))


def hashed(network, *, key):
    """The hash under this key and the site's own secret: a copy of the database alone undoes none."""
    secret = f"{settings.SECRET_KEY}{key}"
    return salted_hmac("memberships.meter", network, secret=secret, algorithm="sha256").hexdigest()
