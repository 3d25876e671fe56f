"""One real thing told three times is one record with three pieces of evidence."""

from __future__ import annotations

from dataclasses import dataclass, field

from sarez.reading.counterparts import SYMMETRICAL
from sarez.reading.drafts import Draft
from sarez.reading.mentions import IN_OFFICE
from sarez.reading.roles import ARMED, CROWDS
from sarez.reading.settings import When, Where

BANDS = frozenset({"ISIS", "ISIS-K", "TTP", "IMU", "IJU", "AQ", "ETIM"})
NEAR = 400  # characters within which an aside still fills in a fight
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
    elif a.type == "ASSAULT" and _hit_opposite_sides(a, b):
        return False
    elif (a.type == "ASSAULT" and (not (a.actor and b.actor) or _is_toll_of(a, b) or _is_toll_of(b, a))) or (
        a.type == "ASSAULT" and set(a.parties) == set(b.parties) and (_is_aside(a) or _is_aside(b))
    ):
        return True
    else:
        x, y = set(a.actor), set(b.actor)
        if (ARMED in x and b.features.get("claim")) or (ARMED in y and a.features.get("claim")):
            return True
        if x & y or not x or not y:
            if a.type == "ASSAULT" and (_guesses_victim(a) or _guesses_victim(b)):
                return True
            x, y = set(a.recipient), set(b.recipient)
            return bool(x & y) or not x or not y
        return False
    return len(x & y) / len(x | y) >= 0.5 if x | y else True


def _hit_opposite_sides(a: Draft, b: Draft) -> bool:
    """Whether one attack hits gunmen and the other whom gunmen attack, neither filling in a fight of both."""
    is_near = abs(a.start - b.start) < NEAR
    if a.start == b.start or any(_is_aside(d) and (is_near or _hits_a_band(d)) for d in (a, b)):
        return False
    return _hits_a_band(a) != _hits_a_band(b) and not set(a.recipient) & set(b.recipient)


def _hits_a_band(draft: Draft) -> bool:
    """Whether those hit are gunmen, or a group that is no government and no body of states."""
    return any(
        c == ARMED or (c not in CROWDS | IN_OFFICE and not c.isupper()) or c in BANDS for c in draft.recipient
    )


def _guesses_victim(draft: Draft) -> bool:
    """Whether only the attacker is told, and "civilians" stands for whoever was hit."""
    return _is_laid(draft) and draft.features.get("guessed", 0) >= 1 and set(draft.recipient) <= CROWDS


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
    others_hit = x.type == "ASSAULT" and not set(x.recipient) & set(y.recipient)
    if others_hit and a.own_date and b.own_date and a.when.iso and b.when.iso:
        return (
            a.when.iso == b.when.iso
        )  # a policeman shot "the week before" is not hit in the fight of a day told
    return dates_agree(_day(a), _day(b))


def _day(act: Act) -> str | None:
    """The day of an act; none where it is only that of a count of the dead."""
    return None if act.draft.features.get("counted") and not act.own_date else act.when.iso


def _differ_in_kind(a: Draft, b: Draft) -> bool:
    return bool(a.kind and b.kind and a.kind != b.kind and {a.kind, b.kind} & _DISTINCT_KINDS)


def _lie_apart(a: Act, b: Act) -> bool:
    both = a.where.place and b.where.place
    return bool(both and a.where.place != b.where.place and a.where.country != b.where.country)


def merge(acts: list[Act]) -> list[Act]:
    """Join the acts that are one; the fuller draft leads, the rest are kept as evidence."""
    kept: list[Act] = []
    for act in acts:
        matches = [k for k in kept if same_act(k, act)]
        if matches:
            _join(_nearest(matches, act), act)
        else:
            kept.append(act)
    return kept


def _nearest(matches: list[Act], act: Act) -> Act:
    """Of the acts that another telling may repeat: what it says of a fight without a date goes with the fight told last."""
    if act.draft.type != "ASSAULT" or act.own_date:
        return matches[0]

    def last_told(match: Act) -> int:
        starts = (d.start for d in (match.draft, *match.told) if d.start <= act.draft.start)
        return max(starts, default=-1)

    return max(matches, key=last_told)


def _join(kept: Act, act: Act) -> None:
    kept.told.append(act.draft)
    kept.score = max(kept.score, act.score)
    if act.own_date and not kept.own_date:
        kept.when, kept.own_date = act.when, True
    if kept.where.place is None and act.where.place is not None:
        kept.where = act.where
    kept.draft.kind = kept.draft.kind or act.draft.kind
    is_surer = kept.draft.features.get("guessed", 0) > act.draft.features.get("guessed", 0)
    is_surer = is_surer and not (_guesses_victim(act.draft) and set(kept.draft.recipient) - CROWDS)
    is_surer = is_surer and bool(act.draft.actor or not kept.draft.actor)
    if _is_fuller(act.draft, kept.draft) or (is_surer and not _is_fuller(kept.draft, act.draft)):
        kept.draft.actor, kept.draft.recipient = act.draft.actor, act.draft.recipient
    elif (
        act.draft.features.get("claim")
        and act.draft.actor
        and not (_is_laid(kept.draft) and kept.draft.actor not in ((), (ARMED,)))
    ):
        kept.draft.actor = act.draft.actor
        kept.draft.recipient = tuple(c for c in kept.draft.recipient if c not in act.draft.actor)
    _name_fighters(kept.draft, act.draft)
    kept.killed = kept.killed if kept.killed is not None else act.killed
    kept.injured = kept.injured if kept.injured is not None else act.injured
    kept.issues = tuple(dict.fromkeys(kept.issues + act.issues))


def _name_fighters(kept: Draft, told: Draft) -> None:
    """Where another telling of a fight names the Taliban, the Afghan side of it is theirs."""
    if kept.type == "ASSAULT" and "Taliban" in told.parties and "Taliban" not in kept.parties:
        kept.actor = tuple("Taliban" if c == "AFG" else c for c in kept.actor)
        kept.recipient = tuple("Taliban" if c == "AFG" else c for c in kept.recipient)


def _is_fuller(told: Draft, kept: Draft) -> bool:
    """Whether another telling names the actor that the first leaves open, and no other party than it for the rest."""
    is_open = not kept.actor or (kept.actor == (ARMED,) and told.features.get("claim"))
    return bool(_is_laid(told) and is_open and set(kept.recipient) < set(told.parties))
