"""A warning as a message of the Common Alerting Protocol 1.2, in English and Russian."""

from __future__ import annotations

from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from sarez.desk.accounts import markings
from sarez.desk.warnings.levels import level_of, odds, title_of, unit_called
from sarez.desk.warnings.models import Warning
from sarez.desk.warnings.models.warnings import CANCEL, ISSUED, UPDATE
from sarez.watch.cap import Area, Message, Reference, Text, message_of, to_cap

MEDIA = "application/cap+xml"
KINDS = {ISSUED: "Alert", UPDATE: "Update", CANCEL: "Cancel"}
LANGUAGES = ("en", "ru")


def cap(warning: Warning, before: list[Warning], desk: str) -> bytes:
    """The document. `before` are the warnings whose place it takes, `desk` is where the desk is served."""
    return to_cap(message(warning, before, desk))


def message(warning: Warning, before: list[Warning], desk: str) -> Message:
    """What the message says."""
    who = sender(desk)
    earlier = tuple(Reference(who, identifier(one), one.known_from) for one in before)
    with override("en"):
        words = odds(warning.probability)
    return message_of(
        identifier=identifier(warning),
        sender=who,
        sent=warning.known_from,
        kind=KINDS[warning.kind],
        marking=markings.name_of(warning.marking).removeprefix("TLP:"),
        level=level_of(warning.level).name,
        unit=warning.unit,
        issue=warning.issue,
        first=warning.first,
        last=warning.last,
        texts=tuple(_text(warning, language) for language in LANGUAGES),
        areas=(Area(tuple(_area(warning, language) for language in LANGUAGES)),),
        probability=warning.probability,
        odds=words,
        is_drill=warning.is_exercise,
        references=earlier,
        sender_name="Sarez",
        web=f"{desk.rstrip('/')}/warnings/{warning.number}",
        note=warning.why,
    )


def identifier(warning: Warning) -> str:
    """By what receivers know a message: the same for good."""
    return f"sarez-warning-{warning.number}-{warning.known_from:%Y%m%dT%H%M%SZ}"


def sender(desk: str) -> str:
    """Who sends: the desk's address of mail, else its name and host."""
    address = parseaddr(settings.MAIL["sender"])[1]
    return address or f"sarez@{urlsplit(desk).hostname or 'localhost'}"


def _text(warning: Warning, language: str) -> Text:
    with override(language):
        level = level_of(warning.level)
        exercise = f"{_('EXERCISE')}: " if warning.is_exercise else ""
        said = f"{exercise}{level.colour.told(language)}: {level.word.told(language)}. {title_of(warning)}"
        parts = [
            warning.rationale,
            *(f"{label}: {text}" for label, text in (
                (_("What else may explain it"), warning.alternatives),
                (_("What would change the assessment"), warning.would_change),
                (_("What might help"), warning.opportunities),
            ) if text),
        ]  # fmt: skip
        return Text(language, title_of(warning), said, "\n".join(parts), level.advice.told(language))


def _area(warning: Warning, language: str) -> tuple[str, str]:
    with override(language):
        return language, unit_called(warning.unit)
