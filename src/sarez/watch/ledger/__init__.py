"""Every warning ever issued against what happened, and every probability given against what came: as of any day."""

from __future__ import annotations

from sarez.watch.ledger.budget import at_budget
from sarez.watch.ledger.judging import judge
from sarez.watch.ledger.questions import Answer, Bin, Brier, Question, brier, compare, reliability
from sarez.watch.ledger.record import Happened, Issued
from sarez.watch.ledger.scores import Scores, scores
from sarez.watch.ledger.verdicts import Episode, Ledger, Near, Verdict

__all__ = (
    "Answer",
    "Bin",
    "Brier",
    "Episode",
    "Happened",
    "Issued",
    "Ledger",
    "Near",
    "Question",
    "Scores",
    "Verdict",
    "at_budget",
    "brier",
    "compare",
    "judge",
    "reliability",
    "scores",
)
