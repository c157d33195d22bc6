"""Links to other sites: asked for in the background, remembered for a day, told before publishing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles import checklist, links
from articles.models import LinkCheck
from newsroom.lib import fetch
from tests.articles.admin.forms import form_of
from tests.factories import make_article, make_author, make_editor

pytestmark = pytest.mark.django_db
BODY = (
    '<p><a href="https://good.example/a?b=1&amp;c=2">a</a> <a href="https://gone.example/">b</a>'
    ' <a href="https://gone.example/">again</a> <a href="http://old.example/">c</a>'
    ' <a href="/x/">d</a></p>'
)


@pytest.fixture
def asked(monkeypatch):
    """The addresses that were asked for; gone.example does not answer."""
    addresses = []

    def answer(address):
        addresses.append(address)
        if "gone" in address:
            raise fetch.Refused("it answered 404.")

    monkeypatch.setattr(fetch, "fetch", answer)
    return addresses


def test_each_https_link_is_asked_for_once_a_day(asked):
    article = make_article(body_html=BODY)
    links.ask(article)
    links.ask(article)

    assert asked == ["https://good.example/a?b=1&c=2", "https://gone.example/"]
    LinkCheck.objects.update(checked_at=timezone.now() - timedelta(days=2))
    links.ask(article)
    assert len(asked) == 4


def test_what_did_not_answer_is_told_before_publishing(asked):
    article = make_article(
        body_html=BODY.replace('href="/x/"', 'href="/corrections/"'), authors=[make_author()]
    )
    links.ask(article)

    assert [finding.sentence for finding in checklist.findings(article)] == [
        "https://gone.example/ did not answer: it answered 404."
    ]


def test_a_save_has_them_asked_by_the_worker(client, asked):
    client.force_login(make_editor(is_superuser=True))
    client.post(reverse("admin:articles_article_add"), form_of(body_html=BODY))

    [result] = DBTaskResult.objects.all()
    result.task.call(*result.args_kwargs["args"])
    assert len(asked) == 2


def test_a_text_without_links_asks_nobody(client):
    client.force_login(make_editor(is_superuser=True))
    client.post(reverse("admin:articles_article_add"), form_of(body_html="<p>Plain.</p>"))

    assert not DBTaskResult.objects.exists()
