"""Addresses of the account corner; allauth has its own under /accounts/."""

from django.urls import path

from accounts import invitation_views, views

app_name = "accounts"
urlpatterns = [
    path("corner/", views.corner, name="corner"),
    path("invitation/<str:token>/", invitation_views.invitation, name="invitation"),
]
