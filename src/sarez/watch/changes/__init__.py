"""Which series moved beyond their own noise, since when, and which events made them move."""

from sarez.watch.changes.change import Change
from sarez.watch.changes.finding import changes
from sarez.watch.changes.movers import movers
from sarez.watch.changes.segments import Segment, segments
from sarez.watch.changes.threshold import Budget

__all__ = ["Budget", "Change", "Segment", "changes", "movers", "segments"]
