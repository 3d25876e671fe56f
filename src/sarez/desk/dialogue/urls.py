"""The addresses of dialogue, a module for each part."""

from __future__ import annotations

from django.urls import URLPattern

from sarez.desk.dialogue import urls_calendar, urls_commitments, urls_engagements, urls_follow, urls_measures

urlpatterns: list[URLPattern] = [
    *urls_engagements.urlpatterns,
    *urls_calendar.urlpatterns,
    *urls_measures.urlpatterns,
    *urls_commitments.urlpatterns,
    *urls_follow.urlpatterns,
]
