"""The addresses of the desk: each app brings its own."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("sarez.desk.events.urls")),
    path("", include("sarez.desk.dialogue.urls")),
    path("", include("sarez.desk.warnings.urls")),
    path("", include("sarez.desk.training.urls")),
    path("", include("sarez.desk.reports.urls")),
    path("", include("sarez.desk.actors.urls")),
    path("", include("sarez.desk.accounts.urls")),
    path("", include("sarez.desk.search.urls")),
    path("", include("sarez.desk.api.urls")),
    path("", include("sarez.desk.exports.urls")),
    path("", include("sarez.briefs.urls")),
]
