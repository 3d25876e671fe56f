"""What a party has undertaken to do, with the modality of the undertaking, from agreed down to merely noted.

`collect` is the door: it reads one passage after the other and hands on a `Thread`. The words are in
lexicon/undertakings.yaml; commitments_cues.py finds them, commitments_contents.py what they announce,
commitments_future.py a party's own "will", commitments_lists.py the items under "the sides agreed:", and
commitments_who.py says who is bound.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sarez.reading.commitments_lists import Opening, is_item, item_of, opening_of, topic_of
from sarez.reading.commitments_passage import PassageReading
from sarez.reading.commitments_plain import plain_undertakings
from sarez.reading.commitments_undertaking import Undertaking, distinct, with_topic
from sarez.reading.commitments_who import Codes, Scene
from sarez.reading.commitments_words import AGREED, IN_PRINCIPLE, NOTED, OFFERED, PROPOSED
from sarez.reading.parsed import text_of
from sarez.reading.parties import Cast, Discourse

if TYPE_CHECKING:
    from sarez.reading.records import Passage

__all__ = ["AGREED", "IN_PRINCIPLE", "NOTED", "OFFERED", "PROPOSED", "Thread", "Undertaking", "collect"]


@dataclass(frozen=True, slots=True)
class Thread:
    """What the passages before hand on: an open list, what "it" is, who promised money, who is who, what was told."""

    opening: Opening | None = None
    topic: str | None = None
    pledger: Codes = ()
    sides: Codes = ()
    everyone: Codes = ()
    told: tuple[Undertaking, ...] = ()
    discourse: Discourse | None = None


def collect(cast: Cast, passage: Passage, thread: Thread | None = None) -> tuple[list[Undertaking], Thread]:
    """The undertakings of a passage that no earlier one has told, and the thread for the next.

    Call it for each passage of prose in turn, after the discourse has followed the passage to its end.
    """
    before = thread or Thread()
    if before.opening is not None and is_item(cast, passage):
        return _collect_item(cast, passage, before, before.opening)
    if not cast.doc.has_annotation("DEP"):
        fresh = distinct(_plain(cast, passage), before.told)
        after = replace(before, opening=opening_of(Scene(cast)))
    else:
        reading = PassageReading(
            _rewound(cast, before), passage.start, before.pledger, before.sides, before.everyone
        )
        fresh = distinct(reading.read(), before.told)
        opening = opening_of(reading.scene)
        after = Thread(
            opening,
            topic_of(cast.doc) if opening else None,
            reading.pledger,
            reading.sides,
            reading.everyone,
            before.told,
            replace(cast.discourse),
        )
    return fresh, replace(after, told=before.told + tuple(fresh))


def _collect_item(
    cast: Cast, passage: Passage, thread: Thread, opening: Opening
) -> tuple[list[Undertaking], Thread]:
    item = item_of(cast, opening)
    if item is None:
        return [], thread
    parties = item.parties or opening.parties
    found = Undertaking(
        parties,
        with_topic(item.text, thread.topic),
        opening.modality,
        (passage.start, passage.end),
        passage.start + item.start,
        passage.start + item.end,
        "list",
        0.85 if parties else 0.55,
    )
    topic = topic_of(cast.doc, of_item=True) if cast.doc.has_annotation("DEP") else None
    fresh = distinct([found], thread.told)
    return fresh, replace(thread, topic=topic or thread.topic, told=thread.told + tuple(fresh))


def _plain(cast: Cast, passage: Passage) -> list[Undertaking]:
    found = []
    for start, end, cue, parties in plain_undertakings(cast):
        span = (passage.start + start, passage.start + end)
        text = " ".join(text_of(cast.doc)[start:end].split())
        found.append(Undertaking(parties, text, AGREED, span, *span, cue, 0.5 if parties else 0.3))
    return found


def _rewound(cast: Cast, thread: Thread) -> Cast:
    """The cast with its pronouns as they stood when the passage began; the reader has gone to its end already."""
    now, then = cast.discourse, thread.discourse or Discourse()
    start = replace(now, person=then.person, thing=then.thing, group=then.group, bodies=list(now.bodies))
    return Cast(cast.doc, start, cast.owner, cast.towns, pairs=cast.pairs)
