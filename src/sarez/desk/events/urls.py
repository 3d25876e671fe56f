"""The addresses of the register."""

from __future__ import annotations

from django.urls import URLPattern, path

from sarez.desk.events.views import entry, events, joining, today

urlpatterns: list[URLPattern] = [
    path("", today.today, name="today"),
    path("events", events.events, name="events"),
    path("events/map", events.events_map, name="events-map"),
    path("events/places.geojson", events.places, name="events-places"),
    path("events/timeline", events.timeline, name="events-timeline"),
    path("events/counts", events.counted, name="events-counts"),
    path("events/chart/<slug:what>.svg", events.chart, name="events-chart"),
    path("entry/<int:number>", entry.entry, name="entry"),
    path("entry/<int:number>/alike", entry.alike, name="entry-alike"),
    path("entry/<int:number>/join", joining.join, name="entry-join"),
    path("entry/<int:number>/part", joining.part, name="entry-part"),
    path("entry/<int:number>/undo/<int:joining_number>", joining.undo, name="entry-undo"),
    path("entry/<int:number>/meet/<int:finding>", joining.meet, name="entry-meet"),
]
