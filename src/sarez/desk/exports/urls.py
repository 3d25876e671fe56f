"""The addresses of exports."""

from __future__ import annotations

from django.urls import URLPattern, path

from sarez.desk.exports import views

urlpatterns: list[URLPattern] = [
    path("exports", views.exports, name="exports"),
    path("exports/take", views.take, name="export"),
]
