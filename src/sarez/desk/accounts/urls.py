"""The addresses of signing in and of housekeeping."""

from __future__ import annotations

from django.urls import URLPattern, path

from sarez.desk.accounts import views

urlpatterns: list[URLPattern] = [
    path("sign-in", views.sign_in, name="sign-in"),
    path("sign-in/<str:secret>", views.sign_in_by_link, name="sign-in-link"),
    path("sign-out", views.sign_out, name="sign-out"),
]
