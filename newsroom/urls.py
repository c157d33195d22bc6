"""Every address of the site. The articles stand last: their first word is a section's."""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from newsroom import account_pages, desk_words, health, media, page_state, pages, support_desk

# The desk signs in through the same door as everybody, with the same limits.
admin.site.login = secure_admin_login(admin.site.login)

urlpatterns = [
    path("", pages.home, name="home"),
    path("newsletters/", pages.newsletters, name="newsletters"),
    path("membership/", pages.membership, name="membership"),
    path("events/", pages.events, name="events"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("media/<path:path>", media.media, name="media"),
    path("robots.txt", pages.robots, name="robots"),
    path(".well-known/security.txt", pages.security_txt, name="security_txt"),
    path("search/", pages.search, name="search"),
    path("page/", include("publication.urls")),
    path("account/", account_pages.account, name="account"),
    path("account/data/", account_pages.your_data, name="your_data"),
    path("account/data/copy/", account_pages.export_data, name="export_data"),
    path("account/corner/", page_state.page_state, name="page_state"),
    path("account/", include("accounts.urls")),
    path("account/", include("memberships.urls")),
    path("accounts/", include("allauth.urls")),
    path(
        f"{settings.ADMIN_PATH}front-preview/",
        admin.site.admin_view(pages.home_preview),
        name="front_preview",
    ),
    path(
        f"{settings.ADMIN_PATH}words/<slug:language>/<slug:version>.js",
        desk_words.words,
        name="desk_words",
    ),
    path(f"{settings.ADMIN_PATH}support/", support_desk.support_desk, name="support_desk"),
    path(
        f"{settings.ADMIN_PATH}support/<int:number>/",
        support_desk.support_reader,
        name="support_reader",
    ),
    path(settings.ADMIN_PATH, admin.site.urls),
    path("", include("articles.urls")),
]

handler400 = "newsroom.errors.bad_request"
handler403 = "newsroom.errors.permission_denied"
handler404 = "newsroom.errors.page_not_found"
handler500 = "newsroom.errors.server_error"
