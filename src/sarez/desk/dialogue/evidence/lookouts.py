"""What to look out for on behalf of a commitment: worked out once, from the claim that shows least."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction

from sarez.desk.accounts.redaction import MARK
from sarez.desk.accounts.viewers import FOREVER
from sarez.desk.dialogue.models import Lookout, Watchword
from sarez.desk.events.models import COMMITMENT, Claim
from sarez.reading.bearing import Promise, Text, promise_of, take
from sarez.reading.bearing.promise import PLAIN
from sarez.reading.stems import LONGEST_STEM, stems
from sarez.region.region import load_region

LOOKED_AT = 12_000
"""Characters of a report that are laid beside a commitment; news is shorter, a book of minutes is not read whole."""
OF_WORDING, OF_PLACES, BESIDE = 8, 3, 4
"""How many watchwords come from the wording, from the places, from the sentence it rests on; the rarest of each."""


@dataclass(frozen=True, slots=True)
class Out:
    """A lookout not on record yet, with its watchwords, the rarest first."""

    lookout: Lookout
    watchwords: tuple[str, ...]


def worked_out(entries: Iterable[int]) -> list[Out]:
    """What to look out for on behalf of these commitments; those without a standing claim have none. Nothing is written."""
    claims = Claim.objects.filter(entry__in=set(entries), kind=COMMITMENT, ended_at=FOREVER)
    least: dict[int, Claim] = {}
    for claim in sorted(claims.select_related("report"), key=lambda c: (c.marking, c.known_at, c.pk)):
        least.setdefault(claim.entry_id, claim)
    made = []
    for entry, claim in sorted(least.items()):
        promise = _promise(claim)
        lookout = Lookout(entry_id=entry, claim=claim, day=promise.day, promise=packed(promise))
        made.append(Out(lookout, tuple(watchwords_of(promise))))
    return made


@transaction.atomic
def keep(outs: Iterable[Out]) -> None:
    """Put lookouts on record, in the place of those there were."""
    every = list(outs)
    Lookout.objects.filter(entry__in=[out.lookout.pk for out in every]).delete()
    Lookout.objects.bulk_create([out.lookout for out in every])
    words = [Watchword(lookout=out.lookout, stem=stem) for out in every for stem in out.watchwords]
    Watchword.objects.bulk_create(words, batch_size=1000)


def look_out(entries: Iterable[int]) -> None:
    """Work out anew what to look out for on behalf of these commitments."""
    wanted = set(entries)
    Lookout.objects.filter(entry__in=wanted).delete()
    keep(worked_out(wanted))


def watchwords_of(promise: Promise) -> list[str]:
    """The stems of which a report that bears on a promise is likely to have some: the rarest of what it says and of where."""
    places = {stem: 1.0 for place in promise.places for stem in stems(place)}
    parts = ((promise.words, OF_WORDING), (places, OF_PLACES), (promise.beside, BESIDE))
    found = [stem for part, most in parts for stem in _rarest(part, most)]
    return [stem[:LONGEST_STEM] for stem in dict.fromkeys(found)]


def text_of(report: Any) -> Text:
    """A report as it is laid beside a commitment."""
    return take(_unmarked(report.text[:LOOKED_AT]), day_of(report), load_region())


def day_of(report: Any) -> date:
    """The day of a report: when it was published, else when the desk learned of it."""
    day: date = report.day or report.known_at.date()
    return day


def packed(promise: Promise) -> dict[str, Any]:
    """A promise as JSON keeps it."""
    told = asdict(promise) | {"day": promise.day.isoformat(), "around": {}}
    told["around"] = {stem: round(weight, 3) for stem, weight in promise.around.items()}
    return {name: sorted(value) if isinstance(value, frozenset) else value for name, value in told.items()}


def unpacked(told: dict[str, Any]) -> Promise:
    """A promise from what JSON kept."""
    pairs = {
        name: frozenset(tuple(pair) for pair in told[name]) if name in ("pairs", "months") else value
        for name, value in told.items()
    }
    sets = {n: frozenset(v) if isinstance(v, list) else v for n, v in pairs.items()}
    return Promise(**(sets | {"day": date.fromisoformat(told["day"])}))


def _promise(claim: Claim) -> Promise:
    values, source = claim.values, text_of(claim.report)
    parties, due = values.get("parties") or (), values.get("due") or ""
    return promise_of(_unmarked(values["text"]), source, load_region(), parties=parties, due=due)


def _unmarked(text: str) -> str:
    """A text with blanks where a name was erased: that two texts have lost a name brings them no closer."""
    return text.replace(MARK, " " * len(MARK))


def _rarest(weights: dict[str, float], most: int) -> list[str]:
    rare = sorted((s for s in weights if s not in PLAIN), key=lambda s: (-weights[s], s))
    return rare[:most]
