"""What the desk keeps on warnings: proposals, warnings issued, what was done about them, and to whom they went."""

from sarez.desk.warnings.models.feeds import WarningFeed
from sarez.desk.warnings.models.recipients import Delivery, Recipient
from sarez.desk.warnings.models.rules import RuleBook, RuleRun
from sarez.desk.warnings.models.turns import Turn
from sarez.desk.warnings.models.warnings import Content, Proposal, Warning

__all__ = [
    "Content",
    "Delivery",
    "Proposal",
    "Recipient",
    "RuleBook",
    "RuleRun",
    "Turn",
    "Warning",
    "WarningFeed",
]
