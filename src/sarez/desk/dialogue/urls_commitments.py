"""The addresses of the register of commitments."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
