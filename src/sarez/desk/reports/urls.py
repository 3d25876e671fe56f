"""The addresses of reports: the list, one report with its review, filing, and the queue."""

from __future__ import annotations

from django.urls import URLPattern, path

from sarez.desk.reports import views, views_coding, views_feeds, views_filing, views_review, views_sources

urlpatterns: list[URLPattern] = [
    path("reports", views.reports, name="reports"),
    path("reports/file", views_filing.file_reports, name="file-reports"),
    path("reports/file/progress", views_filing.filing_progress, name="filing-progress"),
    path("report/<int:number>", views.report, name="report"),
    path("report/<int:number>/accept", views_review.accept_rest, name="accept-rest"),
    path("report/<int:number>/code", views_coding.code, name="code-claim"),
    path("report/<int:number>/mark", views.mark, name="mark-report"),
    path("claim/<int:number>/correct", views_coding.correct, name="correct-claim"),
    path("claim/<int:number>/<slug:verb>", views_review.decide, name="decide-claim"),
    path("review", views_review.review, name="review"),
    path("review/next", views_review.next_report, name="next-review"),
    path("sources", views_sources.sources, name="sources"),
    path("sources/add", views_sources.source_add, name="source-add"),
    path("sources/<int:number>", views_sources.source_change, name="source-change"),
    path("sources/<int:number>/reveal", views_sources.source_reveal, name="source-reveal"),
    path("feeds", views_feeds.feeds, name="feeds"),
    path("feeds/add", views_feeds.feed_add, name="feed-add"),
    path("feeds/import", views_feeds.feeds_import, name="feeds-import"),
    path("feeds/list.opml", views_feeds.feeds_export, name="feeds-export"),
    path("feeds/<int:number>", views_feeds.feed, name="feed"),
    path("feeds/<int:number>/turn", views_feeds.feed_turn, name="feed-turn"),
    path("feeds/<int:number>/now", views_feeds.feed_now, name="feed-now"),
    path("feeds/<int:number>/remove", views_feeds.feed_remove, name="feed-remove"),
]
