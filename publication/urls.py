"""Addresses of the standing pages."""

from django.urls import path

from publication import views

app_name = "publication"
urlpatterns = [path("<slug:slug>/", views.page_detail, name="page_detail")]
