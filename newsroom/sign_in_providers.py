"""Sign-in with an account held elsewhere: what the environment names, and nothing else."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from newsroom import environment

ROOM = "allauth.socialaccount.providers"


def read():
    """(apps to install, allauth's SOCIALACCOUNT_PROVIDERS, hosts that a sign-in form leads to)."""
    found = [one for one in (google(), apple(), microsoft(), openid_connect()) if one]
    apps = {f"{ROOM}.openid_connect": None}  # always: its addresses answer 404 where none is set
    providers, hosts = {}, []
    for name, options, host in found:
        apps[f"{ROOM}.{name}"] = None
        providers[name] = options
        hosts.append(host)
    return list(apps), providers, hosts


def google():
    said = environment.together("GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET")
    if said is None:
        return None
    options = {"SCOPE": ["openid", "profile", "email"], "OAUTH_PKCE_ENABLED": True}
    return "google", {**options, "APPS": [app(*said)]}, "https://accounts.google.com"


def apple():
    said = environment.together(
        "APPLE_CLIENT_ID", "APPLE_KEY_ID", "APPLE_TEAM_ID", "APPLE_PRIVATE_KEY"
    )
    if said is None:
        return None
    client, key, team, private = said
    one = {**app(client, key), "key": team, "settings": {"certificate_key": private}}
    return "apple", {"APPS": [one]}, "https://appleid.apple.com"


def microsoft():
    said = environment.together("MICROSOFT_CLIENT_ID", "MICROSOFT_CLIENT_SECRET")
    tenant = environment.text("MICROSOFT_TENANT", "common")
    if said is None:
        return None
    one = {**app(*said), "settings": {"tenant": tenant}}
    return "microsoft", {"APPS": [one]}, "https://login.microsoftonline.com"


def openid_connect():
    said = environment.together("OIDC_SERVER_URL", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
    name = environment.text("OIDC_NAME", "OpenID Connect")
    if said is None:
        return None
    server, client, secret = said
    parts = urlsplit(server)
    if parts.scheme != "https" and environment.mode() == "production":
        raise ImproperlyConfigured("OIDC_SERVER_URL must begin with https://.")
    one = {
        **app(client, secret),
        "provider_id": "oidc",
        "name": name,
        "settings": {"server_url": server, "oauth_pkce_enabled": True},
    }
    return "openid_connect", {"APPS": [one]}, f"{parts.scheme}://{parts.netloc}"


def app(client, secret):
    return {"client_id": client, "secret": secret}
