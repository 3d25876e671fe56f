"""The addresses of dialogue."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
