"""Tags of commitments: what became of those that other pages show, and names of periods and outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.utils.translation import gettext as _

from sarez.desk.dialogue.models.commitments import CHAINS, OUTCOMES, READS_LIKE
from sarez.desk.events.wording import period

register = template.Library()
_OUTCOMES, _READS_LIKE, _CHAINS = dict(OUTCOMES), dict(READS_LIKE), dict(CHAINS)


@register.filter
def outcome(name: str) -> str:
    """What an outcome is called: `partly` → kept in part."""
    return str(_OUTCOMES.get(name, name))


@register.filter
def reads_like(name: str) -> str:
    """What a piece of evidence reads like."""
    return str(_READS_LIKE.get(name, name))


@register.filter
def how_chained(name: str) -> str:
    """How one commitment follows another."""
    return str(_CHAINS.get(name, name))


@register.filter
def day_before(moment: datetime) -> str:
    """The day before a moment, as an address asks for it."""
    return (moment - timedelta(days=1)).date().isoformat()


@register.filter
def period_name(name: str) -> str:
    """A period as one writes it: `2024-Q2` → 2024 Q2."""
    year, _dash, part = name.partition("-H")
    if part:
        told = _("first half of %(year)s") if part == "1" else _("second half of %(year)s")
        return told % {"year": year}
    return period(name.replace("-Q", " Q"))


@register.simple_tag(takes_context=True)
def fates(context: Any, agreements: Iterable[Any]) -> Mapping[int, Any]:
    """What became of the commitments of agreements, by their entries: asked once for all of a page."""
    from sarez.desk.dialogue.commitments.cards import by_entry

    return by_entry((c for a in agreements for c in a.commitments), context["viewer"])


@register.filter
def of(found: Mapping[Any, Any], key: Any) -> Any:
    """What a mapping holds for a key; nothing where it holds none."""
    return found.get(key) if found else None
