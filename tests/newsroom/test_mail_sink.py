"""The local mail sink: it keeps every mail and shows it without running anything in it."""

from email.message import EmailMessage

import pytest
from django.core.management import CommandError, call_command

from newsroom.mail_sink import inbox
from newsroom.mail_sink.store import Store

EVIL = "<script>steal()</script>"


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "mail")
    message = EmailMessage()
    message["From"], message["To"] = "desk@news.example", "reader@example.org"
    message["Subject"] = f"A code {EVIL}"
    message.set_content(f"Your code is 1234 {EVIL}")
    message.add_alternative(f"<p>Your code is 1234 {EVIL}</p>", subtype="html")
    store.keep(message.as_bytes())
    return store


def get(store, path):
    status, kind, body, policy = inbox.answer(store, path)
    return status, kind, body.decode(), policy


def test_a_mail_is_kept_as_a_file_and_listed(store):
    [name] = store.names()

    status, _kind, body, _policy = get(store, "/")

    assert (store.folder / name).suffix == ".eml"
    assert status == 200
    assert f'href="/{name}"' in body
    assert EVIL not in body


def test_a_mail_is_shown_and_nothing_in_it_runs(store):
    [name] = store.names()

    _, _, body, policy = get(store, f"/{name}")
    _, _, frame, frame_policy = get(store, f"/{name}/html")

    assert "Your code is 1234" in body
    assert EVIL not in body
    assert "sandbox>" in body
    assert "script-src" not in policy
    assert "Your code" in frame
    assert frame_policy.endswith("sandbox")


@pytest.mark.parametrize("path", ["/x", "/../../etc/passwd", "/%2e%2e", "/a.eml", "//", "/x/html"])
def test_what_is_not_a_mail_is_not_found(store, path):
    assert get(store, path)[0] in (200, 404)
    assert "root:" not in get(store, path)[2]


def test_the_sink_never_runs_in_production(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="production"):
        call_command("run_mail_sink")


@pytest.mark.parametrize("host", ["0.0.0.0", "10.0.0.1", "news.example"])
def test_the_sink_stays_on_this_machine(host):
    with pytest.raises(CommandError, match="not on"):
        call_command("run_mail_sink", host=host)
