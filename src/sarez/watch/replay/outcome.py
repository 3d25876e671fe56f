"""How a replay ends: the warnings that would have gone out, against what happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sarez.watch.ledger import Happened, Issued, Ledger, Scores, judge, scores
from sarez.watch.replay.known import night
from sarez.watch.replay.moment import Moment
from sarez.watch.rules.proposal import Proposal


@dataclass(frozen=True, slots=True)
class Outcome:
    """The ledger of a replay and its figures; `held` is how many proposals the budget held back, by unit and issue once
    for each run of days."""

    ledger: Ledger
    scores: Scores
    proposals: tuple[Proposal, ...]
    held: int


def outcome(moments: Iterable[Moment], incidents: Sequence[Happened], first: date, last: date) -> Outcome:
    """The warnings of the moments judged against the incidents from `first` to `last`, as of the end of `last`.

    A proposal counts as issued at the end of its day (UTC): before that the desk could not have known. Each is a
    warning of its own, and of any incident.
    """
    out: list[Proposal] = []
    before: set[tuple[str, str, str]] = set()
    count = 0
    for moment in moments:
        out += moment.proposals.out
        now = {
            (h.proposal.unit.name, h.proposal.issue, h.proposal.rule)
            for h in moment.proposals.held
            if h.why == "budget"
        }
        count += len(now - before)
        before = now
    inside = [one for one in incidents if first <= one.day <= last]
    ledger = judge([issued(one) for one in out], inside, last)
    return Outcome(ledger, scores(ledger), tuple(out), count)


def issued(proposal: Proposal) -> Issued:
    """A proposal as the warning that it would have been."""
    chance = proposal.chance
    return Issued(
        id=f"{proposal.rule}/{proposal.unit.name}/{proposal.day}",
        source="rule",
        unit=proposal.unit,
        issue=proposal.issue,
        level=proposal.level,
        first=proposal.first,
        last=proposal.last,
        issued_at=night(proposal.day),
        probability=None if chance is None else chance.value,
    )
