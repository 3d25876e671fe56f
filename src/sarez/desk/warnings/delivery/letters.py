"""What a recipient is sent: a mail in plain text, or the JSON of a webhook. What is in it depends on who may read it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from sarez.desk.accounts import markings
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.follow_up import mailing
from sarez.desk.warnings.levels import level_of, odds, percent, title_of
from sarez.desk.warnings.models import Recipient, Warning
from sarez.desk.warnings.models.warnings import CANCEL, UPDATE
from sarez.desk.warnings.told import told

TYPES = {"issued": "warning.issued", "update": "warning.updated", "cancel": "warning.cancelled"}


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as it is to be sent."""

    subject: str
    text: str


def letter(warning: Warning, recipient: Recipient, desk: str) -> Letter:
    """The mail on a warning. Above the marking that may travel by mail it says only that there is one, and where."""
    with override(recipient.language):
        link = f"{desk.rstrip('/')}/warnings/{warning.number}"
        if warning.marking > mailing.ceiling():
            return _sealed(warning, link)
        return Letter(_subject(warning), _text(warning, link))


def _subject(warning: Warning) -> str:
    level = level_of(warning.level)
    said = f"{level.colour.told(_language())}: {level.word.told(_language())}"
    first = {UPDATE: _("Update"), CANCEL: _("Cancelled")}.get(warning.kind, "")
    parts = [_("EXERCISE") if warning.is_exercise else "", first, said, title_of(warning)]
    return f"[{markings.name_of(warning.marking)}] {' · '.join(filter(None, parts))}"[:180].replace("\n", " ")


def _sealed(warning: Warning, link: str) -> Letter:
    subject = _("A warning waits for you on the Sarez desk")
    exercise = [_("This is an exercise."), ""] if warning.is_exercise else []
    lines = [
        *exercise,
        _("A warning has been issued that is marked above what may stand in a mail."),
        _("Sign in to read and acknowledge it:"),
        link,
    ]
    return Letter(subject, "\n".join(lines) + "\n")


def _text(warning: Warning, link: str) -> str:
    level = level_of(warning.level)
    head = [
        markings.name_of(warning.marking),
        *([_("EXERCISE – EXERCISE – EXERCISE")] if warning.is_exercise else []),
        "",
        level.told(_language()),
        title_of(warning),
        f"{warning.first:%Y-%m-%d} – {warning.last:%Y-%m-%d}",
        f"{odds(warning.probability)} ({percent(warning.probability)})",
        "",
    ]
    if warning.kind == UPDATE:
        head += [
            _("This takes the place of warning %(n)s: %(why)s")
            % {"n": warning.supersedes, "why": warning.why},
            "",
        ]
    if warning.kind == CANCEL:
        head += [_("Warning %(n)s is cancelled: %(why)s") % {"n": warning.supersedes, "why": warning.why}, ""]
    parts = [
        (_("Why"), warning.rationale),
        (_("What else may explain it"), warning.alternatives),
        (_("What would change the assessment"), warning.would_change),
        (_("What might help"), warning.opportunities),
    ]
    body = [line for label, text in parts if text for line in (f"{label}:", text, "")]
    expires = _("It expires on %(day)s UTC.") % {"day": f"{warning.expires:%Y-%m-%d %H:%M}"}
    return "\n".join(
        [*head, *body, expires, _("Sign in to acknowledge it and to see what it rests on:"), link, ""]
    )


def payload(warning: Warning, clearance: int, key: str, desk: str, now: datetime) -> bytes:
    """The body of a webhook: the warning as the API tells it to someone so cleared."""
    said: dict[str, Any] = {
        "type": TYPES[warning.kind],
        "id": key,
        "timestamp": now.isoformat(timespec="seconds"),
        "data": told(warning, Viewer(clearance)) | {"url": f"{desk.rstrip('/')}/warnings/{warning.number}"},
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True).encode()


def _language() -> str:
    from sarez.desk.events.wording import language

    return language()
