"""Filters of the pages of briefs."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def noted(numbers: Iterable[int]) -> SafeString:
    """The numbers of sources as links to the list at the end."""
    links = format_html_join(
        " ", '<a href="#note-{0}" aria-label="{1} {0}">{0}</a>', ((n, _("source")) for n in numbers)
    )
    return format_html('<sup class="noted">{}</sup>', links) if links else SafeString("")
