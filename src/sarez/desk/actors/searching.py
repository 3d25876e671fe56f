"""Actors found by name, alias or acronym, in either alphabet and with misspellings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.actors.counting import counts_by_party
from sarez.desk.actors.models import Actor, Alias
from sarez.desk.actors.seeding import FROM_REPORT
from sarez.desk.events.wording import actor as called
from sarez.desk.events.wording import own_names
from sarez.reading.likeness import fold
from sarez.region.names import is_acronym
from sarez.region.spelling import sounds

ENOUGH = 80.0  # of 100: two letters of ten may be wrong
KINDS = ("state", "body", "group", "crowd")


@dataclass(frozen=True, slots=True)
class Line:
    """An actor in a list: how many entries name it, and the name by which it was found, if another."""

    actor: Actor
    counts: Counter[str]
    found_by: str = ""
    score: float = 0.0

    @property
    def total(self) -> int:
        """How many entries name it."""
        return self.counts["event"] + self.counts["engagement"] + self.counts["commitment"]


def actors(viewer: Viewer, text: str = "", kind: str = "") -> list[Line]:
    """The actors that a viewer may know of, those named most first; of a kind and by a name, if asked."""
    counts = counts_by_party(viewer)
    found = Actor.objects.filter(joined_into=None)
    if kind in KINDS:
        found = found.filter(kind=kind)
    lines = [
        Line(actor, counts.get(actor.code, Counter()))
        for actor in found
        if actor.origin != FROM_REPORT or actor.code in counts
    ]
    if text.strip():
        return _by_name(viewer, text, lines, set(counts))
    return sorted(lines, key=lambda li: (-li.total, li.actor.kind != "state", li.actor.name))


def _by_name(viewer: Viewer, text: str, lines: Iterable[Line], seen: set[str]) -> list[Line]:
    """The lines whose actor is called so, the most alike first."""
    by_actor = {line.actor.pk: line for line in lines}
    names = [(li.actor.pk, name) for li in by_actor.values() for name in (li.actor.name, li.actor.code)]
    own = own_names()
    names += [(li.actor.pk, own[li.actor.code]) for li in by_actor.values() if li.actor.code in own]
    aliases = Alias.objects.filter(marking__lte=viewer.clearance).order_by()
    names += list(aliases.values_list("actor_id", "name"))
    joined = Actor.objects.filter(joined_into__isnull=False)
    names += [
        (pk, name)
        for pk, name, code, origin in joined.values_list("joined_into", "name", "code", "origin")
        if origin != FROM_REPORT or code in seen
    ]
    asked = Asked.of(text)
    best: dict[int, tuple[float, str]] = {}
    for pk, name in names:
        if pk in by_actor:
            score = asked.likeness(name)
            if score >= ENOUGH and score > best.get(pk, (0.0, ""))[0]:
                best[pk] = score, name
    found = []
    for pk, (score, name) in best.items():
        line = by_actor[pk]
        found.append(
            Line(
                line.actor, line.counts, "" if name in (line.actor.name, called(line.actor)) else name, score
            )
        )
    return sorted(found, key=lambda li: (-li.score, -li.total, li.actor.name))


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, folded and as it sounds."""

    folded: str
    sound: str

    @classmethod
    def of(cls, text: str) -> Asked:
        """A typed name."""
        return cls(fold(text), " ".join(sounds(text)))

    def likeness(self, name: str) -> float:
        """From 0 to 100: 100 for the same name or acronym, less for a part of it, a misspelling or another alphabet."""
        folded = fold(name)
        if folded == self.folded:
            return 100.0
        if is_acronym(name) and len(folded) < 6:
            return 0.0
        if f" {folded}".find(f" {self.folded}") >= 0 and len(self.folded) > 1:
            return 95.0
        sound = " ".join(sounds(name))
        if self.sound and sound == self.sound:
            return 94.0
        if len(self.sound) > 3 and f" {sound}".find(f" {self.sound}") >= 0:
            return 90.0
        return min(fuzz.ratio(self.sound, sound, score_cutoff=ENOUGH), 93.0) if len(self.sound) > 3 else 0.0
