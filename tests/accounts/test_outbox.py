"""The outbox and the way to the mail server, over real SMTP."""

import socket
import threading
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.mail import mailers as mailers_of_django
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts import mail_delivery, outbox
from accounts.models import OutgoingMail, SendingPause
from newsroom import alerts
from newsroom.demo.launcher import free_port
from newsroom.models import Alert
from publication.models import SiteSettings

NOW = timezone.now()
HANG_UP = "421 Gone"


class Server:
    """An SMTP server that answers as told and keeps what it accepted."""

    def __init__(self):
        self.answers, self.kept = [], []
        self.on_mail = self.on_recipient = "250 OK"

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        envelope.mail_from = address
        return self.on_mail

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        envelope.rcpt_tos.append(address)
        return self.on_recipient

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer == HANG_UP:
            server.transport.abort()
        if answer.startswith("250"):
            self.kept.append(envelope)
        return answer


def mailers(port, **more):
    """Ours, with the way out at this port (Django puts its own in their place for tests)."""
    options = {"host": "127.0.0.1", "port": port, "timeout": 5, **more}
    smtp = {"BACKEND": "accounts.smtp_backend.EmailBackend", "OPTIONS": options}
    return {"default": {"BACKEND": "accounts.mail_backend.OutboxBackend"}, "delivery": smtp}


@pytest.fixture(autouse=True)
def no_server(settings):
    settings.MAILERS = mailers(9)


@pytest.fixture
def server(settings):
    handler = Server()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.MAILERS = mailers(controller.port)
    yield handler
    controller.stop()


def post(key="key", **fields):
    given = {"kind": "code", "to": "reader@example.org", "subject": "Hello", "text": "Words."}
    return outbox.post(key=key, **{**given, **fields})


@pytest.mark.django_db
def test_a_mail_is_sent_once_and_says_so(server):
    mail = post(html="<p>Words.</p>")

    assert mail_delivery.send_due() == 1
    assert mail_delivery.send_due() == 0

    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == ("accepted", 1)
    [envelope] = server.kept
    assert envelope.rcpt_tos == ["reader@example.org"]
    assert f"Message-ID: <{mail.delivery_id}@".encode() in envelope.content
    assert b"Auto-Submitted: auto-generated" in envelope.content


@pytest.mark.django_db
def test_the_same_key_writes_one_mail():
    first, second = post(), post(subject="Again")

    assert first == second
    assert OutgoingMail.objects.get().subject == "Hello"


@pytest.mark.django_db
def test_a_mail_is_gone_with_the_transaction_that_caused_it():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        post()
        raise ZeroDivisionError

    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db
def test_account_mail_goes_first(server):
    post("news", stream="newsroom", subject="News")
    post("code", subject="Code")

    mail_delivery.send_due()

    assert [b"Subject: Code" in envelope.content for envelope in server.kept] == [True, False]


@pytest.mark.django_db
def test_a_server_that_is_busy_is_tried_again_later(server):
    server.answers = ["451 Try later"]
    mail = post()

    mail_delivery.send_due()
    mail.refresh_from_db()

    assert mail.state == "queued"
    assert mail.not_before > timezone.now()
    mail_delivery.send_due(at=timezone.now() + timedelta(hours=1))
    mail.refresh_from_db()
    assert mail.state == "accepted"


@pytest.mark.django_db
def test_a_refusal_for_good_is_not_tried_again(server):
    server.answers = ["554 No"]
    mail = post()

    mail_delivery.send_due()
    mail.refresh_from_db()

    assert (mail.state, mail.last_error) == ("failed", "554 No")
    assert mail_delivery.send_due(at=timezone.now() + timedelta(days=1)) == 0


@pytest.mark.django_db
@pytest.mark.parametrize(("answer", "state"), [("550 Nobody", "failed"), ("450 Later", "queued")])
def test_a_refused_recipient_is_this_mails_own_affair(server, answer, state):
    server.on_recipient = answer
    mails = [post("1"), post("2")]

    assert mail_delivery.send_due() == 2
    for mail in mails:
        mail.refresh_from_db()
        assert (mail.state, mail.last_error) == (state, answer)


@pytest.mark.django_db
@pytest.mark.parametrize("answer", ["530 Sign in first", "550 Sender unknown"])
def test_a_refused_sender_condemns_no_mail_and_stops_the_batch(server, answer):
    server.on_mail = answer
    mails = [post("1"), post("2")]

    assert mail_delivery.send_due() == 1

    for mail in mails:
        mail.refresh_from_db()
    assert [(mail.state, mail.attempts) for mail in mails] == [("queued", 1), ("queued", 0)]
    assert mails[0].not_before > timezone.now()


@pytest.mark.django_db
def test_a_refused_sign_in_condemns_no_mail(settings):
    refuse = {
        "authenticator": lambda *args: AuthResult(success=False, handled=False),
        "auth_require_tls": False,
    }
    controller = Controller(Server(), hostname="127.0.0.1", port=free_port(), **refuse)
    controller.start()
    settings.MAILERS = mailers(controller.port, username="newsroom", password="old")
    mail = post()

    mail_delivery.send_due()
    controller.stop()

    mail.refresh_from_db()
    assert (mail.state, "535" in mail.last_error) == ("queued", True)


@pytest.mark.django_db
def test_a_server_that_greets_with_a_refusal_condemns_no_mail(settings):
    mail = post()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        settings.MAILERS = mailers(listening.getsockname()[1])
        sender = threading.Thread(target=greet, args=(listening, b"554 Blocked\r\n"))
        sender.start()
        mail_delivery.send_due()
        sender.join()

    mail.refresh_from_db()
    assert (mail.state, "554" in mail.last_error) == ("queued", True)


def greet(listening, words):
    connection, _address = listening.accept()
    with connection:
        connection.sendall(words)
        connection.recv(100)


@pytest.mark.django_db
def test_a_server_that_takes_none_is_told_once_and_closes(server, settings):
    SiteSettings.current()
    SiteSettings.objects.update(operations_email="ops@news.example")
    server.on_mail = "530 Sign in first"
    post()

    mail_delivery.send_due()
    alerts.watch((), at=NOW)
    assert not Alert.objects.exists()

    mail_delivery.send_due(at=NOW + timedelta(minutes=5))
    alerts.watch((), at=NOW)
    assert "530" in Alert.objects.open().get().message

    server.on_mail = "250 OK"
    mail_delivery.send_due(at=NOW + timedelta(hours=1))
    alerts.watch((), at=NOW)
    assert not Alert.objects.open().exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("stream", "state"), [("account", "queued"), ("newsroom", "unknown")])
def test_a_line_that_breaks_after_the_text_holds_what_must_not_go_twice(server, stream, state):
    server.answers = [HANG_UP]
    mail = post(stream=stream)

    mail_delivery.send_due()

    mail.refresh_from_db()
    assert (mail.state, "DATA" in mail.last_error) == (state, True)


@pytest.mark.django_db
def test_a_mail_that_cannot_be_built_waits_and_lets_others_pass(server, settings):
    settings.DEFAULT_FROM_EMAIL = "Newsroom <news@news.example>"
    SiteSettings.current()
    SiteSettings.objects.update(sender_email="")
    mail = post()
    post("next")

    assert mail_delivery.send_due() == 2

    mail.refresh_from_db()
    assert (mail.state, "ValueError" in mail.last_error) == ("queued", True)


@pytest.mark.django_db
def test_the_wait_doubles_with_each_attempt_up_to_a_limit():
    mail = post()
    waits = []

    for attempt in (1, 2, 3, 20):
        mail.attempts = attempt
        before = timezone.now()
        mail_delivery.try_later(mail, "451 Later")
        waits.append(round((mail.not_before - before).total_seconds()))

    assert waits == [30, 60, 120, 7200]


@pytest.mark.django_db
def test_no_server_at_all_loses_nothing():
    mail = post()

    mail_delivery.send_due()

    mail.refresh_from_db()
    assert mail.state == "queued"
    assert "refused" in mail.last_error


@pytest.mark.django_db
def test_a_mail_is_given_up_after_a_day(server):
    server.answers = ["451 Try later"]
    mail = post()
    OutgoingMail.objects.update(created_at=NOW - timedelta(hours=25))

    mail_delivery.send_due()

    mail.refresh_from_db()
    assert mail.state == "failed"


@pytest.mark.django_db
@pytest.mark.parametrize(("stream", "state"), [("account", "queued"), ("newsroom", "unknown")])
def test_after_a_crash_codes_are_sent_again_and_the_rest_is_held(stream, state):
    mail = post(stream=stream)
    mail_delivery.claim(at=timezone.now())

    mail_delivery.take_back_abandoned(at=timezone.now())
    mail.refresh_from_db()
    assert mail.state == "sending"

    mail_delivery.take_back_abandoned(at=timezone.now() + timedelta(minutes=3))
    mail.refresh_from_db()
    assert mail.state == state


@pytest.mark.django_db
def test_while_a_pause_stands_nothing_is_sent(server):
    post()
    SendingPause.begin("Restored.", at=NOW)

    assert mail_delivery.send_due() == 0

    SendingPause.objects.all().delete()
    assert mail_delivery.send_due() == 1


@pytest.mark.django_db(transaction=True)
def test_two_senders_never_send_the_same_mail(server):
    for number in range(20):
        post(f"key-{number}", to=f"reader{number}@example.org")
    threads = [threading.Thread(target=send_in_a_thread) for _ in range(4)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    addresses = [envelope.rcpt_tos[0] for envelope in server.kept]
    assert len(addresses) == len(set(addresses)) == 20


def send_in_a_thread():
    try:
        mail_delivery.send_due()
    finally:
        connection.close()


@pytest.mark.django_db
@pytest.mark.parametrize("line", ["a\r\nBcc: x@y.example", "a\nb", "a\0b", "a\u2028b"])
def test_nothing_breaks_out_of_a_header(line):
    for fields in ({"subject": line}, {"headers": {"X-A": line}}, {"headers": {line: "x"}}):
        with pytest.raises(outbox.UnfitForMail):
            post(**fields)
    with pytest.raises((outbox.UnfitForMail, ValidationError)):
        post(to=f"{line}@example.org")


@pytest.mark.django_db
def test_what_django_sends_goes_into_the_outbox_one_row_a_recipient():
    message = EmailMultiAlternatives(
        "Hi", "Text", "a@b.example", ["c@d.example"], cc=["e@f.example"]
    )
    message.attach_alternative("<p>HTML</p>", "text/html")

    message.send()

    rows = OutgoingMail.objects.order_by("to_address")
    assert [row.to_address for row in rows] == ["c@d.example", "e@f.example"]
    assert rows[0].html_body == "<p>HTML</p>"


@pytest.mark.django_db
def test_what_the_sender_added_is_kept():
    message = EmailMultiAlternatives(
        "Hi", "Text", "a@b.example", ["c@d.example"], reply_to=["desk@news.example"],
        headers={"List-Id": "letters", "X-Kind": "letter", "Message-ID": "<1@elsewhere>"},
    )  # fmt: skip

    message.send()

    mail = OutgoingMail.objects.get()
    assert mail.headers == {"List-Id": "letters", "Reply-To": "desk@news.example"}
    assert mail.kind == "letter"


@pytest.mark.django_db
def test_what_the_outbox_cannot_carry_is_refused_aloud_and_nothing_is_written():
    whole, more = (
        EmailMultiAlternatives("Hi", "Text", "a@b.example", ["c@d.example"]) for _ in range(2)
    )
    more.attach("figures.csv", "1,2", "text/csv")

    with pytest.raises(NotImplementedError, match="link to the file"):
        mailers_of_django["default"].send_messages([whole, more])

    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db
def test_the_sender_is_the_papers(server):
    SiteSettings.current()
    SiteSettings.objects.update(sender_name="The Desk", sender_email="desk@news.example")
    post()

    mail_delivery.send_due()

    assert b'From: "The Desk" <desk@news.example>' in server.kept[0].content.replace(
        b"From: The Desk ", b'From: "The Desk" '
    )


@pytest.mark.django_db
def test_the_database_wants_a_lease_for_what_is_being_sent():
    with pytest.raises(IntegrityError, match="outgoing_mail_being_sent_has_a_lease"):
        OutgoingMail.objects.create(key="x", kind="x", to_address="a@b.example", state="sending")


@pytest.mark.django_db
def test_the_database_wants_a_time_for_what_was_accepted():
    with pytest.raises(IntegrityError, match="outgoing_mail_accepted_says_when"):
        OutgoingMail.objects.create(key="x", kind="x", to_address="a@b.example", state="accepted")


@pytest.mark.django_db
def test_allauth_sends_its_codes_through_the_outbox(client):
    client.post(
        "/accounts/signup/", {"email": "new@example.org", "password1": "a long and odd password"}
    )

    mail = OutgoingMail.objects.get()
    assert (mail.to_address, mail.stream) == ("new@example.org", "account")
