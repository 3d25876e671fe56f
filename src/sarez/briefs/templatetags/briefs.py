"""Filters of the pages of briefs."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def noted(numbers: Iterable[int]) -> SafeString:
    """The numbers of sources as links to the list at the end."""
    source = escape(_("source"))
    links = " ".join(f'<a href="#note-{n:d}" aria-label="{source} {n:d}">{n:d}</a>' for n in numbers)
    return SafeString(f'<sup class="noted">{links}</sup>' if links else "")
