"""Rules that an analyst reads and edits, and the warnings they propose: a person issues."""

from __future__ import annotations

from sarez.watch.rules.known import Known, known_here
from sarez.watch.rules.levels import Level, Odds, level, load_levels, load_odds, odds_of
from sarez.watch.rules.proposal import Held, Opportunity, Past, Proposal, Proposals
from sarez.watch.rules.proposing import propose
from sarez.watch.rules.reading import load_rules
from sarez.watch.rules.rule import Rule, Rules, Sign
from sarez.watch.rules.seen import Act, Chance, Change, Due, Seen
from sarez.watch.rules.writing import to_yaml

__all__ = (
    "Act",
    "Chance",
    "Change",
    "Due",
    "Held",
    "Known",
    "Level",
    "Odds",
    "Opportunity",
    "Past",
    "Proposal",
    "Proposals",
    "Rule",
    "Rules",
    "Seen",
    "Sign",
    "known_here",
    "level",
    "load_levels",
    "load_odds",
    "load_rules",
    "odds_of",
    "propose",
    "to_yaml",
)
