"""The addresses of dialogue, a module for each part."""

from __future__ import annotations

from django.urls import URLPattern

from sarez.desk.dialogue.commitments import urls as urls_commitments
from sarez.desk.dialogue.engagements import urls as urls_engagements
from sarez.desk.dialogue.follow_up import urls as urls_follow
from sarez.desk.dialogue.measures import urls as urls_measures
from sarez.desk.dialogue.meetings import urls as urls_calendar

urlpatterns: list[URLPattern] = [
    *urls_engagements.urlpatterns,
    *urls_calendar.urlpatterns,
    *urls_measures.urlpatterns,
    *urls_commitments.urlpatterns,
    *urls_follow.urlpatterns,
]
