"""The addresses of training."""

from __future__ import annotations

from django.urls import URLPattern, path

from sarez.desk.training.courses import views as courses
from sarez.desk.training.standards import views as standards

urlpatterns: list[URLPattern] = [
    path("training", courses.courses, name="courses"),
    path("training/standards", standards.standards, name="standards"),
    path("training/standards/new", standards.standard_new, name="standard-new"),
    path("training/courses/new", courses.course_new, name="course-new"),
    path("standard/<int:number>", standards.standard, name="standard"),
    path("standard/<int:number>/file", standards.standard_file, name="standard-file"),
    path("standard/<int:number>/drop", standards.standard_drop, name="standard-drop"),
    path("course/<int:number>", courses.course, name="course"),
    path("course/<int:number>/change", courses.course_change, name="course-change"),
    path("course/<int:number>/build", courses.course_build, name="course-build"),
    path("course/<int:number>/<str:part>/new", courses.part_new, name="course-part-new"),
    path("course/<int:number>/<str:part>/<int:row>", courses.part_change, name="course-part"),
    path("course/<int:number>/<str:part>/<int:row>/drop", courses.part_drop, name="course-part-drop"),
]
