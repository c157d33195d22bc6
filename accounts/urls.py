"""Addresses of the account corner; allauth has its own under /accounts/."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [path("corner/", views.corner, name="corner")]
