"""What the desk itself keeps on engagements and commitments, beside what reports say of them."""

from sarez.desk.dialogue.models.calendars import CalendarFeed
from sarez.desk.dialogue.models.commitments import Bearing, Chain, Finding, Following
from sarez.desk.dialogue.models.encounters import (
    AgendaItem,
    Attendance,
    Content,
    Document,
    Passage,
    Plan,
    Refusal,
    Reservation,
    Role,
    Series,
    Tie,
)
from sarez.desk.dialogue.models.handovers import Handover
from sarez.desk.dialogue.models.kept import Kept, KeptQuery
from sarez.desk.dialogue.models.lookouts import Looked, Lookout, Watchword
from sarez.desk.dialogue.models.measures import Act, Answer, Arrangement, Between
from sarez.desk.dialogue.models.minutes import Minute
from sarez.desk.dialogue.models.reminders import Reminder, Sending
from sarez.desk.dialogue.models.steps import Step

__all__ = [
    "Act",
    "AgendaItem",
    "Answer",
    "Arrangement",
    "Attendance",
    "Bearing",
    "Between",
    "CalendarFeed",
    "Chain",
    "Content",
    "Document",
    "Finding",
    "Following",
    "Handover",
    "Kept",
    "KeptQuery",
    "Looked",
    "Lookout",
    "Minute",
    "Passage",
    "Plan",
    "Refusal",
    "Reminder",
    "Reservation",
    "Role",
    "Sending",
    "Series",
    "Step",
    "Tie",
    "Watchword",
]
