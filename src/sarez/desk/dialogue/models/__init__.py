"""What the desk itself keeps on engagements and commitments, beside what reports say of them."""

from sarez.desk.dialogue.models.commitments import Bearing, Chain, Finding, Following
from sarez.desk.dialogue.models.encounters import (
    AgendaItem,
    Attendance,
    Content,
    Document,
    Passage,
    Plan,
    Reservation,
    Role,
    Series,
    Tie,
)
from sarez.desk.dialogue.models.handovers import Handover
from sarez.desk.dialogue.models.kept import Kept, KeptQuery
from sarez.desk.dialogue.models.reminders import Reminder, Sending
from sarez.desk.dialogue.models.steps import Step

__all__ = [
    "AgendaItem", "Attendance", "Bearing", "Chain", "Content", "Document", "Finding", "Following", "Handover", "Kept",
    "KeptQuery", "Passage", "Plan", "Reminder", "Reservation", "Role", "Sending", "Series", "Step", "Tie",
]  # fmt: skip
