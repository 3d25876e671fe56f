"""The addresses of the register of engagements and series."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
