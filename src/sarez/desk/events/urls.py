"""The addresses of the register."""

from __future__ import annotations

from django.urls import URLPattern, path

from sarez.desk.events import views

urlpatterns: list[URLPattern] = [
    path("", views.today, name="today"),
    path("events", views.events, name="events"),
    path("engagements", views.engagements, name="engagements"),
    path("commitments", views.commitments, name="commitments"),
    path("entry/<int:number>", views.entry, name="entry"),
]
