"""The frame around the admin: the paper's name, and for each person what they may open."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.urls import reverse

from newsroom import desk_frame
from publication.models import SiteSettings
from tests.factories import make_editor

pytestmark = pytest.mark.django_db


def test_everything_that_is_registered_is_in_the_sidebar_or_left_out_on_purpose():
    named = {name for _title, items in desk_frame.PARTS for _words, name, _icon, _may in items}
    registered = {f"{m._meta.app_label}_{m._meta.model_name}" for m in admin.site._registry}

    assert named - desk_frame.PAGES <= registered
    assert registered - named <= {
        "account_emailaddress",
        "mfa_authenticator",
        "socialaccount_socialaccount",
        "socialaccount_socialapp",  # the environment names them, and keeps their secrets
        "socialaccount_socialtoken",
        "usersessions_usersession",
    }


def test_an_editor_sees_what_an_editor_may(client, rf):
    user = make_editor()
    user.user_permissions.add(Permission.objects.get(codename="view_article"))
    request = rf.get("/admin/")
    request.user = user

    shown = [item["title"] for part in desk_frame.navigation(request) for item in part["items"]]

    assert shown == ["Articles"]


def test_the_frame_carries_the_papers_name_and_icon(client):
    SiteSettings.objects.update_or_create(pk=1, defaults={"name": "The Daily Test"})
    client.force_login(make_editor(is_superuser=True))

    page = client.get(reverse("admin:index"))

    assert "The Daily Test" in page.text
    assert 'href="/static/icons/icon.svg"' in page.text
