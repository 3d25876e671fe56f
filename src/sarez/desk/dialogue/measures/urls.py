"""The addresses of confidence-building measures."""

from __future__ import annotations

from django.urls import URLPattern, path

from sarez.desk.dialogue.measures.views import acts, arrangements, measures

urlpatterns: list[URLPattern] = [
    path("measures", measures.measures, name="measures"),
    path("measures/acts", measures.register, name="measures-acts"),
    path("measures/pair/<str:one>/<str:two>", measures.pair, name="measures-pair"),
    path("measures/act/add", acts.add, name="measure-act-add"),
    path("measures/act/<int:number>", acts.act, name="measure-act"),
    path("measures/act/<int:number>/change", acts.change, name="measure-act-change"),
    path("measures/act/<int:number>/answer", acts.answer, name="measure-act-answer"),
    path("measures/act/<int:number>/close", acts.close, name="measure-act-close"),
    path("measures/act/<int:number>/open", acts.reopen, name="measure-act-open"),
    path("measures/answer/<int:number>/drop", acts.drop_answer, name="measure-answer-drop"),
    path("measures/arrangement/add", arrangements.add, name="arrangement-add"),
    path("measures/arrangement/<int:number>", arrangements.change, name="arrangement-change"),
    path("measures/arrangement/<int:number>/drop", arrangements.drop_it, name="arrangement-drop"),
    path("measures/<slug:name>", measures.measure, name="measure"),
]
