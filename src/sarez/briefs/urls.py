"""The addresses of briefs."""

from __future__ import annotations

from django.urls import URLPattern, path

from sarez.briefs import views

urlpatterns: list[URLPattern] = [
    path("brief", views.choose, name="briefs"),
    path("brief/<str:kind>/<path:code>.docx", views.word, name="brief-word"),
    path("brief/<str:kind>/<path:code>", views.page, name="brief"),
]
