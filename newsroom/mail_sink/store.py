"""Mails as files: one .eml each under var/mail/, newest first."""

import email
import itertools
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from pathlib import Path

NAME = re.compile(r"\d{8}T\d{6}-\d{6}-\d+\.eml")


@dataclass(frozen=True)
class Mail:
    """One kept mail, read."""

    name: str
    message: email.message.EmailMessage

    @property
    def subject(self):
        return self.message["subject"] or ""

    @property
    def to(self):
        return self.message["to"] or ""

    @property
    def sender(self):
        return self.message["from"] or ""

    def part(self, kind):
        """The plain or the HTML part, as text."""
        body = self.message.get_body(preferencelist=(kind,))
        return body.get_content() if body is not None else ""


class Store:
    """The folder of kept mails."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.numbers = itertools.count()

    def keep(self, content):
        """Write a mail whole or not at all."""
        now = datetime.now(UTC)
        name = f"{now:%Y%m%dT%H%M%S-%f}-{os.getpid() * 1000 + next(self.numbers)}.eml"
        building = self.folder / f".{name}"
        building.write_bytes(content)
        building.rename(self.folder / name)
        return name

    def names(self):
        return sorted((path.name for path in self.folder.glob("*.eml")), reverse=True)

    def read(self, name):
        """The mail of this name; None where there is none."""
        path = self.folder / name
        if not NAME.fullmatch(name) or not path.is_file():
            return None
        return Mail(name, email.message_from_bytes(path.read_bytes(), policy=policy.default))

    def newest(self, most=200):
        return [mail for name in self.names()[:most] if (mail := self.read(name))]
