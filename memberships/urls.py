"""Addresses of the pages about what a reader may have; they stand under /account/."""

from django.urls import path

from memberships import views

app_name = "memberships"
urlpatterns = [
    path("access/", views.your_access, name="your_access"),
    path("view-as/", views.view_as, name="view_as"),
]
