"""What a standard, a course or a part of one is called in the language of the page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language


def named(part: Any) -> str:
    """The title or text of a part in the language of the page, or in English where it has no other."""
    field = "text" if hasattr(part, "text") else "title"
    return str((get_language() == "ru" and getattr(part, f"{field}_ru", "")) or getattr(part, field))
