"""When and where: which date and which place of the report belong to an act.

`Stage` is the door: it is told a report's acts in their order. The parts: settings_spots.py and settings_states.py find
the places of a sentence, settings_fit.py weighs them, settings_days.py weighs the dates, settings_stage.py carries place
and date on to the sentences that name none, settings_country.py knows the state where no place is named.
"""

from __future__ import annotations

from sarez.reading.settings_country import Where
from sarez.reading.settings_days import When
from sarez.reading.settings_stage import Stage, printed_city

__all__ = ["Stage", "When", "Where", "printed_city"]
