"""Tags and filters of the pages of warnings."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sarez.desk.events.wording import language
from sarez.desk.warnings import levels
from sarez.desk.warnings.clock.following import answered_by
from sarez.desk.warnings.delivery import troubles
from sarez.desk.warnings.models import Content, Proposal
from sarez.watch.rules.levels import Level

register = template.Library()
PAGES: tuple[tuple[str, str | Promise, str], ...] = (
    ("watch", _("At a glance"), "read"),
    ("warnings", _("Warnings"), "read"),
    ("warning-rules", _("Rules"), "read"),
    ("replay", _("Replay"), "read"),
    ("scoreboard", _("Scoreboard"), "read"),
    ("watch-questions", _("Questions"), "read"),
    ("warning-recipients", _("Recipients"), "warn"),
)
"""The pages of the room side by side; one that has no address yet is left out."""


@register.inclusion_tag("dialogue/tabs.html", takes_context=True)
def watch_tabs(context: Any) -> dict[str, Any]:
    """The pages of the room that the user may open."""
    path, as_of, may = context["request"].path, context.get("as_of", ""), context.get("may", {})
    found = []
    for name, label, permission in PAGES:
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        if permission in may:
            found.append((address + (f"?as_of={as_of}" if as_of else ""), label, path == address))
    return {"pages": found}


@register.inclusion_tag("warnings/level.html")
def level(name: str) -> dict[str, Any]:
    """A level by its shape, colour and word."""
    found = levels.level_of(name)
    return {"level": found, "word": found.word.told(language()), "colour": found.colour.told(language())}


@register.inclusion_tag("warnings/answered.html", takes_context=True)
def warnings_answered(context: Any, entry: int) -> dict[str, Any]:
    """The warnings that an engagement or commitment answers, for its page; nothing where there are none."""
    viewer = context["request"].viewer
    return {
        "standings": answered_by(entry, viewer, timezone.now()),
        "as_of": context.get("as_of", ""),
        "request": context["request"],
    }


@register.filter
def level_advice(name: str) -> str:
    """What a level asks for."""
    return levels.level_of(name).advice.told(language())


@register.simple_tag
def said(told: Proposal, field: str) -> str:
    """A text of a proposal in the language of the page."""
    return told.told(field)


@register.filter
def about(told: Content) -> str:
    """What a warning is about, in the language of the page."""
    return levels.title_of(told)


@register.filter
def unit_name(name: str) -> str:
    """What a unit is called."""
    return levels.unit_called(name)


@register.filter
def odds(probability: float | None) -> str:
    """The word for a probability."""
    return levels.odds(probability)


@register.filter
def percent(probability: float | None) -> str:
    """A probability as a number."""
    return levels.percent(probability)


@register.filter
def trouble(problem: str) -> str:
    """Why a warning did not come."""
    return troubles.trouble(problem)


@register.filter
def level_css(found: Level) -> str:
    """The class that colours a level."""
    return f"level-{found.name}"
