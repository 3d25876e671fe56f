"""Commitments that a person found kept as a whole: rows of an agreement kept, on the day that the finding is as of.

It is known from when the finding was put on record, to those who may see it, for as long as it is what stands of the
whole: what settles a commitment goes before what does not, and the later written before the earlier.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sarez.desk.accounts.markings import RED
from sarez.desk.accounts.viewers import FOREVER
from sarez.desk.dialogue.commitments.standing import SETTLED
from sarez.desk.dialogue.models import Finding
from sarez.desk.dialogue.models.commitments import KEPT as FOUND_KEPT
from sarez.desk.warnings.watched.pieces import Piece, left_of
from sarez.desk.warnings.watched.states import pairs_of, states_of
from sarez.desk.warnings.watched.telling import KEPT, Told, rows

AGREE = "AGREE"


def promise_rows(versions: Sequence[Told], findings: Iterable[Finding]) -> Iterator[dict[str, Any]]:
    """The rows of a commitment from its versions and all that was ever found of the whole of it."""
    whole = sorted((f for f in findings if not f.party and not f.period), key=_order)
    for at, finding in enumerate(whole):
        if finding.outcome != FOUND_KEPT:
            continue
        stands = left_of(_piece(finding), [_piece(later) for later in whole[at + 1 :]])
        for told in versions:
            pieces = [both for piece in stands if (both := told.piece.common(piece))]
            states = states_of(told.codes("parties"), finding.on)
            day = (finding.on, finding.on)
            yield from rows(told, pieces, pairs_of(states, []), AGREE, mode=KEPT, status="occurred", days=day)


def _order(finding: Finding) -> tuple[bool, Any, int]:
    return finding.outcome in SETTLED, finding.known_from, finding.pk


def _piece(finding: Finding) -> Piece:
    return Piece(finding.marking, RED, finding.known_from, min(finding.known_to, FOREVER))
