"""The fields of each kind of record, in the order a person fills them in: what they are called and what they take."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sarez.vocabulary.engagements import load_engagements
from sarez.vocabulary.events import load_events
from sarez.vocabulary.issues import load_issues
from sarez.vocabulary.modalities import load_modalities
from sarez.vocabulary.tongues import words_in

STATUSES = {
    "occurred": _("occurred"),
    "planned": _("planned"),
    "called_for": _("called for"),
    "denied": _("denied"),
}
MODALITIES = {
    "agreed": _("agreed"),
    "in_principle": _("agreed in principle"),
    "offered": _("offered"),
    "proposed": _("proposed"),
    "noted": _("noted"),
}
KIND_LABELS = {
    "event": _("Event"),
    "engagement": _("Engagement"),
    "commitment": _("Commitment"),
    "person": _("Person"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `shape` is choice, issues, parties, names, date, number, country, text or words (a longer text)."""

    name: str
    label: str | Promise
    shape: str = "text"
    is_needed: bool = False

    def choices(self) -> dict[str, str]:
        """What may be chosen, by name, with its label in the language of the request; empty for a free field."""
        return _choices(self.name, self.shape, get_language() or "en")


_TYPE = Field("type", _("Act"), "choice", is_needed=True)
_KIND = Field("kind", _("Kind"), "choice", is_needed=True)
_DATE = Field("date", _("Date"), "date")
_PLACE, _COUNTRY = Field("place", _("Place")), Field("country", pgettext_lazy("country", "State"), "country")
_ISSUES = Field("issues", _("Issues"), "issues")
_STATUS = Field("status", _("Status"), "choice", is_needed=True)

FIELDS: dict[str, tuple[Field, ...]] = {
    "event": (
        _TYPE,
        Field("actor", _("Who"), "parties"),
        Field("recipient", _("To or with whom"), "parties"),
        _DATE,
        _PLACE,
        _COUNTRY,
        _STATUS,
        Field("killed", _("Killed"), "number"),
        Field("injured", _("Injured"), "number"),
        _ISSUES,
    ),
    "engagement": (
        _KIND,
        Field("title", _("Title")),
        _DATE,
        Field("date_end", _("Last day"), "date"),
        _PLACE,
        _COUNTRY,
        Field("organizers", _("Organizers"), "parties"),
        Field("participants", _("Participants"), "parties"),
        Field("people", _("People"), "names"),
        _STATUS,
        _ISSUES,
    ),
    "commitment": (
        Field("parties", _("Who undertakes it"), "parties", is_needed=True),
        Field("text", _("What"), "words", is_needed=True),
        Field("due", _("Due"), "date"),
        Field("modality", _("How firmly"), "choice", is_needed=True),
    ),
    "person": (
        Field("name", _("Name"), is_needed=True),
        Field("position", _("Position")),
        Field("organization", _("Body")),
        _COUNTRY,
        Field("aliases", _("Other names"), "names"),
    ),
}


@lru_cache(maxsize=64)
def _choices(name: str, shape: str, language: str) -> dict[str, str]:
    if shape == "issues":
        issues = load_issues().by_name.values()
        return {issue.name: issue.label(language) for issue in issues}
    if shape != "choice":
        return {}
    if name == "type":
        return {name: words_in(language).get(name, name).capitalize() for name in load_events()}
    if name == "kind":
        return {kind: words_in(language).get(kind, kind).capitalize() for kind in load_engagements()}
    if name == "modality":
        return {m: str(MODALITIES.get(m, m)) for m in load_modalities()}
    return {status: str(label) for status, label in STATUSES.items()}
