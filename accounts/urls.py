"""Addresses of the account pages; allauth has its own under /accounts/."""

from django.urls import path

from accounts import account_views, deletion_views, invitation_views

app_name = "accounts"
urlpatterns = [
    path("delete/", deletion_views.delete_account, name="delete_account"),
    path("keep/", deletion_views.keep_account, name="keep_account"),
    path("profile/", account_views.profile, name="profile"),
    path("confirm/", account_views.confirm_it_is_you, name="confirm_it_is_you"),
    path("second-step/", account_views.second_step, name="second_step"),
    path("devices/<int:pk>/end/", account_views.end_session, name="end_session"),
    path("invitation/<str:token>/", invitation_views.invitation, name="invitation"),
]
