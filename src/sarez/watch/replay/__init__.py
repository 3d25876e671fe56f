"""A past crisis stepped through day by day with only what was known then: what the desk would have seen and warned of."""

from __future__ import annotations

from sarez.watch.replay.incidents import forecaster, happened
from sarez.watch.replay.moment import Learned, Moment
from sarez.watch.replay.outcome import Outcome, outcome
from sarez.watch.replay.stepping import Forecaster, replay

__all__ = ("Forecaster", "Learned", "Moment", "Outcome", "forecaster", "happened", "outcome", "replay")
