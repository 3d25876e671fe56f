"""What parties, acts and entries are called in the language of the page. On record they stand by their codes, titles in English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language, gettext, override, pgettext
from django.utils.translation import gettext_lazy as _

from sarez.desk.actors.canonical import resolved
from sarez.desk.actors.models import Actor
from sarez.desk.events.fields import MODALITIES, STATUSES
from sarez.desk.events.models import Version
from sarez.desk.events.quads import LABELS
from sarez.region.region import load_region
from sarez.region.tongues import codes_in, names_in, titles_in
from sarez.vocabulary.tongues import words_in

CROWDS = {"civilians": _("civilians"), "armed group": _("armed group")}
PLACES = {
    "base": _("base"),
    "border_post": _("border post"),
    "canal": _("canal"),
    "capital": _("capital"),
    "city": _("city"),
    "dam": _("dam"),
    "district": _("district"),
    "exclave": _("exclave"),
    "lake": _("lake"),
    "mountain": _("mountain"),
    "pass": _("pass"),
    "port": _("port"),
    "province": _("province"),
    "region": _("region"),
    "reservoir": _("reservoir"),
    "river": _("river"),
    "sea": _("sea"),
    "site": _("site"),
    "spring": _("spring"),
    "town": _("town"),
    "valley": _("valley"),
    "village": _("village"),
    "water_intake": _("water intake"),
}
"""Kinds of places, as the gazetteer has them."""
MOST_NAMED = 4


def language() -> str:
    """The language of the page: two letters."""
    return (get_language() or "en")[:2]


@lru_cache(maxsize=4096)
def party_name(code: str) -> str:
    """What the region calls a party, in English."""
    return load_region().actors.name_of(code) or code


def party(code: str) -> str:
    """What a party is called in the language of the page; as in English where that has no name for it."""
    if code in CROWDS:
        return str(CROWDS[code])
    return own_names().get(code) or party_name(code)


def own_names() -> Mapping[str, str]:
    """The names that the language of the page has for states, bodies and groups; none in English."""
    return names_in(language(), load_region().folder) if language() != "en" else {}


def office(title: str) -> str:
    """What an office is called in the language of the page; in English where that has no name for it."""
    if language() == "en":
        return title
    return titles_in(language(), load_region().folder).get(title[:1].upper() + title[1:], title)


def code_called(name: str) -> str:
    """The code of what is called so in the language of the page; empty where that is nothing, or several."""
    if language() == "en":
        return ""
    return codes_in(language(), load_region().folder).get(name.strip().casefold(), "")


def actor(found: Actor) -> str:
    """The name of an actor on record in the language of the page."""
    return own_names().get(found.code) or (found.name if found.code not in CROWDS else party(found.code))


def word(text: str) -> str:
    """A word of the vocabulary (a type of act, a kind of encounter, a grade) in the language of the page; any other as it is."""
    return words_in(language()).get(text, text) if language() != "en" else text


def act(version: Version) -> str:
    """What the label of an entry is called: its type, kind or modality; of a person the office, as reports tell it."""
    if version.kind == "person":
        return version.label
    if version.kind == "commitment":
        return str(MODALITIES.get(version.label, version.label))
    return word(version.label)


def status(name: str) -> str:
    """What a status is called."""
    return str(STATUSES.get(name, name))


def quad(name: str) -> str:
    """What a quad class is called."""
    return str(LABELS.get(name, name))


def period(name: str) -> str:
    """A month, quarter or year as the language of the page writes it: `2021 Q2`, `2 кв. 2021`."""
    year, _space, number = name.partition(" Q")
    if not number:
        return name
    return pgettext("quarter", "%(year)s Q%(n)s") % {"year": year, "n": number}


def place_kind(name: str) -> str:
    """What a kind of place is called."""
    return str(PLACES.get(name, name))


def title(version: Version) -> str:
    """The title of an entry in the language of the page; in English as it stands on record."""
    if language() == "en" or "values" in version.get_deferred_fields():
        return version.title
    told = {name: choice["value"] for name, choice in version.values.items()}
    return title_of(version.kind, resolved(told)) or version.title


def english_title(kind: str, values: Mapping[str, Any]) -> str:
    """The title that is kept on record, whoever's page it was made from."""
    with override("en"):
        return title_of(kind, values)


def title_of(kind: str, values: Mapping[str, Any]) -> str:
    """A line that names an entry in lists: who did what with whom, where."""
    if kind == "commitment":
        return f"{_named(values.get('parties'))}: {values.get('text') or ''}"
    if kind == "person":
        return str(values.get("name") or "")
    place = f", {spelt(values['place'])}" if values.get("place") else ""
    if kind == "engagement":
        parties = _named([*(values.get("organizers") or []), *(values.get("participants") or [])])
        what = str(values.get("title") or word(str(values.get("kind") or "")).capitalize())
        return f"{what}: {parties}{place}" if parties else f"{what}{place}"
    doer, recipient = _named(values.get("actor")), _named(values.get("recipient"))
    nobody = gettext("unnamed")
    sides = f"{doer or nobody} → {recipient}" if recipient else doer
    return f"{word(str(values.get('type') or '')).capitalize()}: {sides}{place}"


def spelt(place: str) -> str:
    """A place as one writes it: a dateline prints BISHKEK."""
    return place.title() if place.isupper() and len(place) > 4 else place


def _named(codes: Sequence[str] | None) -> str:
    every = list(dict.fromkeys(codes or []))
    shown = ", ".join(party(c) for c in every[:MOST_NAMED])
    if len(every) <= MOST_NAMED:
        return shown
    return gettext("%(names)s and %(n)d more") % {"names": shown, "n": len(every) - MOST_NAMED}
