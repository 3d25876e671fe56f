"""The addresses of the register of engagements and series."""

from __future__ import annotations

from django.urls import URLPattern, path

from sarez.desk.dialogue.engagements.views import engagement, new, papers, register, series

urlpatterns: list[URLPattern] = [
    path("engagements", register.engagements, name="engagements"),
    path("engagements/new", new.engagement_new, name="engagement-new"),
    path("engagement/<int:number>", engagement.engagement, name="engagement"),
    path("engagement/<int:number>/plan", engagement.engagement_plan, name="engagement-plan"),
    path("engagement/<int:number>/history", papers.engagement_history, name="engagement-history"),
    path("engagement/<int:number>/communique", papers.communique, name="communique"),
    path(
        "engagement/<int:number>/document/<int:row>", papers.engagement_document, name="engagement-document"
    ),
    path("engagement/<int:number>/passage/<int:row>", papers.passage_commitment, name="passage-commitment"),
    path(
        "engagement/<int:number>/attendance/<int:row>", engagement.attendance_state, name="attendance-state"
    ),
    path("engagement/<int:number>/take/<slug:what>", engagement.engagement_take, name="engagement-take"),
    path("engagement/<int:number>/keep/<slug:section>", engagement.engagement_add, name="engagement-add"),
    path(
        "engagement/<int:number>/keep/<slug:section>/<int:row>",
        engagement.engagement_change,
        name="engagement-change",
    ),
    path(
        "engagement/<int:number>/keep/<slug:section>/<int:row>/drop",
        engagement.engagement_drop,
        name="engagement-drop",
    ),
    path("series", series.series_list, name="series-list"),
    path("series/new", series.series_new, name="series-new"),
    path("series/<int:number>", series.series, name="series"),
    path("series/<int:number>/change", series.series_change, name="series-change"),
    path("series/<int:number>/lay/<int:entry>", series.series_lay, name="series-lay"),
    path("series/<int:number>/refuse/<int:entry>", series.series_refuse, name="series-refuse"),
]
