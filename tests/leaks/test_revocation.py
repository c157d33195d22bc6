"""What ends access ends it in every process: at once in the one that did it, within a second in all."""

import time

import pytest

pytestmark = pytest.mark.xdist_group("live stack")
WITHIN = 1  # second: the bound of the promise, and the only clock here
SESSION = "sessionid"


def reads(stack, port, member):
    answer = stack.ask(port, stack.seeded["path"], cookies=member["cookies"])
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    return stack.seeded["word"] in answer.text


def warmed(stack, number):
    """A member whom both processes know already."""
    member = stack.seeded["members"][number]
    assert all(reads(stack, port, member) for port in stack.ports * 2)
    return member


def closed_everywhere(stack, member):
    """No process shows the text any more, a second after at the latest."""
    end = time.monotonic() + WITHIN
    while any(reads(stack, port, member) for port in stack.ports):
        if time.monotonic() > end:
            return False
    return not any(reads(stack, port, member) for port in stack.ports * 3)


def revoke_the_grant(stack, member):
    stack.execute(
        "UPDATE memberships_grant SET revoked_at = now() WHERE user_id = %s", member["id"]
    )


def end_the_session(stack, member):
    stack.execute("DELETE FROM accounts_session WHERE session_key = %s", member["cookies"][SESSION])


def change_the_password(stack, member):
    stack.execute("UPDATE accounts_user SET password = 'another' WHERE id = %s", member["id"])


def block_the_account(stack, member):
    stack.execute("UPDATE accounts_user SET is_active = false WHERE id = %s", member["id"])


def change_the_email(stack, member):
    """In another browser of theirs, by another process: what allauth tells then ends all others."""
    words = {"user": member["id"], "key": member["cookies"][SESSION]}
    done = stack.manage("shell", "--no-imports", "-c", CHANGE_OF_EMAIL.format(**words))
    assert done.returncode == 0, done.stderr


CHANGE_OF_EMAIL = """
from allauth.account.signals import email_changed
from allauth.usersessions.models import UserSession
from django.test import RequestFactory
from accounts.models import User
from accounts.sessions import SessionStore
user = User.objects.get(pk={user})
UserSession.objects.create(user=user, session_key="{key}", ip="127.0.0.1", user_agent="theirs")
request = RequestFactory().post("/")
request.session = SessionStore()
addresses = dict(from_email_address=None, to_email_address=None)
email_changed.send(sender=User, request=request, user=user, **addresses)
"""
ENDS = [revoke_the_grant, end_the_session, change_the_password, change_the_email, block_the_account]


@pytest.mark.parametrize("number", range(len(ENDS)), ids=lambda number: ENDS[number].__name__)
def test_whatever_ends_access_ends_it_in_every_process(stack, number):
    member = warmed(stack, number)

    ENDS[number](stack, member)

    assert closed_everywhere(stack, member)


def test_signing_out_in_one_process_ends_it_there_at_once_and_in_the_other(stack):
    member = warmed(stack, len(ENDS))
    here, there = stack.ports
    token = "a" * 32

    answer = stack.ask(
        here, "/accounts/logout/", method="POST", body=f"csrfmiddlewaretoken={token}",
        cookies={**member["cookies"], "csrftoken": token}, Origin="http://127.0.0.1",
        Content_Type="application/x-www-form-urlencoded",
    )  # fmt: skip

    assert answer.status == 302
    assert not reads(stack, here, member)
    assert closed_everywhere(stack, member)


def test_a_member_who_did_nothing_reads_on(stack):
    assert warmed(stack, len(ENDS) + 1)
