"""Tags and filters that every page uses."""

from __future__ import annotations

from django import template

from sarez.desk.accounts import markings
from sarez.desk.events import columns

register = template.Library()


@register.filter
def party(code: str) -> str:
    """What the region calls a party: `KGZ` → Kyrgyzstan."""
    return columns.party_name(str(code))


@register.filter
def marking(order: int) -> str:
    """The name of a marking: 1 → TLP:GREEN."""
    return markings.name_of(int(order))
