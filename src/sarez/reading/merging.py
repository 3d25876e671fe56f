"""One real thing told three times is one record with three pieces of evidence."""

from __future__ import annotations

from dataclasses import dataclass, field

from sarez.reading.counterparts import SYMMETRICAL
from sarez.reading.drafts import Draft
from sarez.reading.parties import CROWDS
from sarez.reading.settings import When, Where

_DISTINCT_KINDS = frozenset({"visit", "call", "signing", "training", "launch"})


@dataclass(slots=True)
class Act:
    """A draft with its date, place and figures; `told` are the other drafts that tell of the same act."""

    draft: Draft
    when: When
    where: Where
    own_date: bool
    killed: int | None = None
    injured: int | None = None
    issues: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    told: list[Draft] = field(default_factory=list)
    score: float = 0.5

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The sentences the act rests on, the best first, none twice."""
        return tuple(dict.fromkeys((d.start, d.end) for d in (self.draft, *self.told)))


def dates_agree(a: str | None, b: str | None) -> bool:
    """Whether two dates may be the same day: one is unknown, or one is a less precise form of the other."""
    return a is None or b is None or a.startswith(b) or b.startswith(a)


def _parties_agree(a: Draft, b: Draft) -> bool:
    if a.type in SYMMETRICAL:
        x, y = set(a.parties), set(b.parties)
    elif (a.type == "ASSAULT" and (not (a.actor and b.actor) or _is_toll_of(a, b) or _is_toll_of(b, a))) or (
        a.type == "ASSAULT" and set(a.parties) == set(b.parties) and (_is_aside(a) or _is_aside(b))
    ):
        return True
    else:
        x, y = set(a.actor), set(b.actor)
        if x & y or not x or not y:
            x, y = set(a.recipient), set(b.recipient)
            return bool(x & y) or not x or not y
        return False
    return len(x & y) / len(x | y) >= 0.5 if x | y else True


def _is_laid(draft: Draft) -> bool:
    """Whether the words themselves say who did it, so that its direction is no guess."""
    return bool(draft.features.get("actor"))


def _is_aside(draft: Draft) -> bool:
    """Whether a draft only fills in a fight, naming nobody who did it: “fifteen fell to return fire”, “four cars burnt”."""
    return not _is_laid(draft) and bool(draft.features.get("answer") or draft.features.get("damage"))


def _is_toll_of(toll: Draft, fight: Draft) -> bool:
    """Whether people hurt are those of an attack told in the same breath: "they exchanged fire, killing 12 people"."""
    if toll.start != fight.start or not set(toll.recipient) <= CROWDS:
        return False
    sides = set(fight.parties)
    return toll.actor == fight.actor or (len(sides) > 1 and sides <= set(toll.actor))


def _stands_alone(draft: Draft) -> bool:
    """Whether a draft tells its act outright, with a verb of its own and a party, and does not only point back to one."""
    features = draft.features
    told_by_the_dead = "rev" in draft.trigger.pattern.options
    if draft.type == "ASSAULT" and (told_by_the_dead or not draft.actor or features.get("guessed", 0) > 1):
        return False
    return features.get("given", 0) >= 1 and not features.get("weak") and not features.get("noun")


def same_act(a: Act, b: Act) -> bool:
    """Whether two acts of one report are the same thing told again."""
    x, y = a.draft, b.draft
    if x.type != y.type or x.status != y.status:
        return False
    if x.start == y.start and set(x.parties) == set(y.parties):
        return True
    if not _parties_agree(x, y) or _differ_in_kind(x, y):
        return False
    if x.start != y.start and _stands_alone(x) and _stands_alone(y):
        return False
    if not (a.own_date and b.own_date) and _lie_apart(a, b):
        return False
    return dates_agree(a.when.iso, b.when.iso)


def _differ_in_kind(a: Draft, b: Draft) -> bool:
    return bool(a.kind and b.kind and a.kind != b.kind and {a.kind, b.kind} & _DISTINCT_KINDS)


def _lie_apart(a: Act, b: Act) -> bool:
    both = a.where.place and b.where.place
    return bool(both and a.where.place != b.where.place and a.where.country != b.where.country)


def merge(acts: list[Act]) -> list[Act]:
    """Join the acts that are one; the fuller draft leads, the rest are kept as evidence."""
    kept: list[Act] = []
    for act in acts:
        match = next((k for k in kept if same_act(k, act)), None)
        if match is None:
            kept.append(act)
        else:
            _join(match, act)
    return kept


def _join(kept: Act, act: Act) -> None:
    kept.told.append(act.draft)
    kept.score = max(kept.score, act.score)
    if act.own_date and not kept.own_date:
        kept.when, kept.own_date = act.when, True
    if kept.where.place is None and act.where.place is not None:
        kept.where = act.where
    kept.draft.kind = kept.draft.kind or act.draft.kind
    is_surer = kept.draft.features.get("guessed", 0) > act.draft.features.get("guessed", 0)
    if _is_fuller(act.draft, kept.draft) or (is_surer and not _is_fuller(kept.draft, act.draft)):
        kept.draft.actor, kept.draft.recipient = act.draft.actor, act.draft.recipient
    kept.killed = kept.killed if kept.killed is not None else act.killed
    kept.injured = kept.injured if kept.injured is not None else act.injured
    kept.issues = tuple(dict.fromkeys(kept.issues + act.issues))


def _is_fuller(told: Draft, kept: Draft) -> bool:
    """Whether another telling names the actor that the first leaves open, and no other party than it for the rest."""
    return _is_laid(told) and not kept.actor and set(kept.recipient) < set(told.parties)
