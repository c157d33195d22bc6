"""A small OpenID Connect provider on loopback: real HTTP, real tokens signed with RSA. For tests only."""

import base64
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET, KEY_ID = "newsroom", "a secret of the provider", "key-1"


def number(value):
    octets = value.to_bytes((value.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


class IdentityProvider:
    """Whoever comes is signed in as `person` at once: the claims that its tokens carry."""

    def __init__(self):
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.person, self.codes, self.overrides = {}, {}, {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(self))
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def configuration(self):
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self):
        public = self.key.public_key().public_numbers()
        return {
            "keys": [
                {
                    "kty": "RSA", "kid": KEY_ID, "use": "sig", "alg": "RS256",
                    "n": number(public.n), "e": number(public.e),
                }
            ]
        }  # fmt: skip

    def authorize(self, asked):
        """Back to where they came from, with a code that works once."""
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, asked):
        granted = self.codes.pop(asked.get("code"), None)
        if granted is None or asked.get("client_secret") != SECRET:
            return 400, {"error": "invalid_grant"}
        claims = {
            **self.person, "iss": self.url, "aud": CLIENT, "iat": int(time.time()),
            "exp": int(time.time()) + 300, "jti": secrets.token_hex(8), **self.overrides,
        }  # fmt: skip
        signed = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": KEY_ID})
        return 200, {"access_token": "t", "token_type": "Bearer", "id_token": signed}


def handler_of(provider):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):  # noqa: N802  (the library's name)
            path, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
            if path == "/authorize":
                self.send_response(302)
                asked = {name: values[0] for name, values in query.items()}
                self.send_header("Location", provider.authorize(asked))
                self.end_headers()
            elif path == "/userinfo":
                self.say(200, provider.person)
            else:
                keys = path == "/keys"
                self.say(200, provider.keys() if keys else provider.configuration())

        def do_POST(self):  # noqa: N802
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.say(*provider.token({name: v[0] for name, v in parse_qs(body).items()}))

        def say(self, status, words):
            body = json.dumps(words).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words):
            """Quietly."""

    return Handler
