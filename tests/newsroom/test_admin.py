"""The admin: every page of it opens, and the desk's verbs work."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from accounts.models import OutgoingMail
from articles.models import Article, Byline, FrontPage, Picture
from newsroom.models import Alert, JobRun
from publication.models import MenuItem, Page, SiteSettings, SocialLink
from tests.articles.admin.forms import form_of
from tests.factories import make_article, make_author, make_editor, make_region, make_topic

pytestmark = pytest.mark.django_db
ONE_SCREEN = {FrontPage}  # worked as a whole, not row by row
REGISTERED = sorted(admin.site._registry, key=lambda model: model._meta.label)


@pytest.fixture
def desk(client):
    client.force_login(make_editor(is_superuser=True))
    return client


@pytest.fixture
def rows():
    """One row of most things."""
    SiteSettings.current()
    make_article(authors=[make_author()], regions=[make_region()], topics=[make_topic()])
    MenuItem.objects.create(menu="header", label="X", url="/x/")
    SocialLink.objects.create(name="X", url="https://x.example")
    Page.objects.create(slug="x", title="X")
    Group.objects.create(name="Desk")
    Picture.objects.create(image="x.webp", width=1, height=1)
    Alert.objects.create(key="x", message="X")
    JobRun.objects.create(job="x", slot=timezone.now())
    OutgoingMail.objects.create(key="x", kind="x", to_address="a@b.example")


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
def test_every_page_of_the_admin_opens(desk, rows, model):
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"

    assert desk.get(reverse(f"{name}_changelist")).status_code == 200
    if model in ONE_SCREEN:
        return
    assert desk.get(reverse(f"{name}_add")).status_code in (200, 403)
    if row := model._default_manager.first():
        assert desk.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
def test_no_form_of_the_admin_takes_every_field(model):
    ours = type(admin.site._registry[model])
    form = getattr(ours, "form", None)

    named = ours.fields or ours.fieldsets or getattr(getattr(form, "Meta", None), "fields", None)

    if model not in ONE_SCREEN and ours.__module__.partition(".")[0] in (
        "newsroom",
        "publication",
        "accounts",
        "articles",
    ):
        assert named
        assert named != "__all__"


def test_strangers_are_sent_to_the_one_door(client):
    response = client.get("/admin/", follow=True)

    assert response.redirect_chain[-1][0].startswith("/accounts/login/")


def test_a_reader_does_not_get_in(client):
    client.force_login(make_editor("reader@example.org"))
    client.get("/admin/")
    user = make_editor("plain@example.org")
    user.is_staff = False
    user.save(update_fields=["is_staff"])
    client.force_login(user)

    assert (
        client.get("/admin/", follow=True).status_code in (403, 404)
        or "/admin/" not in (client.get("/admin/", follow=True).request["PATH_INFO"])
    )


def test_an_article_is_written_published_and_withdrawn(desk):
    body = '<p>Above, where all of us may read on.</p><hr class="paywall"><p>Zqcanary<script>x()</script> below.</p>'

    desk.post(reverse("admin:articles_article_add"), form_of(body_html=body))
    article = Article.objects.get(slug="from-the-desk")
    assert article.state == "draft"
    assert "Zqcanary" not in article.public_html
    assert "script" not in article.text.body_html

    act(desk, "publish_now", article)
    assert article.state == "live"
    act(desk, "withdraw_now", article)
    assert article.state == "withdrawn"


def act(desk, action, article):
    desk.post(
        reverse("admin:articles_article_changelist"),
        {"action": action, "_selected_action": [article.pk], "confirmed": "yes"},
    )
    article.refresh_from_db()


def test_a_translation_is_linked_to_the_original_never_to_a_translation(desk):
    original = make_article()
    arabic = make_article(language="ar", translation_of=original)

    desk.post(
        reverse("admin:articles_article_add"), form_of(language="tr", translation_of=arabic.pk)
    )

    assert Article.objects.get(slug="from-the-desk").translation_of == original


def test_a_byline_in_the_admin_needs_an_author_or_a_guest(desk):
    article = make_article()
    rows = {"bylines-TOTAL_FORMS": 1, "bylines-0-article": article.pk, "bylines-0-position": 0,
            "bylines-0-role": "Research"}  # fmt: skip

    response = desk.post(reverse("admin:articles_article_add"), form_of(**rows))

    assert response.status_code == 200
    assert not Byline.objects.exists()


def test_an_alert_can_be_closed(desk):
    alert = Alert.objects.create(key="x", message="X")

    desk.post(
        reverse("admin:newsroom_alert_changelist"),
        {"action": "close_now", "_selected_action": [alert.pk]},
    )

    alert.refresh_from_db()
    assert alert.closed_at


@pytest.mark.parametrize(
    ("place", "lookup"),
    [
        ("accounts_user", "password__startswith"),
        ("accounts_user", "reading_history__isnull"),
        ("accounts_user", "saved_articles__isnull"),
        ("accounts_user", "groups__permissions__codename"),
        ("accounts_outgoingmail", "text__contains"),
        ("accounts_invitation", "token_hash__startswith"),
    ],
)
def test_no_list_tells_letter_by_letter_what_no_screen_shows(desk, place, lookup):
    assert desk.get(reverse(f"admin:{place}_changelist"), {lookup: "0"}).status_code == 400


@pytest.mark.parametrize(
    ("place", "lookup", "value"),
    [
        ("accounts_user", "is_staff__exact", "1"),
        ("accounts_user", "groups__id__exact", "1"),
        ("accounts_user", "groups__isnull", "True"),
        ("accounts_outgoingmail", "state__exact", "sent"),
        ("accounts_outgoingmail", "kind", "sign_in"),
    ],
)
def test_lists_are_narrowed_by_their_own_filters(desk, place, lookup, value):
    assert desk.get(reverse(f"admin:{place}_changelist"), {lookup: value}).status_code == 200
