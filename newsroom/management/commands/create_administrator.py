"""Make the first administrator."""

import getpass
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from accounts.models import User
from newsroom import environment


class Command(BaseCommand):
    help = (
        "Makes an administrator with a verified address. The password is asked for, or read from"
        " ADMINISTRATOR_PASSWORD (or ADMINISTRATOR_PASSWORD_FILE)."
    )

    def add_arguments(self, parser):
        parser.add_argument("--email")
        parser.add_argument("--name", default="")

    @transaction.atomic
    def handle(self, *args, email, name, **options):
        email = email or self.ask("E-mail address: ")
        password = environment.text("ADMINISTRATOR_PASSWORD") or self.ask_secretly()
        check(email, password)
        user = User.objects.create_superuser(email, password, name=name)
        user.emailaddress_set.create(email=user.email, verified=True, primary=True)
        self.stdout.write(f"{user.email} may sign in.")

    def ask(self, question):
        if not sys.stdin.isatty():
            raise CommandError("Say who: --email somebody@news.example.")
        return input(question).strip()

    def ask_secretly(self):
        if not sys.stdin.isatty():
            raise CommandError("Set ADMINISTRATOR_PASSWORD, or run this in a terminal.")
        return getpass.getpass("Password: ")


def check(email, password):
    """Stop before anything is made."""
    try:
        validate_email(email)
        validate_password(password, User(email=email))
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    if User.objects.filter(email__iexact=email).exists():
        raise CommandError(f"{email} has an account already.")
