"""The address of a replay."""

from __future__ import annotations

from django.urls import URLPattern, path

from sarez.desk.warnings.replaying import views

urlpatterns: list[URLPattern] = [path("watch/replay", views.replay, name="replay")]
