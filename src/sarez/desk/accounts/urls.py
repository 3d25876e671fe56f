"""The addresses of signing in and of housekeeping."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from sarez.desk.accounts import views, views_account, views_audit, views_oidc, views_people, views_retention

urlpatterns: list[URLPattern] = [
    path("sign-in", views.sign_in, name="sign-in"),
    path("sign-in/code", views.sign_in_code, name="sign-in-code"),
    path("sign-in/elsewhere", views_oidc.leave, name="sign-in-elsewhere"),
    path("sign-in/back", views_oidc.come_back, name="sign-in-back"),
    path("sign-in/<str:secret>", views.sign_in_by_link, name="sign-in-link"),
    path("sign-out", views.sign_out, name="sign-out"),
    path("language", views.set_language, name="set_language"),
    path("account", views_account.account, name="account"),
    path("account/language", views_account.account_language, name="account-language"),
    path("account/password", views_account.account_password, name="account-password"),
    path("account/second-factor", views_account.account_second_factor, name="account-second-factor"),
    path("account/tokens", views_account.account_tokens, name="account-tokens"),
    path("account/tokens/<int:number>/revoke", views_account.account_revoke, name="account-revoke"),
    path("users", views_people.users, name="users"),
    path("users/add", views_people.users_add, name="users-add"),
    path("users/<int:number>", views_people.users_change, name="users-change"),
    re_path(
        r"^users/(?P<number>\d+)/(?P<act>link|activate|deactivate|reset)$",
        views_people.users_act,
        name="users-act",
    ),
    path("audit", views_audit.audit, name="audit"),
    path("audit/verify", views_audit.audit_verify, name="audit-verify"),
    path("audit/export", views_audit.audit_export, name="audit-export"),
    path("retention", views_retention.retention, name="retention"),
    path("retention/rules", views_retention.retention_rule, name="retention-rule"),
    path("retention/rules/<int:number>/drop", views_retention.retention_drop, name="retention-drop"),
    path("retention/delete", views_retention.retention_delete, name="retention-delete"),
    path("retention/keep", views_retention.retention_keep, name="retention-keep"),
    path("retention/erase/<int:number>", views_retention.erase, name="erase"),
]
