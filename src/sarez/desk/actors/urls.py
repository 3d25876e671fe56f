"""The addresses of relations, actors, people, places and issues."""

from __future__ import annotations

from django.urls import URLPattern, path

from sarez.desk.actors.views import actors, bodies, people, relations, subjects

urlpatterns: list[URLPattern] = [
    path("relations", relations.relations, name="relations"),
    path("relations/<str:one>/<str:two>", relations.pair, name="pair"),
    path("actors", actors.actors, name="actors"),
    path("actors/proposals", bodies.bodies, name="bodies"),
    path("actors/merge", bodies.merge_bodies, name="merge-bodies"),
    path("actors/apart", bodies.tell_bodies_apart, name="tell-bodies-apart"),
    path("actors/unmerge/<int:number>", bodies.unmerge_bodies, name="unmerge-bodies"),
    path("actors/apart/<int:number>/forget", bodies.forget_apart, name="forget-apart"),
    path("actors/name", bodies.add_name, name="add-name"),
    path("actors/name/<int:number>/remove", bodies.remove_name, name="remove-name"),
    path("actors/office/<int:number>/holder", bodies.add_term, name="add-term"),
    path("actors/term/<int:number>", bodies.change_term, name="change-term"),
    path("actor/<path:code>", actors.actor, name="actor"),
    path("people", people.people, name="people"),
    path("people/proposals", people.proposals, name="person-proposals"),
    path("people/join", people.join_people, name="join-people"),
    path("people/apart", people.tell_people_apart, name="tell-people-apart"),
    path("people/undo/<int:number>", people.undo_people, name="undo-people"),
    path("place", subjects.place, name="place"),
    path("issues", subjects.issues, name="issues"),
    path("issue/<str:name>", subjects.issue, name="issue"),
]
