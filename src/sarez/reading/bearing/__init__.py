"""Which later reports may bear on a commitment: whether what was promised was done."""

from sarez.reading.bearing.promise import Promise, promise_of
from sarez.reading.bearing.ranking import Bearing, judge, proposed
from sarez.reading.bearing.texts import Text, take

__all__ = ["Bearing", "Promise", "Text", "judge", "promise_of", "proposed", "take"]
