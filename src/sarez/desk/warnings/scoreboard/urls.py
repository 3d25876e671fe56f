"""The address of the scoreboard."""

from __future__ import annotations

from django.urls import URLPattern, path

from sarez.desk.warnings.scoreboard import views

urlpatterns: list[URLPattern] = [path("watch/scoreboard", views.scoreboard, name="scoreboard")]
