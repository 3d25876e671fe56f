"""The four quad classes as pages show them: their labels, their order from best to worst, their CSS class."""

from __future__ import annotations

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from sarez.vocabulary.events import QUADS

LABELS = {
    "verbal cooperation": _("Verbal cooperation"),
    "material cooperation": _("Material cooperation"),
    "verbal conflict": _("Verbal conflict"),
    "material conflict": _("Material conflict"),
}
WORST_FIRST = ("material conflict", "verbal conflict", "material cooperation", "verbal cooperation")
COLOURS = dict(zip(QUADS, ("#8cc3e6", "#1769ab", "#f0b84c", "#c4491c"), strict=True))
DARK = dict(zip(QUADS, ("#7db9df", "#3d8fd6", "#e0a83a", "#df6a3c"), strict=True))
"""As --vc, --mc, --vx and --mx in palette.css: an image cannot read the page's variables."""


def is_conflict(quad: str) -> bool:
    """Whether a quad class is on the conflict side."""
    return quad.endswith("conflict")


def css_of(quad: str) -> str:
    """The class by which palette.css colours it."""
    return slugify(quad)


def worst(quads: object) -> str:
    """The worst of several quad classes; empty for none."""
    return next((quad for quad in WORST_FIRST if quad in quads), "")  # type: ignore[operator]
