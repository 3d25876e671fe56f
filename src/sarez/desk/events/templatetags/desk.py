"""Tags and filters that every page uses."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from sarez.desk.accounts import markings
from sarez.desk.actors.models import Actor
from sarez.desk.events import reasons, wording
from sarez.desk.events.models import Version
from sarez.vocabulary.issues import load_issues

register = template.Library()


@register.filter
def party(code: str) -> str:
    """What a party is called in the language of the page: `KGZ` → Kyrgyzstan."""
    return wording.party(str(code))


@register.filter
def called(actor: Actor) -> str:
    """The name of an actor on record in the language of the page."""
    return wording.actor(actor)


@register.filter
def titled(version: Version) -> str:
    """The title of an entry in the language of the page."""
    return wording.title(version)


@register.filter
def act(version: Version) -> str:
    """What the type, kind or modality of an entry is called."""
    return wording.act(version)


@register.filter
def status(name: str) -> str:
    """What a status is called: `called_for` → called for."""
    return wording.status(str(name))


@register.filter
def quad(name: str) -> str:
    """What a quad class is called."""
    return wording.quad(str(name))


@register.filter
def office(title: str) -> str:
    """What an office is called."""
    return wording.office(str(title))


@register.filter
def period(name: str) -> str:
    """A month, quarter or year as one writes it."""
    return wording.period(str(name))


@register.filter
def place_kind(name: str) -> str:
    """What a kind of place is called."""
    return wording.place_kind(str(name))


@register.filter
def word(text: str) -> str:
    """A word of the vocabulary in the language of the page."""
    return wording.word(str(text))


@register.filter
def issue(name: str) -> str:
    """The label of an issue in the language of the page."""
    known = load_issues().by_name.get(str(name))
    return known.label(wording.language()) if known else str(name)


@register.filter
def reason(text: str) -> str:
    """A reason, kept in English, in the language of the page."""
    return reasons.said(str(text))


@register.filter
def each_reason(texts: Iterable[str]) -> list[str]:
    """Several reasons in the language of the page."""
    return [reasons.said(str(text)) for text in texts]


@register.filter
def marking(order: int) -> str:
    """The name of a marking: 1 → TLP:GREEN."""
    return markings.name_of(int(order))
