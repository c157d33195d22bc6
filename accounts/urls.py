"""Addresses of the account pages; allauth has its own under /accounts/."""

from django.urls import path

from accounts import deletion_views, invitation_views

app_name = "accounts"
urlpatterns = [
    path("delete/", deletion_views.delete_account, name="delete_account"),
    path("keep/", deletion_views.keep_account, name="keep_account"),
    path("invitation/<str:token>/", invitation_views.invitation, name="invitation"),
]
