"""The inbox page: what the sink keeps, shown on loopback; nothing in a mail runs."""

import html
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/style.css"></head>
<body><header><a href="/">Inbox</a> <small>Mail of the demo. Nothing here was sent to anybody.</small></header>
<main>{main}</main></body></html>"""
STYLE = """
:root{color-scheme:light dark;--paper:light-dark(#fbfbf8,#0f1614);--ink:light-dark(#121a18,#e8ece8);
--soft:light-dark(#4a5753,#a9b5b0);--rule:light-dark(#cbd2ce,#34413d);--green:light-dark(#00635a,#5cc2b0)}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.5 Georgia,serif}
header,main{max-width:56rem;margin:auto;padding:1rem}header{border-bottom:1px solid var(--ink);display:flex;gap:1rem;align-items:baseline}
header a{font:600 1.6rem Georgia,serif;color:inherit;text-decoration:none}small,dt{color:var(--soft);font:500 .8rem system-ui,sans-serif}
ul{list-style:none;padding:0;margin:0}li{border-bottom:1px solid var(--rule);padding:.7rem 0}li a{color:inherit;text-decoration:none;font-size:1.15rem;display:block}
a:hover{color:var(--green)}a:focus-visible,iframe:focus-visible{outline:3px solid var(--green);outline-offset:2px}
iframe{width:100%;height:70vh;border:1px solid var(--rule);background:#fff}pre{white-space:pre-wrap;overflow-wrap:anywhere;font:15px/1.5 ui-monospace,monospace;border-top:1px solid var(--rule);padding-top:1rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dd{margin:0;overflow-wrap:anywhere}h1{font-size:1.7rem;line-height:1.2}
"""
FRAME = "default-src 'none'; style-src 'unsafe-inline'; img-src data: http:; sandbox"
OWN = "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'none'; base-uri 'none'"


def serve(store, host, port):
    """A server for this store; call serve_forever() on it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):  # noqa: N802  (http.server's name)
            status, kind, body, policy = answer(store, urlsplit(self.path).path)
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Security-Policy", policy)
            self.send_header("Cache-Control", "no-store")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            """Quiet: the demo's terminal is for people."""

    return ThreadingHTTPServer((host, port), Handler)


def answer(store, path):
    """(status, content type, bytes, policy) for an address of the inbox."""
    words = path.strip("/").split("/")
    if path == "/":
        return 200, "text/html", page("Inbox", listing(store)), OWN
    if path == "/style.css":
        return 200, "text/css", STYLE.encode(), OWN
    mail = store.read(words[0])
    if mail is None or len(words) > 2:
        main = "<h1>No such mail</h1><p><a href='/'>Back to the inbox</a></p>"
        return 404, "text/html", page("Not found", main), OWN
    if words[1:] == ["html"]:
        return 200, "text/html", mail.part("html").encode(), FRAME
    if words[1:] == ["raw"]:
        return 200, "text/plain", mail.message.as_bytes(), OWN
    return 200, "text/html", page(mail.subject, shown(mail)), OWN


def page(title, main):
    return PAGE.format(title=html.escape(title), main=main).encode()


def listing(store):
    rows = [
        f'<li><a href="/{mail.name}">{html.escape(mail.subject or "(no subject)")}</a>'
        f"<small>{html.escape(mail.to)} · {html.escape(mail.message['date'] or '')}</small></li>"
        for mail in store.newest()
    ]
    return f"<ul>{''.join(rows)}</ul>" if rows else "<p>No mail yet.</p>"


def shown(mail):
    headers = "".join(
        f"<dt>{html.escape(name)}</dt><dd>{html.escape(str(value))}</dd>"
        for name, value in mail.message.items()
    )
    frame = ""
    if mail.part("html"):
        frame = f'<iframe src="/{mail.name}/html" title="The mail as HTML" sandbox></iframe>'
    text = f"<pre>{html.escape(mail.part('plain'))}</pre>"
    return f"<h1>{html.escape(mail.subject)}</h1><dl>{headers}</dl>{frame}{text}"
