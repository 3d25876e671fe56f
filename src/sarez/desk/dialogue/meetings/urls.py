"""The addresses of the calendar, calendar files, invitations and the meeting page."""

from __future__ import annotations

from django.urls import URLPattern, path

from sarez.desk.dialogue.meetings.views import calendar, calendar_feeds, invitations, sitting

urlpatterns: list[URLPattern] = [
    path("calendar", calendar.calendar, name="calendar"),
    path("calendar/feed/<str:secret>.ics", calendar.calendar_feed, name="calendar-feed"),
    path("account/calendars", calendar_feeds.account_calendars, name="account-calendars"),
    path(
        "account/calendars/<int:number>/revoke",
        calendar_feeds.account_calendar_revoke,
        name="account-calendar-revoke",
    ),
    path("engagement/<int:number>.ics", calendar.engagement_ics, name="engagement-ics"),
    path("engagement/<int:number>/invitations", invitations.invitations, name="invitations"),
    path("engagement/<int:number>/invitations.docx", invitations.invitations_word, name="invitations-word"),
    path("engagement/<int:number>/invitations/mark", invitations.invitations_mark, name="invitations-mark"),
    path("engagement/<int:number>/sitting", sitting.sitting, name="sitting"),
    path("engagement/<int:number>/sitting/lines", sitting.sitting_lines, name="sitting-lines"),
    path("engagement/<int:number>/sitting/line", sitting.sitting_line, name="sitting-line"),
    path("engagement/<int:number>/sitting/attendance", sitting.sitting_attendance, name="sitting-attendance"),
]
