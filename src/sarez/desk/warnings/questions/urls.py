"""The addresses of questions."""

from __future__ import annotations

from django.urls import URLPattern, path

from sarez.desk.warnings.questions import views

urlpatterns: list[URLPattern] = [
    path("watch/questions", views.questions, name="watch-questions"),
    path("watch/questions/ask", views.put, name="watch-questions-ask"),
    path("watch/questions/<int:number>/answer", views.give, name="watch-questions-answer"),
    path("watch/questions/<int:number>/resolve", views.settle, name="watch-questions-resolve"),
]
