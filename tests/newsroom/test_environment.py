"""Settings that do not parse stop the start by name."""

import os

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import environment
from tests.environment import forget_settings


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (environment.flag, "maybe"),
        (lambda name: environment.number(name, 1), "many"),
        (lambda name: environment.number(name, 1, least=1, most=9), "10"),
        (lambda name: environment.address(name, ""), "news.example"),
        (lambda name: environment.address(name, ""), "https://news.example/path"),
        (lambda name: environment.address(name, ""), "http://["),
        (lambda name: environment.address(name, ""), "https://[::::]"),
        (lambda name: environment.address(name, ""), "https://a:99999"),
        (lambda name: environment.words(name, each="a|b", such="a"), "a, c"),
        (lambda name: environment.shaped(name, "", so="a+", such="a"), "ab"),
        (lambda name: environment.mail_address(name, ""), "Newsroom <news@news.example>"),
        (lambda name: environment.choice(name, ("a", "b"), "a"), "c"),
    ],
)
def test_a_value_that_does_not_parse_is_named(monkeypatch, read, value):
    monkeypatch.setenv("A_SETTING", value)

    with pytest.raises(ImproperlyConfigured, match="A_SETTING"):
        read("A_SETTING")


def test_where_a_database_is_named_the_mode_is_said(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://live/site")
    monkeypatch.delenv("NEWSROOM_MODE")

    with pytest.raises(ImproperlyConfigured, match="NEWSROOM_MODE=production"):
        environment.mode()


def test_a_secret_may_stand_in_a_file(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("hidden\n")
    monkeypatch.setenv("A_SECRET_FILE", str(tmp_path / "key"))

    assert environment.text("A_SECRET") == "hidden"


def test_a_file_that_cannot_be_read_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("A_SECRET_FILE", str(tmp_path / "nothing"))

    with pytest.raises(ImproperlyConfigured, match="A_SECRET_FILE"):
        environment.text("A_SECRET")


@pytest.mark.parametrize(("value", "meant"), [("yes", True), ("0", False), ("", True)])
def test_a_flag_says_yes_or_no(monkeypatch, value, meant):
    monkeypatch.setenv("A_SETTING", value)

    assert environment.flag("A_SETTING", default=True) is meant


def test_no_setting_of_this_machine_changes_what_a_test_says(monkeypatch, tmp_path):
    kept = {"NEWSROOM_VAR": str(tmp_path), "CI": "true"}
    for name, value in kept.items():
        monkeypatch.setenv(name, value)
    for name in ("DATABASE_URL", "SMTP_PASSWORD_FILE", "MEDIA_ROOT", "NEWSROOM_MODE_FILE"):
        monkeypatch.setenv(name, "production's")
    monkeypatch.setenv("NEWSROOM_MODE", "production")

    forget_settings()

    left = {name for name, value in os.environ.items() if value == "production's"}
    assert (left, environment.mode()) == (set(), "test")
    assert kept.items() <= os.environ.items()


def test_words_are_separated_by_commas_or_space(monkeypatch):
    monkeypatch.setenv("A_SETTING", "a, b  c")

    assert environment.words("A_SETTING") == ["a", "b", "c"]
