"""The addresses of warnings, a part at a time."""

from __future__ import annotations

from django.urls import URLPattern, path

from sarez.desk.warnings.clock import views as clock
from sarez.desk.warnings.delivery import views as delivery
from sarez.desk.warnings.feed import views as feed
from sarez.desk.warnings.glance import urls as glance
from sarez.desk.warnings.inbox import views as inbox
from sarez.desk.warnings.issuing import views as issuing
from sarez.desk.warnings.questions import urls as questions
from sarez.desk.warnings.replaying import urls as replaying
from sarez.desk.warnings.rules import views as rules
from sarez.desk.warnings.scoreboard import urls as scoreboard

INBOX: list[URLPattern] = [
    path("warnings", inbox.warnings, name="warnings"),
    path("warnings/new", issuing.new, name="warning-new"),
    path("warnings/proposals/<int:number>", issuing.proposal, name="warning-proposal"),
    path("warnings/proposals/<int:number>/dismiss", issuing.dismiss, name="warning-proposal-dismiss"),
]
WARNING: list[URLPattern] = [
    path("warnings/<int:number>", clock.warning, name="warning"),
    path("warnings/<int:number>/acknowledge", clock.acknowledge, name="warning-acknowledge"),
    path("warnings/<int:number>/option", clock.option, name="warning-option"),
    path("warnings/<int:number>/decide", clock.decide, name="warning-decide"),
    path("warnings/<int:number>/act", clock.act, name="warning-act"),
    path("warnings/<int:number>/close", clock.close, name="warning-close"),
    path("warnings/<int:number>/update", issuing.update, name="warning-update"),
    path("warnings/<int:number>/cancel", issuing.cancel, name="warning-cancel"),
    path("warnings/<int:number>/cap.xml", feed.warning_cap, name="warning-cap"),
    path("warnings/<int:number>/again/<int:delivery_number>", delivery.delivery_again, name="warning-delivery-again"),
]  # fmt: skip
RULES: list[URLPattern] = [
    path("warnings/rules", rules.rules, name="warning-rules"),
    path("warnings/rules/edit", rules.edit, name="warning-rules-edit"),
    path("warnings/rules/new", rules.rule, name="warning-rule-new"),
    path("warnings/rules/run", rules.run, name="warning-rules-run"),
    path("warnings/rules/versions", rules.versions, name="warning-rules-versions"),
    path("warnings/rules/versions/<int:row>", rules.version, name="warning-rules-version"),
    path("warnings/rules/of/<slug:name>", rules.rule, name="warning-rule"),
    path("warnings/rules/of/<slug:name>/switch", rules.switch, name="warning-rule-switch"),
]
RECIPIENTS: list[URLPattern] = [
    path("warnings/recipients", delivery.recipients, name="warning-recipients"),
    path("warnings/recipients/<int:number>", delivery.recipient, name="warning-recipient"),
    path("warnings/recipients/<int:number>/confirm", delivery.recipient_confirm, name="warning-recipient-confirm"),
    path("warnings/recipients/<int:number>/secret", delivery.recipient_secret, name="warning-recipient-secret"),
]  # fmt: skip
FEEDS: list[URLPattern] = [
    path("warnings/feed.xml", feed.warnings_atom, name="warnings-atom"),
    path("warnings/feed/<str:secret>", feed.feed, name="warning-feed"),
    path("account/warnings", feed.account_feeds, name="account-warning-feeds"),
    path("account/warnings/<int:number>/revoke", feed.account_feed_revoke, name="account-warning-feed-revoke"),
]  # fmt: skip
PAGES: list[URLPattern] = [
    *glance.urlpatterns,
    *replaying.urlpatterns,
    *questions.urlpatterns,
    *scoreboard.urlpatterns,
]
urlpatterns: list[URLPattern] = [*PAGES, *INBOX, *RULES, *RECIPIENTS, *FEEDS, *WARNING]
