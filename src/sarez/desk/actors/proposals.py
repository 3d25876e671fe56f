"""Which bodies may be one: proposed with a score and reasons, for a person to merge or to keep apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.actors.counting import counts_by_party, kept
from sarez.desk.actors.models import Actor, Alias, Difference, Merging
from sarez.desk.actors.seeding import FROM_REPORT
from sarez.reading.likeness import content_words, fold, overlap
from sarez.region.names import is_acronym, key
from sarez.region.spelling import sounds

ENOUGH, MOST = 0.75, 100
_SAME = {
    "un": "united nations", "eu": "european union", "center": "centre", "organisation": "organization",
    "programme": "program", "defense": "defence", "co": "", "int": "international", "intl": "international",
    "dept": "department", "univ": "university", "the": "",
}  # fmt: skip
_SMALL = frozenset({"of", "the", "for", "and", "in", "on", "to", "at", "a"})


@dataclass(frozen=True, slots=True)
class Body:
    """A body as it is compared: its code and every name it goes by."""

    code: str
    names: tuple[str, ...]
    is_of_region: bool = False


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two bodies are, from 0 to 1, and why."""

    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two bodies that may be one."""

    kept: Actor
    gone: Actor
    score: float
    reasons: tuple[str, ...]
    counts: tuple[int, int] = (0, 0)


def likeness(one: Body, two: Body) -> Likeness:
    """How alike two bodies are by their names: the same, an acronym of the other, or spelt nearly so."""
    found = [_alike(x, y) for x in one.names for y in two.names]
    return max(found, key=lambda like: like.score, default=Likeness(0.0, ()))


@lru_cache(maxsize=65536)
def _alike(one: str, two: str) -> Likeness:
    x, y = plain(one), plain(two)
    if not x or not y:
        return Likeness(0.0, ())
    if x == y:
        if fold(one) == fold(two):
            return Likeness(1.0, (f"the same name: {two}",))
        return Likeness(0.95, (f"the same but for spelling: {one} and {two}",))
    if is_acronym(one) != is_acronym(two):
        short, long = (one, two) if is_acronym(one) else (two, one)
        is_it = len(fold(short)) > 2 and fold(short).replace(" ", "") in initials(long)
        return Likeness(0.9, (f"{short} is the acronym of {long}",)) if is_it else Likeness(0.0, ())
    if is_acronym(one):
        return Likeness(0.0, ())
    if sounds(one) == sounds(two):
        return Likeness(0.9, (f"{one} and {two} sound the same in either alphabet",))
    words, others = content_words(x), content_words(y)
    shared = overlap(words, others)
    spelling = fuzz.ratio(x, y) / 100
    if shared >= 0.75 and len(words | others) > 2:
        return Likeness(round(0.6 + 0.3 * shared, 2), (f"most words shared: {one} and {two}",))
    if spelling > 0.88 and len(words) == len(others) and shared >= 0.5 * (len(words) > 1):
        return Likeness(round(spelling * 0.9, 2), (f"spelt nearly alike: {one} and {two}",))
    return Likeness(0.0, ())


@lru_cache(maxsize=65536)
def plain(name: str) -> str:
    """A name folded, with the commonest differences of spelling gone."""
    return " ".join(part for word in fold(name).split() if (part := _SAME.get(word, word)))


@lru_cache(maxsize=65536)
def initials(name: str) -> frozenset[str]:
    """The acronyms that a name may have: of its words that count, or of all."""
    words = key(name)
    if len(words) < 3:
        return frozenset()
    return frozenset(
        {"".join(w[0] for w in words if w not in _SMALL), "".join(w[0] for w in words)},
    )


def proposals(viewer: Viewer) -> list[Proposal]:
    """The bodies that may be one, of those the viewer may know of, the likeliest first."""
    return kept(viewer, f"proposals {_changed()}", lambda: _proposals(viewer))


def _changed() -> str:
    """What changes when a person has merged or told apart, so that no kept list outlives it."""
    last = Merging.objects.order_by("-id").values_list("id", "undone_at").first()
    open_ones = Merging.objects.filter(undone_at=None).count()
    return f"{last} {open_ones} {Difference.objects.count()}"


def _proposals(viewer: Viewer) -> list[Proposal]:
    counts = counts_by_party(viewer)
    found = Actor.objects.filter(joined_into=None, kind__in=("body", "group"))
    known = {a.code: a for a in found if a.origin != FROM_REPORT or a.code in counts}
    named = _named(viewer, known.values())
    apart = {frozenset(pair) for pair in Difference.objects.values_list("one", "two")}
    made = []
    for one, two in _near(named):
        pair = known[one.code], known[two.code]
        if frozenset(a.pk for a in pair) in apart:
            continue
        like = likeness(one, two)
        if like.score >= ENOUGH:
            keep, gone = sorted(
                pair, key=lambda a: (a.origin == FROM_REPORT, -sum(counts.get(a.code, {}).values()), a.pk)
            )
            numbers = tuple(sum(counts.get(a.code, {}).values()) for a in (keep, gone))
            made.append(Proposal(keep, gone, like.score, like.reasons, (numbers[0], numbers[1])))
    return sorted(made, key=lambda p: (-p.score, p.gone.name))[:MOST]


def _named(viewer: Viewer, known: Iterable[Actor]) -> list[Body]:
    names: dict[int, list[str]] = {}
    aliases = Alias.objects.filter(marking__lte=viewer.clearance).exclude(why__startswith="acts for it")
    for actor, name in aliases.order_by().values_list("actor_id", "name"):
        names.setdefault(actor, []).append(name)
    return [
        Body(
            a.code,
            tuple(dict.fromkeys((a.code, a.name, *names.get(a.pk, ())))),
            a.origin != FROM_REPORT,
        )
        for a in known
    ]


def _near(bodies: Iterable[Body]) -> Iterator[tuple[Body, Body]]:
    """The pairs that share a word or an acronym; two bodies of the region, which an editor set apart, are no pair."""
    by_word: dict[str, list[Body]] = {}
    for body in bodies:
        words = {w for name in body.names for w in _keys(name)}
        for word in words:
            by_word.setdefault(word, []).append(body)
    met: set[frozenset[str]] = set()
    for sharing in by_word.values():
        own = [b for b in sharing if not b.is_of_region]
        if len(own) * len(sharing) > 40_000:
            continue  # a word that hundreds of bodies share says nothing
        for one in own:
            for two in sharing:
                pair = frozenset((one.code, two.code))
                if len(pair) == 2 and pair not in met:
                    met.add(pair)
                    yield one, two


def _keys(name: str) -> set[str]:
    """By what two names may meet: the sound of a longer word, or the acronym."""
    if is_acronym(name):
        return {fold(name).replace(" ", "")}
    return {s for s in sounds(plain(name)) if len(s) > 3} | set(initials(name))
