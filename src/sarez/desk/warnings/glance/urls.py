"""The addresses of what is watched."""

from __future__ import annotations

from django.urls import URLPattern, path

from sarez.desk.warnings.glance import views

urlpatterns: list[URLPattern] = [
    path("watch", views.glance, name="watch"),
    path("watch/points.geojson", views.points, name="watch-points"),
    path("watch/behind", views.behind, name="watch-behind"),
    path("watch/unit/<path:name>", views.unit, name="watch-unit"),
]
