"""Why a warning did not come, in words for a page."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sarez.desk.dialogue.follow_up import mailing
from sarez.desk.warnings.delivery import hook
from sarez.desk.warnings.delivery.round import CHANGED, EXPIRED, SEALED, UNCLEARED

SAID = mailing.TROUBLES | {
    mailing.ADDRESS: _("The mail server refuses this address. Is it written right?"),
    "lost": _("The desk was stopped while it was sent. It may have come, so it is not sent again."),
    CHANGED: _("The recipient has changed since: what was laid out for the old address is not sent."),
    UNCLEARED: _("The recipient is not cleared for it now, is switched off, or is not confirmed."),
    EXPIRED: _("It expired before it could be sent."),
    SEALED: _("The secret of the webhook was sealed with another key: make a new one."),
    hook.UNREACHED: _("The address does not answer. It is tried again by itself."),
    hook.REFUSED: _(
        "The address cannot be called: look it up again. One in your own network is allowed by SAREZ_PRIVATE_FEEDS."
    ),
    hook.INSECURE: _("The address is not https: nothing is sent in the clear."),
}


def trouble(problem: str) -> str:
    """What went wrong; as it was written where the desk has no words for it."""
    if problem.startswith(hook.ANSWERED):
        return gettext("It answered with %(status)s.") % {"status": problem.removeprefix(hook.ANSWERED)}
    return str(SAID.get(problem, problem))
