"""Authenticator apps, passkeys and recovery codes, where they differ here."""

import base64
import hashlib
import ipaddress

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

from publication.models import SiteSettings

SALT = b"accounts.second_steps"


class SecondSteps(DefaultMFAAdapter):
    """The paper's name stands in the app and on the passkey; what is kept is kept encrypted."""

    def _get_site_name(self):
        return SiteSettings.current().name

    def encrypt(self, text):
        return ciphers().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return ciphers().decrypt(encrypted_text.encode()).decode()


def ciphers():
    """Of the secret key, and of earlier ones: a secret is read with the key it was written with."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.blake2b(key.encode(), key=SALT, digest_size=32).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def are_passkeys_possible(request):
    """A passkey belongs to a host name: browsers make none for a bare IP address."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return True
    return False
