"""The addresses of the API."""

from __future__ import annotations

from django.urls import include, path

from sarez.desk.api import views
from sarez.desk.api.service import addresses

urlpatterns = [
    path("api", views.reference, name="api"),
    path("api/", include((addresses(), "ninja"), namespace="api")),
]
