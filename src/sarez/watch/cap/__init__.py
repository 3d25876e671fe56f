"""A warning as a message of the Common Alerting Protocol 1.2 (OASIS, 2010), and back."""

from __future__ import annotations

from sarez.watch.cap.message import (
    Area,
    CapError,
    Message,
    Reference,
    Text,
    certainty_of,
    message_of,
    urgency_of,
)
from sarez.watch.cap.reading import from_cap
from sarez.watch.cap.writing import NAMESPACE, to_cap

__all__ = (
    "NAMESPACE",
    "Area",
    "CapError",
    "Message",
    "Reference",
    "Text",
    "certainty_of",
    "from_cap",
    "message_of",
    "to_cap",
    "urgency_of",
)
