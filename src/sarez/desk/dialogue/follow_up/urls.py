"""The addresses of next steps, portfolios and reminders."""

from __future__ import annotations

from django.urls import URLPattern, path

from sarez.desk.dialogue.follow_up.views import handover, portfolio, reminders, steps

urlpatterns: list[URLPattern] = [
    path("entry/<int:number>/steps", steps.step_add, name="step-add"),
    path("step/<int:number>", steps.step, name="step"),
    path("step/<int:number>/turn", steps.step_turn, name="step-turn"),
    path("step/<int:number>/drop", steps.step_drop, name="step-drop"),
    path("portfolio", portfolio.portfolio, name="portfolio"),
    path("portfolio/<str:username>", portfolio.portfolio_of, name="portfolio-of"),
    path("handover/<str:username>", handover.handover, name="handover"),
    path("account/reminders", reminders.account_reminders, name="account-reminders"),
    path("account/reminders/confirm", reminders.account_reminders_confirm, name="account-reminders-confirm"),
]
